package io.fenghuo.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Public posts of Bluesky, against a fake that enforces Jetstream. */
class BlueskyIT {
    private final Stand stand = new Stand();
    private final FakeJetstream jetstream = new FakeJetstream(stand.vertx);

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec() {
        return Stand.spec(
                "bluesky", jetstream.url(), Map.of("words", List.of("云朵家", "CloudHome"), "langs", List.of("zh", "en")));
    }

    @Test
    void whatNamesTheBrandIsKept() {
        stand.run(spec());
        await().until(() -> jetstream.readers.size() == 1);
        jetstream.happen(1, "create", "云朵家是骗子", "zh");
        jetstream.happen(2, "create", "nice weather", "en");
        jetstream.happen(3, "create", "云朵家 ですか", "ja");
        jetstream.happen(4, "delete", "");
        jetstream.happen(5, "create", "回 cloudhome 真差", "zh-CN");
        await().until(() -> stand.kept.posts().size() == 2);
        Post answer = stand.kept.posts().get(1);
        assertThat(answer.kind()).isEqualTo(Kind.COMMENT);
        assertThat(answer.parent()).isEqualTo("did:plc:a/k1");
        assertThat(answer.url()).isEqualTo("https://bsky.app/profile/did:plc:a/post/k5");
        assertThat(stand.kept.cursor("s")).startsWith("5@");
    }

    @Test
    void whatWasMissedIsGivenAgain() {
        String running = stand.run(spec());
        await().until(() -> jetstream.readers.size() == 1);
        jetstream.happen(1, "create", "云朵家 一");
        await().until(() -> stand.kept.posts().size() == 1);
        stand.end(running);
        await().until(jetstream.readers::isEmpty);
        jetstream.happen(2, "create", "云朵家 二");
        stand.run(spec());
        await().until(() -> stand.kept.texts("s").equals(List.of("云朵家 一", "云朵家 二")));
        assertThat(jetstream.cursors).containsExactly("", "1");
        await().until(() -> jetstream.readers.size() == 1);
        jetstream.fault("ConsumerTooSlow");
        await().until(() -> jetstream.cursors.size() == 3);
        assertThat(jetstream.cursors.get(2)).isEqualTo("2");
        assertThat(jetstream.spokenTo).isFalse();
    }

    @Test
    void aCursorThatIsTooOldIsNotSent() {
        StreamSource source = new Jetstream(spec(), Stand.ZONE);
        Instant now = Instant.ofEpochSecond(1_700_000_000);
        assertThat(source.open("7@1699990000", now).url()).endsWith("&cursor=7");
        assertThat(source.open("7@1699800000", now).url()).doesNotContain("cursor");
        assertThat(source.open("rubbish", now).url()).doesNotContain("cursor");
    }
}
