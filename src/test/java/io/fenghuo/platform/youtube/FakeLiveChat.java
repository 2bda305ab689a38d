package io.fenghuo.platform.youtube;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** The Data API's endless answer: an array whose elements come one by one, resumed by the token of the last. */
final class FakeLiveChat {
    final List<String> said = new CopyOnWriteArrayList<>();
    final List<HttpServerResponse> open = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile boolean live;
    volatile boolean array;
    /** Whether no page token is known any more. */
    volatile boolean forgets;

    private final int port;

    FakeLiveChat(Vertx vertx) {
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
        HttpServerResponse response = request.response();
        asked.add(request.path());
        if (!"api-key".equals(request.getHeader("X-Goog-Api-Key"))) {
            response.setStatusCode(400).end();
        } else if (request.path().equals("/youtube/v3/videos")) {
            JsonObject details = live ? new JsonObject().put("activeLiveChatId", "chat-1") : new JsonObject();
            JsonArray items = new JsonArray().add(new JsonObject().put("liveStreamingDetails", details));
            response.end(new JsonObject().put("items", items).encode());
        } else if (!"chat-1".equals(request.getParam("liveChatId"))
                || !"id,snippet,authorDetails".equals(request.getParam("part"))) {
            response.setStatusCode(404).end();
        } else {
            String token = request.getParam("pageToken");
            if (token != null && forgets) {
                response.setStatusCode(400)
                        .end("{\"error\":{\"errors\":[{\"reason\":\"invalidPageToken\"}],\"code\":400}}");
                return;
            }
            response.setChunked(true).putHeader("Content-Type", "application/json; charset=UTF-8");
            response.closeHandler(gone -> open.remove(response));
            response.write(array ? "[" : "");
            open.add(response);
            give(response, token == null ? 0 : Integer.parseInt(token));
        }
    }

    private void give(HttpServerResponse response, int from) {
        JsonArray items = new JsonArray();
        IntStream.range(from, said.size())
                .forEach(n -> items.add(new JsonObject()
                        .put("id", "m" + n)
                        .put(
                                "snippet",
                                new JsonObject()
                                        .put("type", "textMessageEvent")
                                        .put("displayMessage", said.get(n))
                                        .put("publishedAt", "2023-11-14T22:13:20Z"))
                        .put(
                                "authorDetails",
                                new JsonObject().put("channelId", "UC1").put("isChatOwner", n == 1))));
        String text = new JsonObject()
                .put("nextPageToken", String.valueOf(said.size()))
                .put("items", items)
                .encodePrettily();
        // In two halves, wherever they part.
        response.write(text.substring(0, text.length() / 2));
        response.write(text.substring(text.length() / 2) + (array ? "\n,\r\n" : "\n"));
    }

    synchronized void say(String text) {
        said.add(text);
        open.forEach(response -> give(response, said.size() - 1));
    }

    void hangUp() {
        List<HttpServerResponse> all = List.copyOf(open);
        open.clear();
        all.forEach(HttpServerResponse::reset);
    }
}
