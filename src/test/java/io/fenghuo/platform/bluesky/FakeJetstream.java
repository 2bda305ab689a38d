package io.fenghuo.platform.bluesky;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Jetstream that keeps to its second version: inclusive cursor, known parameters only, nobody may speak to it. */
final class FakeJetstream {
    final List<String> cursors = new CopyOnWriteArrayList<>();
    final List<ServerWebSocket> readers = new CopyOnWriteArrayList<>();
    volatile boolean spokenTo;

    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private final int port;

    FakeJetstream(Vertx vertx) {
        port = vertx.createHttpServer()
                .webSocketHandshakeHandler(this::admit)
                .webSocketHandler(this::stream)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    String url() {
        return "ws://127.0.0.1:" + port;
    }

    private void admit(ServerWebSocketHandshake asked) {
        boolean right = asked.path().equals("/xrpc/network.bsky.jetstream.subscribeEvents")
                && asked.query().matches("kinds=commit&collections=app\\.bsky\\.feed\\.post(&cursor=\\d+)?");
        if (right) {
            asked.accept();
        } else {
            asked.reject(400);
        }
    }

    private synchronized void stream(ServerWebSocket socket) {
        String query = socket.query();
        String cursor = query.contains("&cursor=") ? query.substring(query.indexOf("&cursor=") + 8) : "";
        cursors.add(cursor);
        socket.textMessageHandler(text -> {
            spokenTo = true;
            socket.close();
        });
        socket.closeHandler(gone -> readers.remove(socket));
        if (!cursor.isEmpty()) {
            events.stream()
                    .filter(one -> one.getJsonObject("payload").getLong("seq") >= Long.parseLong(cursor))
                    .forEach(one -> socket.writeTextMessage(one.encode()));
        }
        readers.add(socket);
    }

    synchronized void happen(long seq, String operation, String text, String... langs) {
        JsonObject record = new JsonObject().put("text", text).put("langs", List.of(langs));
        if (text.startsWith("回")) {
            JsonObject root = new JsonObject().put("uri", "at://did:plc:a/app.bsky.feed.post/k1");
            record.put("reply", new JsonObject().put("root", root).put("parent", root));
        }
        JsonObject event = new JsonObject()
                .put("$type", "message")
                .put(
                        "payload",
                        new JsonObject()
                                .put("$type", "network.bsky.jetstream.subscribeEvents#commit")
                                .put("seq", seq)
                                .put("did", "did:plc:a")
                                .put("time", "2023-11-14T22:13:20Z")
                                .put("operation", operation)
                                .put("collection", "app.bsky.feed.post")
                                .put("rkey", "k" + seq)
                                .put("record", operation.equals("delete") ? null : record));
        events.add(event);
        readers.forEach(one -> one.writeTextMessage(event.encode()));
    }

    /** Ends what is open, with a reason. */
    void fault(String why) {
        readers.forEach(one -> one.writeTextMessage("{\"$type\":\"error\",\"error\":\"" + why + "\"}"));
    }
}
