package io.fenghuo.platform.mastodon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hashtag of a Mastodon server whose streams cannot be resumed and want a token. */
class MastodonIT {
    private static final String TOKEN = "Bearer user-token";

    private final Stand stand = new Stand();
    private final List<JsonObject> statuses = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<HttpServerResponse> listeners = new CopyOnWriteArrayList<>();
    private final int port = stand.vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();

    @AfterEach
    void close() {
        stand.close();
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.path());
        boolean proved = TOKEN.equals(request.getHeader("Authorization"));
        if (request.path().equals("/api/v2/instance")) {
            request.response()
                    .end("{\"configuration\":{\"urls\":{\"streaming\":\"ws://127.0.0.1:" + port + "/streaming\"}}}");
        } else if (!proved) {
            request.response().setStatusCode(401).end("{\"error\":\"The access token is invalid\"}");
        } else if (URLDecoder.decode(request.path(), UTF_8).equals("/api/v1/timelines/tag/云朵家")) {
            request.response().end(page(request).encode());
        } else if (request.path().equals("/streaming/api/v1/streaming/hashtag")
                && "云朵家".equals(request.getParam("tag"))) {
            HttpServerResponse response = request.response().putHeader("Content-Type", "text/event-stream");
            response.setChunked(true).write(":)\n");
            response.closeHandler(gone -> listeners.remove(response));
            listeners.add(response);
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    /** Newest first; with min_id the ones right after it. */
    private JsonArray page(HttpServerRequest request) {
        int limit = Integer.parseInt(request.getParam("limit"));
        String since = request.getParam("min_id");
        List<JsonObject> newer = new ArrayList<>(statuses.stream()
                .filter(one -> since == null || Long.parseLong(one.getString("id")) > Long.parseLong(since))
                .toList());
        int size = newer.size();
        List<JsonObject> shown = since == null
                ? newer.subList(Math.max(0, size - limit), size)
                : newer.subList(0, Math.min(limit, size));
        List<JsonObject> newest = new ArrayList<>(shown);
        java.util.Collections.reverse(newest);
        return new JsonArray(newest);
    }

    private JsonObject post(String id, String text) {
        JsonObject status = new JsonObject()
                .put("id", id)
                .put("content", "<p>" + text + "</p>")
                .put("created_at", "2023-11-14T22:13:20.000Z")
                .put("url", "https://m.example/@a/" + id)
                .put("spoiler_text", "")
                .putNull("in_reply_to_id")
                .putNull("reblog")
                .put("account", new JsonObject().put("acct", "a@m.example").put("display_name", "小雨"));
        statuses.add(status);
        return status;
    }

    private void publish(String type, JsonObject status) {
        listeners.forEach(one -> one.write("event: " + type + "\ndata: " + status.encode() + "\n\n:thump\n"));
    }

    private SourceSpec spec(String token) {
        return Stand.spec("mastodon", "http://127.0.0.1:" + port, Map.of("token", Secret.of(token), "hashtag", "云朵家"));
    }

    @Test
    void whatIsPostedIsHeardAndEditsFollow() {
        post("99", "旧的");
        stand.run(spec("user-token"));
        await().until(() -> listeners.size() == 1);
        publish("update", post("100", "这牌子是<b>骗子</b><br>别买").put("in_reply_to_id", "99"));
        publish("update", post("101", "转发").put("reblog", new JsonObject()));
        publish("status.update", post("100", "改了"));
        publish("delete", new JsonObject());
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
        await().until(() -> listeners.size() == 1);
        publish("update", post("9", "一"));
        await().until(() -> "9".equals(stand.kept.cursor("s")));
        stand.end(running);
        await().until(listeners::isEmpty);
        IntStream.rangeClosed(10, 104).forEach(id -> post(String.valueOf(id), "错过" + id));
        stand.run(spec("user-token"));
        await().until(() -> stand.kept.posts().size() == 96);
        await().until(() -> "104".equals(stand.kept.cursor("s")));
        assertThat(asked.stream().filter(path -> path.contains("timelines"))).hasSize(1 + 3);
        await().until(() -> listeners.size() == 1);
        post("105", "又错过");
        listeners.forEach(HttpServerResponse::end);
        await().until(() -> stand.kept.texts("s").contains("又错过"));
    }

    @Test
    void aWrongTokenIsTold() {
        stand.run(spec("another"));
        await().until(() -> stand.problem().contains("does not accept the token (401)"));
        assertThat(stand.problem()).doesNotContain("another");
    }
}
