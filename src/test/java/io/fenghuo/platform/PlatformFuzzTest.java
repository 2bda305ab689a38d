package io.fenghuo.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Post;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Hook;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Whatever a platform, or whoever pretends to be one, answers or delivers: posts that can be kept, or a fault; never anything else. */
class PlatformFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @FuzzTest(maxDuration = "65s")
    void kwaixiaodian(byte[] bytes) {
        read(
                Stand.spec("kwaixiaodian", null, Map.of("app-key", "k", "sign-secret", "s", "access-token", "t")),
                bytes,
                "{\"queue\":[\"1 2\"],\"turn\":1}");
    }

    @FuzzTest(maxDuration = "65s")
    void douyinComments(byte[] bytes) {
        read(
                Stand.spec("douyin-comments", null, Map.of("open-id", "o", "access-token", "t", "items", List.of("v"))),
                bytes,
                "{\"queue\":[\"0 3 c1\"]}");
    }

    @FuzzTest(maxDuration = "65s")
    void weibo(byte[] bytes) {
        read(Stand.spec("weibo", null, Map.of("access-token", "t")), bytes, "{\"lane\":2,\"max\":7}");
    }

    /** The body at the head and in the midst, and as a cursor. */
    private static void read(SourceSpec spec, byte[] bytes, String midst) {
        Source source = Stand.type(spec).poll(spec, Stand.ZONE);
        for (String cursor : new String[] {null, midst, new String(bytes, UTF_8)}) {
            try {
                assertThat(source.request(cursor, NOW).url()).startsWith("https://");
                Parsed parsed = source.parse(bytes, Headers.NONE, cursor, NOW);
                sound(parsed.posts());
                String after = parsed.cursor();
                assertThat(source.request(after, NOW).url()).startsWith("https://");
                assertThat(source.settled(source.settled(after))).isEqualTo(source.settled(after));
            } catch (SourceException fault) {
                assertThat(fault.trouble().code()).isNotBlank();
            }
            source.refused(400, bytes);
            source.skipped(400, bytes, cursor, NOW);
        }
    }

    @FuzzTest(maxDuration = "65s")
    void deliveries(byte[] bytes) throws Exception {
        meet(Stand.spec("douyin", null, Map.of("client-secret", "s")), "X-Douyin-Signature", "SHA-1", bytes, true);
        meet(Stand.spec("kuaishou", null, Map.of("app-secret", "s")), "kwaisign", "MD5", bytes, false);
    }

    private static void meet(SourceSpec spec, String header, String algorithm, byte[] bytes, boolean first)
            throws Exception {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        if (first) {
            digest.update((byte) 's');
        }
        digest.update(bytes);
        if (!first) {
            digest.update((byte) 's');
        }
        Headers proof = Headers.of(header, HexFormat.of().formatHex(digest.digest()));
        Hook hook = Stand.type(spec).hook(spec, Stand.ZONE);
        try {
            Hook.Reception proved = hook.meet(new Hook.Delivery("POST", Map.of(), proof, bytes), NOW);
            assertThat(proved.status()).isEqualTo(200);
            sound(proved.posts());
        } catch (SourceException fault) {
            assertThat(fault.trouble().code()).isNotBlank();
        }
        Hook.Reception forged = hook.meet(new Hook.Delivery("POST", Map.of(), Headers.NONE, bytes), NOW);
        assertThat(forged.posts()).isEmpty();
    }

    private static void sound(List<Post> posts) {
        for (Post post : posts) {
            assertThat(post.id()).isNotBlank();
            assertThat(post.text()).isNotBlank().doesNotContain("\u0000");
            assertThat(post.publishedAt()).isBeforeOrEqualTo(NOW);
            assertThat(new String(post.text().getBytes(UTF_8), UTF_8)).isEqualTo(post.text());
        }
    }
}
