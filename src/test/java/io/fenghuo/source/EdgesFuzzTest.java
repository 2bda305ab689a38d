package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What stands at the edge of an answer or of an entry: headers, charsets, the end of a token; and bodies that a map of the operator reads. */
class EdgesFuzzTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:30:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String URL = "https://shop.example/list?p=1";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Source LINKED =
            new JsonSource(Specs.of("json", URL, Map.of("text", "/t"), Map.of("page", Map.of("link", "next"))), ZONE);
    private static final SourceSpec PUSH = Specs.of(
            "push",
            null,
            Map.of("items", "/list", "id", "/id", "text", "/text", "publishedAt", "/at", "url", "/url", "rating", "/r"),
            Map.of());
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** Lines of {@code name: value}, as a server may send them. */
    @FuzzTest(maxDuration = "65s")
    void headers(byte[] bytes) {
        Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        new String(bytes, ISO_8859_1).lines().limit(50).forEach(line -> {
            String[] parts = line.split(":", 2);
            if (parts.length == 2) {
                lines.putIfAbsent(parts[0], List.of(parts[1].strip()));
            }
        });
        Headers headers = Headers.of(lines);
        Duration order = NextPoll.retryAfter(headers, NOW);
        assertThat(order == null || !order.isNegative()).isTrue();
        assertThat(NextPoll.afterSuccess(MINUTE, headers, null, NOW, () -> -1L))
                .isBetween(MINUTE, NextPoll.ORDER.plus(NextPoll.ORDER));
        assertThat(NextPoll.afterFailure(MINUTE, 3, order, () -> -1L))
                .isBetween(MINUTE, NextPoll.ORDER.plus(NextPoll.ORDER));
        assertThat(headers.lines().lines().map(line -> line.toLowerCase(Locale.ROOT)))
                .noneMatch(line -> line.startsWith("set-cookie:") || line.startsWith("authorization:"));
        try {
            Parsed parsed = LINKED.parse("[{\"t\":\"a\"}]".getBytes(UTF_8), headers, null, NOW);
            assertThat(parsed.cursor()).hasSizeLessThan(10_000);
            Request next = LINKED.request(parsed.cursor(), NOW);
            assertThat(next.url()).startsWith("https://shop.example");
            next.headers().values().forEach(value -> assertThat(value.reveal()).doesNotContain("\r", "\n", "\0"));
        } catch (SourceException fault) {
            assertThat(fault.trouble().code()).isEqualTo("page.elsewhere");
            told(fault);
        }
    }

    @FuzzTest(maxDuration = "65s")
    void charsets(byte[] bytes) {
        String label = new String(bytes, ISO_8859_1);
        for (String type : new String[] {null, "text/html; charset=gb2312", label}) {
            String text = Decoding.text(bytes, type);
            assertThat(text.length()).isLessThanOrEqualTo(4 * bytes.length);
        }
        String ours = new String(bytes, UTF_8);
        byte[] again = ours.getBytes(UTF_8);
        boolean marked = again.length > 1 && (again[0] == 0 || again[1] == 0);
        if (!marked && !ours.startsWith("\uFEFF") && !label.contains("<") && ours.indexOf('\uFFFD') < 0) {
            assertThat(Decoding.text(again, null)).isEqualTo(ours);
        }
    }

    @FuzzTest(maxDuration = "65s")
    void tokens(byte[] bytes) {
        String secret = "Bearer " + new String(bytes, UTF_8);
        String made = "Bearer eyJhbGciOiJub25lIn0."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + ".";
        for (String said : List.of(secret, made)) {
            Instant end = Expiring.of(bearing(said), ZONE);
            assertThat(end == null || (!end.isBefore(FIRST) && !end.isAfter(LAST)))
                    .isTrue();
        }
    }

    @FuzzTest(maxDuration = "65s")
    void pushed(byte[] bytes) {
        try {
            for (Post post : Push.mapped(PUSH, ZONE, new String(bytes, UTF_8), NOW)) {
                assertThat(post.id()).isNotBlank().hasSizeLessThanOrEqualTo(300);
                assertThat(post.text()).isNotBlank().doesNotContain("\0");
                assertThat(post.publishedAt()).isBeforeOrEqualTo(NOW);
                assertThat(new String(post.text().getBytes(UTF_8), UTF_8)).isEqualTo(post.text());
            }
        } catch (SourceException fault) {
            told(fault);
        }
    }

    /** Each of these took a step for every pair of its characters once; now it ends with the test. */
    @Test
    void longRunsAreReadInOneGo() throws SourceException {
        String blanks = " ".repeat(1 << 20);
        assertThat(Decoding.text(new byte[] {'a'}, "text/html; charset=" + blanks))
                .isEqualTo("a");
        Headers headers = Headers.of("Link", "<https://shop.example/2>; rel=" + blanks + "next");
        assertThat(LINKED.parse("[{\"t\":\"a\"}]".getBytes(UTF_8), headers, null, NOW)
                        .cursor())
                .contains("https://shop.example/2");
        assertThat(Expiring.of(bearing("-eyJa".repeat(1 << 18)), ZONE)).isNull();
    }

    private static SourceSpec bearing(String secret) {
        return Specs.of("json", URL, Map.of("text", "/t"), Map.of("token", Secret.of(secret)));
    }

    private static void told(SourceException fault) {
        String said = new SourceWords(Locale.ENGLISH).say(fault.trouble());
        assertThat(said).isNotBlank().isNotEqualTo(fault.trouble().code()).hasSizeLessThan(1_500);
        assertThat(said.chars().noneMatch(Character::isISOControl)).isTrue();
    }
}
