package io.fenghuo.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceTypesTest {
    private final SourceTypes types = SourceTypes.builtIn();

    @Test
    void everyProblemIsNamedAtOnce() {
        assertThat(codes(Specs.of("html", "ftp://x", Map.of("text", "li[", "colour", "b"))))
                .containsExactlyInAnyOrder("spec.url-wrong", "spec.item", "spec.selector", "spec.field");
        assertThat(codes(Specs.of("json", null, Map.of("text", "content"))))
                .containsExactlyInAnyOrder("spec.url", "spec.pointer");
        assertThat(codes(Specs.of(
                        "websocket", "https://x.example", Map.of(), Map.of("heartbeat", "ping", "idle", "soon"))))
                .containsExactlyInAnyOrder("spec.url-wrong", "spec.text", "spec.heartbeat", "spec.idle");
        assertThat(codes(Specs.of("rss", "https://x.example", Map.of("text", "a"))))
                .containsExactly("spec.map-unused");
        assertThat(codes(Specs.of("sse", "https://x.example", Map.of("text", "/a"), Map.of("zone", "Mars"))))
                .containsExactly("spec.zone");
        assertThat(codes(Specs.of("rss", "https://u:p@x.example", Map.of()))).containsExactly("spec.url-user");
        assertThat(codes(Specs.of("rss", "https://商店.example/评论?q=a b", Map.of())))
                .isEmpty();
        assertThat(types.faults(Specs.of("file", null, Map.of()), Locale.ENGLISH))
                .containsExactly("path is missing: the file to follow, such as path: inbox/posts.jsonl");
        assertThat(codes(Specs.of("file", null, Map.of()))).containsExactly("spec.path");
        assertThat(codes(Specs.of("push", "https://x.example", Map.of()))).containsExactly("spec.push-url");
        assertThat(codes(Specs.of(
                        "push",
                        null,
                        Map.of(),
                        Map.of(
                                "secret",
                                "one-of-the-source-itself",
                                "keys",
                                Map.of(
                                        "a", Map.of("secret", "one-of-the-source-itself"),
                                        "b", Map.of("hmac", "0123456789abcdef"),
                                        "c", Map.of("key", "short"),
                                        "d", Map.of("key", "", "secret", "0123456789abcdef"))))))
                .containsExactlyInAnyOrder("spec.push-same", "spec.push-client", "spec.push-short", "spec.push-short");
        assertThat(codes(Specs.of("verticle", null, Map.of()))).containsExactly("spec.class");
        assertThat(codes(Specs.of("weibo2", null, Map.of()))).containsExactly("spec.type");
        SourceSpec wild = new SourceSpec(
                "s",
                "push",
                null,
                Duration.ZERO,
                null,
                null,
                "gossip",
                "king",
                Map.of(),
                Map.of(),
                Map.of(),
                false,
                "x");
        assertThat(codes(wild)).containsExactlyInAnyOrder("spec.every", "spec.kind", "spec.role", "spec.backfill");
    }

    @Test
    void aPlugInsProxyIsItsOwnUnlessItSaysThatItHasTheKey() {
        SourceSpec spec = Specs.of("mirror", null, Map.of(), Map.of("proxy", "the one in the cellar"));
        assertThat(types.and(List.of(new Mirror(null))).problems(spec)).isEmpty();
        SourceType.Keys others = SourceType.Keys.of(SourceType.Keys.HEARD, List.of("wall"), List.of());
        assertThat(types.and(List.of(new Mirror(others))).problems(spec)).isEmpty();
        SourceType.Keys streamed = SourceType.Keys.of(SourceType.Keys.STREAMED, List.of("wall"), List.of());
        assertThat(types.and(List.of(new Mirror(streamed))).problems(spec))
                .extracting(Trouble::code)
                .containsExactly("spec.proxy");
    }

    /** A plug-in's type that looks at what all share. */
    private record Mirror(@Nullable Keys keys) implements SourceType {
        @Override
        public String word() {
            return "mirror";
        }

        @Override
        public Way way() {
            return Way.LISTEN;
        }

        @Override
        public List<Trouble> problems(SourceSpec spec) {
            return SpecCheck.common(spec);
        }
    }

    @Test
    void bothLanguagesSayEverythingWithTheSameArguments() throws IOException {
        Properties zh = load("messages.properties");
        Properties en = load("messages_en.properties");
        assertThat(en.keySet()).isEqualTo(zh.keySet());
        for (Object key : zh.keySet()) {
            Trouble trouble = new Trouble((String) key, List.of("ARG0", "ARG1", "ARG2"));
            String chinese = new SourceWords(Locale.CHINA).say(trouble);
            String english = new SourceWords(Locale.ENGLISH).say(trouble);
            for (String arg : trouble.args()) {
                assertThat(english.contains(arg)).as("%s: %s", key, english).isEqualTo(chinese.contains(arg));
            }
            assertThat(chinese).matches("(?s).*[\\p{IsHan}].*");
            assertThat(english).doesNotMatch("(?s).*[\\p{IsHan}].*").doesNotContain("''", "{0", "'{");
        }
    }

    @Test
    void wordsAreChineseWhateverTheMachineSpeaks() {
        assertThat(new SourceWords(Locale.SIMPLIFIED_CHINESE).say(Trouble.of("net.dns", "a.example")))
                .isEqualTo("找不到主机 a.example (DNS)。请检查网址拼写和本机的网络。");
        assertThat(new SourceWords(Locale.ENGLISH).say(Trouble.of("plugin.odd", "x\u001b[31m")))
                .isEqualTo("plugin.odd: x [31m");
    }

    private static Properties load(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = SourceWords.class.getResourceAsStream(name)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    private List<String> codes(SourceSpec spec) {
        return types.problems(spec).stream().map(Trouble::code).toList();
    }
}
