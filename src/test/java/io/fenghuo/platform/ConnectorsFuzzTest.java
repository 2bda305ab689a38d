package io.fenghuo.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Hook;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whatever a platform answers: posts within the limits, or a fault that is told in words; never anything else. */
class ConnectorsFuzzTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Map<String, Map<String, Object>> POLLED = Map.of(
            "telegram", Map.of("token", Secret.of("1:abcdefghij")),
            "wecom-kf", Map.of("corpid", "c", "secret", Secret.of("s")),
            "hackernews", Map.of(),
            "youtube", Map.of("key", Secret.of("k"), "live", "l"));
    private static final List<String> CURSORS = List.of("", "7", "{\"next\":3,\"max\":9,\"missed\":0}");

    private final SourceWords words = new SourceWords(Locale.ENGLISH);

    @FuzzTest(maxDuration = "60s")
    void answers(byte[] bytes) {
        POLLED.forEach((type, options) -> {
            SourceSpec spec = Stand.spec(type, null, options);
            Source source = Stand.type(spec).poll(spec, Stand.ZONE);
            for (String cursor : CURSORS) {
                try {
                    source.request(cursor, NOW);
                    told(source.parse(bytes, Headers.NONE, cursor, NOW));
                } catch (SourceException fault) {
                    told(fault.trouble());
                }
                Refusal refusal = source.refused(403, bytes);
                if (refusal != null) {
                    told(refusal.trouble());
                }
            }
        });
    }

    @FuzzTest(maxDuration = "60s")
    void messages(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        SourceSpec bluesky = Stand.spec("bluesky", null, Map.of("words", List.of("a")));
        SourceSpec mastodon =
                Stand.spec("mastodon", "https://m.example", Map.of("token", Secret.of("t"), "hashtag", "h"));
        SourceSpec discord = Stand.spec("discord", null, Map.of("token", Secret.of("t"), "channels", List.of("c1")));
        SourceSpec twitch = Stand.spec(
                "twitch", null, Map.of("nick", "me", "token", Secret.of("t"), "channels", List.of("#cloud")));
        for (SourceSpec spec : List.of(bluesky, mastodon, discord, twitch)) {
            StreamSource source = Stand.type(spec).listen(spec, Stand.ZONE);
            try {
                told(source.hear(new Frame(text, null, "update"), null, NOW).parsed());
                StreamSource.Prologue prologue = source.prologue(null, NOW);
                if (prologue != null) {
                    StreamSource.Agreed agreed = prologue.answered(bytes, Headers.NONE, NOW);
                    StreamSource.Prologue next = agreed.stream().prologue(null, NOW);
                    told(agreed.parsed());
                    if (next != null) {
                        told(next.answered(bytes, Headers.NONE, NOW).parsed());
                    }
                }
            } catch (SourceException fault) {
                told(fault.trouble());
            }
        }
        SourceSpec telegram = Stand.spec("telegram-webhook", null, Map.of("secret", Secret.of("sesame-sesame-16")));
        try {
            Hook.Reception met = Stand.type(telegram)
                    .hook(telegram, Stand.ZONE)
                    .meet(
                            new Hook.Delivery(
                                    "POST",
                                    Map.of(),
                                    Headers.of("X-Telegram-Bot-Api-Secret-Token", "sesame-sesame-16"),
                                    bytes),
                            NOW);
            told(new Parsed(met.posts(), null));
        } catch (SourceException fault) {
            told(fault.trouble());
        }
    }

    private void told(Parsed parsed) {
        for (Post post : parsed.posts()) {
            assertThat(post.id()).isNotBlank().hasSizeLessThanOrEqualTo(300);
            assertThat(post.text()).isNotBlank().doesNotContain("\0");
            assertThat(post.publishedAt()).isBeforeOrEqualTo(NOW);
        }
        if (parsed.cursor() != null) {
            assertThat(parsed.cursor()).hasSizeLessThan(2_000);
        }
    }

    private void told(Trouble trouble) {
        assertThat(words.say(trouble))
                .isNotBlank()
                .doesNotContain("\n", "\u001b")
                .isNotEqualTo(trouble.code());
    }
}
