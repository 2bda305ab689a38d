package io.fenghuo.platform.mastodon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hashtag of a Mastodon server, against a fake of one. */
class MastodonIT {
    private final Stand stand = new Stand();
    private final FakeMastodon mastodon = new FakeMastodon(stand.vertx);

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String token) {
        return Stand.spec("mastodon", mastodon.url(), Map.of("token", Secret.of(token), "hashtag", "云朵家"));
    }

    @Test
    void whatIsPostedIsHeardAndEditsFollow() {
        mastodon.post("99", "旧的");
        stand.run(spec("user-token"));
        // The timeline is read before and once more after the stream is open: what is posted from now on comes by the
        // stream alone.
        await().until(() -> mastodon.listeners.size() == 1 && timelines() == 2);
        mastodon.publish("update", mastodon.post("100", "这牌子是<b>骗子</b><br>别买").put("in_reply_to_id", "99"));
        mastodon.publish("update", mastodon.post("101", "转发").put("reblog", new JsonObject()));
        mastodon.publish("status.update", mastodon.post("100", "改了"));
        mastodon.publish("delete", new JsonObject());
        await().until(() -> stand.kept.texts("s").equals(List.of("旧的", "改了")));
        assertThat(stand.kept.batches().stream().flatMap(batch -> batch.posts().stream()))
                .extracting(io.fenghuo.model.Post::text)
                .contains("这牌子是骗子\n别买");
        assertThat(stand.kept.posts().get(1).kind()).isEqualTo(Kind.POST);
        assertThat(stand.kept.posts().get(1).author().name()).isEqualTo("小雨");
    }

    @Test
    void whatWasMissedIsReadBeforeTheNextConnection() {
        String running = stand.run(spec("user-token"));
        await().until(() -> mastodon.listeners.size() == 1);
        mastodon.publish("update", mastodon.post("9", "一"));
        await().until(() -> "9".equals(stand.kept.cursor("s")));
        stand.end(running);
        await().until(mastodon.listeners::isEmpty);
        IntStream.rangeClosed(10, 104).forEach(id -> mastodon.post(String.valueOf(id), "错过" + id));
        stand.run(spec("user-token"));
        await().until(() -> stand.kept.posts().size() == 96);
        await().until(() -> "104".equals(stand.kept.cursor("s")));
        await().until(() -> mastodon.listeners.size() == 1 && timelines() >= 2 + 4);
        assertThat(timelines()).isEqualTo(2 + 4);
        mastodon.post("105", "又错过");
        mastodon.listeners.forEach(HttpServerResponse::end);
        await().until(() -> stand.kept.texts("s").contains("又错过"));
    }

    private long timelines() {
        return mastodon.asked.stream()
                .filter(path -> path.contains("timelines"))
                .count();
    }

    @Test
    void aWrongTokenIsTold() {
        stand.run(spec("another"));
        await().until(() -> stand.problem().contains("does not accept the token (401)"));
        assertThat(stand.problem()).doesNotContain("another");
    }
}
