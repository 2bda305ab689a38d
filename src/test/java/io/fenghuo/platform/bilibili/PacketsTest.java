package io.fenghuo.platform.bilibili;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.Frame;
import io.fenghuo.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packets of a live room, and the signature of a call. */
class PacketsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @Test
    void aHeartbeatIsWhatTheDocumentSays() {
        assertThat(HexFormat.of().formatHex(Packets.write(Packets.HEARTBEAT, "")))
                .isEqualTo("00000010001000010000000200000001");
    }

    @Test
    void aCallIsSignedAsTheVectorSays() {
        Map<String, String> headers = Calls.signed("{\"code\":\"ID\",\"app_id\":1}", "ak", "sk", "nonce1", NOW);
        assertThat(headers)
                .containsEntry("x-bili-content-md5", "c8b8d749849f83e32bdf38b4b58da66d")
                .containsEntry("Authorization", "92b5855bb95a406bc6a5c34d4f348ee87cddbfc72795fd9b127b2129ee127bc9");
    }

    @Test
    void severalPacketsInOneFrame() throws SourceException {
        byte[] two =
                joined(FakeBilibili.packet(0, 5, "a".getBytes(UTF_8)), FakeBilibili.packet(0, 5, "b".getBytes(UTF_8)));
        byte[] frame =
                joined(FakeBilibili.packet(2, 5, FakeBilibili.zlib(two)), FakeBilibili.packet(1, 3, new byte[4]));
        assertThat(Packets.read(frame).stream().map(Packets.Packet::operation)).containsExactly(5, 5, 3);
        assertThat(Packets.read(frame).get(1).text()).isEqualTo("b");
    }

    @Test
    void brotliIsRead() throws SourceException {
        // one packet (version 0, operation 5) that holds {}, as an uncompressed meta-block (RFC 7932 §9.2)
        byte[] packed = HexFormat.of().parseHex("100110" + "00000012001000000000000500000000" + "7b7d" + "03");
        assertThat(Packets.read(FakeBilibili.packet(3, 5, packed)).get(0).text())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000",
                "00000010000f00000000000500000000",
                "00000011001000000000000500000000",
                "ffffffff001000000000000500000000",
                "00000000001000000000000500000000",
                "0000001000ff00000000000500000000",
                "00000010001000090000000500000000",
                "0000001400100002000000050000000000000000"
            })
    void aLengthThatDoesNotFitIsRubbish(String hex) {
        assertThatThrownBy(() -> Packets.read(HexFormat.of().parseHex(hex))).isInstanceOf(SourceException.class);
    }

    @Test
    void packedTwiceOrTooLargeIsRubbish() {
        byte[] once = FakeBilibili.packet(2, 5, FakeBilibili.zlib(FakeBilibili.packet(0, 5, new byte[1])));
        byte[] twice = FakeBilibili.packet(2, 5, FakeBilibili.zlib(once));
        assertThatThrownBy(() -> Packets.read(twice)).hasMessageContaining("packed twice");
        byte[] bomb = FakeBilibili.packet(2, 5, FakeBilibili.zlib(new byte[Packets.LARGEST + 1]));
        assertThat(bomb.length).isLessThan(20_000);
        assertThatThrownBy(() -> Packets.read(bomb)).hasMessageContaining("unpacked");
    }

    @FuzzTest(maxDuration = "60s")
    void whateverComes(byte[] bytes) {
        LiveMessages messages =
                new LiveMessages(Stand.spec("bilibili-live", "https://live.example", Map.of()), Stand.ZONE);
        Calls calls = new Calls(Stand.spec("bilibili-live", "https://live.example", Map.of("app", "1")));
        LiveSession session = new LiveSession(calls, messages, "wss://live.example", "{}", "g");
        for (byte[] frame : new byte[][] {
            bytes, FakeBilibili.packet(0, 5, bytes), FakeBilibili.packet(2, 5, bytes), FakeBilibili.packet(0, 8, bytes)
        }) {
            try {
                session.hear(Frame.of(frame), null, NOW)
                        .parsed()
                        .posts()
                        .forEach(post -> assertThat(post.text()).isNotBlank());
                session.evidence(Frame.of(frame));
            } catch (SourceException rubbish) {
                assertThat(rubbish.trouble().code()).isNotBlank();
            }
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
