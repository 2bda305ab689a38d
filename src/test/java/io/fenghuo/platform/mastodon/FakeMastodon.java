package io.fenghuo.platform.mastodon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Mastodon server with one hashtag, whose streams cannot be resumed and want a token. */
final class FakeMastodon {
    private static final String TOKEN = "Bearer user-token";

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<HttpServerResponse> listeners = new CopyOnWriteArrayList<>();
    private final List<JsonObject> statuses = new CopyOnWriteArrayList<>();
    private final int port;

    FakeMastodon(Vertx vertx) {
        port = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    private synchronized void answer(HttpServerRequest request) {
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
        Collections.reverse(newest);
        return new JsonArray(newest);
    }

    synchronized JsonObject post(String id, String text) {
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

    void publish(String type, JsonObject status) {
        listeners.forEach(one -> one.write("event: " + type + "\ndata: " + status.encode() + "\n\n:thump\n"));
    }

    /** Posts and tells those who listen. */
    synchronized void say(String id, String text) {
        publish("update", post(id, text));
    }

    void hangUp() {
        List<HttpServerResponse> open = List.copyOf(listeners);
        listeners.clear();
        open.forEach(HttpServerResponse::end);
    }
}
