package io.fenghuo.platform.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.platform.feishu.Envelope.Header;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Headers;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.StreamSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes, their parts, and what is said in them. */
class ConnectionTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    /** Written by Google's protobuf for Python from the fields of {@code pbbp2.proto}. */
    private static final String PING = "0800100018f681801020002a0c0a0474797065120470696e67";

    private static final String EVENT =
            "080110ffffffffffffffffff0118ffffffffffffffffff0120012a0d0a047479706512056576656e742a110a0a6d6573736167655f696412036d2d31"
                    + "2a080a0373756d1201322a080a0373657112013132003a046a736f6e420b7b2261223a22e4b8ad227d4a056c6f672d37";

    private static GroupMessages messages(Map<String, Object> options) {
        return new GroupMessages(Stand.spec("feishu-stream", "https://open.example", options), Stand.ZONE);
    }

    private static Connection connection() {
        return new Connection(
                new Request("wss://open.example", Map.of()),
                FakeEndpoint.SERVICE,
                Duration.ofMinutes(2),
                messages(Map.of()));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void aPingIsWhatProtobufWrites() {
        assertThat(HexFormat.of().formatHex(connection().heartbeat().message().bytes()))
                .isEqualTo(PING);
    }

    @Test
    void anEventIsReadAndWrittenAsProtobufDoes() throws SourceException {
        Envelope event = Envelope.read(bytes(EVENT));
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.log()).isEqualTo(-1);
        assertThat(event.service()).isEqualTo(-1);
        assertThat(event.method()).isEqualTo(1);
        assertThat(event.headers())
                .containsExactly(
                        new Header("type", "event"),
                        new Header("message_id", "m-1"),
                        new Header("sum", "2"),
                        new Header("seq", "1"));
        assertThat(event.encoding()).isEmpty();
        assertThat(event.type()).isEqualTo("json");
        assertThat(new String(event.payload(), UTF_8)).isEqualTo("{\"a\":\"中\"}");
        assertThat(event.logName()).isEqualTo("log-7");
        assertThat(HexFormat.of().formatHex(event.write())).isEqualTo(EVENT);
    }

    @Test
    void fieldsOfLaterVersionsAreLeftOut() throws SourceException {
        String later = "5001" + "590102030405060708" + "6201aa" + "6d01020304" + "9a0600";
        assertThat(HexFormat.of()
                        .formatHex(Envelope.read(bytes(later + PING + later)).write()))
                .isEqualTo(PING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08", // no value
                "0a", // no length
                "4205aabb", // longer than the rest
                "42ffffffffffffffffff01aa", // a negative length
                "08ffffffffffffffffffff01", // eleven bytes
                "0b", // a group
                "0c", // the end of one
                "0f", // no such wire type
                "2a020a05", // a header that ends early
                "2d0102" // four bytes wanted
            })
    void whatDoesNotFitIsRubbish(String hex) {
        assertThatThrownBy(() -> Envelope.read(bytes(hex))).isInstanceOf(SourceException.class);
        assertThatThrownBy(() -> connection().hear(Frame.of(bytes(hex)), null, NOW))
                .isInstanceOf(SourceException.class);
    }

    @Test
    void tooManyHeadersAreRubbish() {
        assertThatThrownBy(() -> Envelope.read(bytes("2a00".repeat(65)))).hasMessageContaining("headers");
    }

    private static Envelope part(String id, int sum, int seq, String text) {
        List<Header> headers = List.of(
                new Header("type", "event"),
                new Header("message_id", id),
                new Header("sum", String.valueOf(sum)),
                new Header("seq", String.valueOf(seq)));
        return new Envelope(1, 2, 3, 1, headers, null, null, text.getBytes(UTF_8), null);
    }

    @Test
    void partsComeInAnyOrderAndTwice() throws SourceException {
        Parts parts = new Parts();
        assertThat(parts.take(part("a", 3, 2, "3"), NOW)).isNull();
        assertThat(parts.take(part("b", 2, 0, "x"), NOW)).isNull();
        assertThat(parts.take(part("a", 3, 0, "0"), NOW)).isNull();
        assertThat(parts.take(part("a", 3, 0, "1"), NOW)).isNull();
        Envelope last = part("a", 3, 1, "2");
        assertThat(parts.take(last, NOW)).asString(UTF_8).isEqualTo("123");
        assertThat(parts.whole(last)).asString(UTF_8).isEqualTo("123");
        assertThat(parts.take(part("b", 2, 1, "y"), NOW)).asString(UTF_8).isEqualTo("xy");
        assertThat(parts.whole(last)).isNull();
        assertThat(parts.take(part("c", 1, 0, "z"), NOW)).asString(UTF_8).isEqualTo("z");
    }

    @Test
    void whatIsNeverWholeIsGivenUp() throws SourceException {
        Parts parts = new Parts();
        parts.take(part("a", 2, 0, "1"), NOW);
        assertThat(parts.take(part("a", 2, 1, "2"), NOW.plusSeconds(6))).isNull();
        for (int i = 0; i < Parts.MANY; i++) {
            parts.take(part("n" + i, 2, 0, "1"), NOW.plusSeconds(6));
        }
        assertThat(parts.take(part("a", 2, 0, "1"), NOW.plusSeconds(6))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"a,2,2", "a,257,0", "'',2,0"})
    void numbersThatDoNotFitAreRubbish(String id, int sum, int seq) {
        assertThatThrownBy(() -> new Parts().take(part(id, sum, seq, "x"), NOW)).isInstanceOf(SourceException.class);
    }

    @Test
    void aSumThatChangesOrTooMuchIsRubbish() throws SourceException {
        Parts parts = new Parts();
        parts.take(part("a", 2, 0, "x"), NOW);
        assertThatThrownBy(() -> parts.take(part("a", 3, 1, "x"), NOW)).isInstanceOf(SourceException.class);
        String large = "x".repeat(Parts.LARGEST / 2 + 1);
        parts.take(part("b", 3, 0, large), NOW);
        assertThatThrownBy(() -> parts.take(part("b", 3, 1, large), NOW)).isInstanceOf(SourceException.class);
    }

    @Test
    void theIntervalIsWhatTheLastPongSays() throws SourceException {
        StreamSource.Heard heard = connection()
                .hear(
                        Frame.of(new Envelope(
                                        0,
                                        0,
                                        3,
                                        0,
                                        List.of(new Header("type", "pong")),
                                        null,
                                        null,
                                        "{\"PingInterval\":90}".getBytes(UTF_8),
                                        null)
                                .write()),
                        null,
                        NOW);
        assertThat(heard.heartbeat().every()).isEqualTo(Duration.ofSeconds(90));
        assertThat(connection().idle()).isEqualTo(Duration.ofMinutes(6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text|{\"text\":\"@_user_1 @_user_10 @_all 好\"}|@小烽 @_user_10 @所有人 好",
                "post|{\"title\":\"公告\",\"content\":[[{\"tag\":\"text\",\"text\":\"第一行 \"},{\"tag\":\"at\",\"user_id\":\"@_user_1\"},{\"tag\":\"a\",\"text\":\"这里\",\"href\":\"http://x\"}],[{\"tag\":\"img\"},{\"tag\":\"emotion\",\"emoji_type\":\"SMILE\"},{\"tag\":\"hr\"}]]}|公告\\n第一行 @小烽这里\\n[图片][SMILE]",
                "image|{\"image_key\":\"k\"}|[图片]",
                "file|{\"file_name\":\"合同.pdf\"}|[文件] 合同.pdf",
                "audio|{}|[语音]",
                "location|{\"name\":\"北京\"}|[位置] 北京",
                "vote|{\"topic\":\"选谁\"}|[投票] 选谁",
                "todo|{\"summary\":{\"title\":\"\",\"content\":[[{\"tag\":\"text\",\"text\":\"回访\"}]]}}|[任务] 回访",
                "hongbao|{\"text\":\"[红包]\"}|[hongbao]",
                "sticker|broken|[表情]"
            })
    void eachKindOfMessage(String type, String content, String text) throws SourceException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("header").put("event_type", "im.message.receive_v1");
        ObjectNode event = root.putObject("event");
        event.putObject("sender")
                .put("sender_type", "app")
                .putObject("sender_id")
                .put("union_id", "on_1");
        ObjectNode message = event.putObject("message")
                .put("message_id", "om_1")
                .put("chat_id", "oc_1")
                .put("chat_type", "group")
                .put("thread_id", "omt_1")
                .put("parent_id", "om_0")
                .put("message_type", type)
                .put("content", content);
        message.putArray("mentions").addObject().put("key", "@_user_1").put("name", "小烽");
        Post post = messages(Map.of()).post(JsonItems.tree(root.toString()), NOW);
        assertThat(post.text()).isEqualTo(text.replace("\\n", "\n"));
        assertThat(post.thread()).isEqualTo("feishu oc_1/omt_1");
        assertThat(post.parent()).isEqualTo("om_0");
        assertThat(post.author().id()).isEqualTo("on_1");
        assertThat(post.role()).isEqualTo(Role.SYSTEM);
        assertThat(post.attributes()).containsEntry("msgtype", type);
    }

    @FuzzTest(maxDuration = "60s")
    void whateverTheEndpointAnswers(byte[] bytes) {
        StreamSource.Prologue prologue = new LongConnection(
                        Stand.spec("feishu-stream", null, Map.of("app-id", "a", "app-secret", Secret.of("s"))),
                        Stand.ZONE)
                .prologue(null, NOW);
        Refusal refusal = prologue.refused(400, bytes);
        assertThat(refusal == null || refusal.trouble().code().startsWith("feishu."))
                .isTrue();
        try {
            StreamSource open = prologue.answered(bytes, Headers.NONE, NOW).stream();
            assertThat(open.open(null, NOW).url()).startsWith("ws");
            assertThat(open.heartbeat().every()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5));
        } catch (SourceException rubbish) {
            assertThat(rubbish.trouble().code()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void whateverComes(byte[] bytes) {
        Connection connection = connection();
        byte[] event = part("a", 1, 0, new String(bytes, UTF_8)).write();
        List<byte[]> frames = new ArrayList<>(List.of(bytes, event));
        for (int seq = 0; seq < 2; seq++) {
            Envelope part = part("b", 2, seq, "");
            byte[] half = seq == 0
                    ? Arrays.copyOf(bytes, bytes.length / 2)
                    : Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length);
            frames.add(new Envelope(1, 2, 3, 1, part.headers(), null, null, half, null).write());
        }
        for (byte[] frame : frames) {
            try {
                connection.hear(Frame.of(frame), null, NOW).parsed().posts().forEach(post -> {
                    assertThat(post.text()).isNotBlank();
                    assertThat(post.id()).isNotBlank();
                });
                connection.evidence(Frame.of(frame));
                Envelope read = Envelope.read(frame);
                assertThat(Envelope.read(read.write()).write()).isEqualTo(read.write());
            } catch (SourceException rubbish) {
                assertThat(rubbish.trouble().code()).isNotBlank();
            }
        }
    }
}
