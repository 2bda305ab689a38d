package io.fenghuo.platform.discord;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway that says hello, wants heartbeats with the last sequence, and lets sessions be resumed. */
final class FakeDiscord {
    static final String TOKEN = "bot-token";

    final List<ServerWebSocket> ready = new CopyOnWriteArrayList<>();
    final List<String> opened = new CopyOnWriteArrayList<>();
    final AtomicInteger beats = new AtomicInteger();
    final AtomicInteger identified = new AtomicInteger();
    /** Whether the next session that is to be resumed is not known any more. */
    volatile boolean forgets;

    private final List<JsonObject> dispatched = new CopyOnWriteArrayList<>();
    private final int port;

    FakeDiscord(Vertx vertx) {
        port = vertx.createHttpServer()
                .webSocketHandler(this::gateway)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    String url() {
        return "ws://127.0.0.1:" + port;
    }

    private void gateway(ServerWebSocket socket) {
        opened.add(socket.uri());
        socket.closeHandler(gone -> ready.remove(socket));
        socket.writeTextMessage("{\"op\":10,\"d\":{\"heartbeat_interval\":2000}}");
        socket.textMessageHandler(text -> {
            JsonObject said = new JsonObject(text);
            switch (said.getInteger("op")) {
                case 1 -> {
                    Integer seq = said.getInteger("d");
                    if (seq != null && seq > dispatched.size()) {
                        socket.close((short) 4007);
                    }
                    beats.incrementAndGet();
                    socket.writeTextMessage("{\"op\":11}");
                }
                case 2 -> identify(socket, said.getJsonObject("d"));
                case 6 -> resume(socket, said.getJsonObject("d"));
                default -> socket.close((short) 4001);
            }
        });
    }

    private synchronized void identify(ServerWebSocket socket, JsonObject data) {
        if (!TOKEN.equals(data.getString("token"))) {
            socket.close((short) 4004);
        } else if (data.getInteger("intents") != 33_280) {
            socket.close((short) 4013);
        } else {
            identified.incrementAndGet();
            dispatch(
                    "READY",
                    new JsonObject().put("session_id", "session-1").put("resume_gateway_url", url() + "/again"));
            socket.writeTextMessage(dispatched.get(dispatched.size() - 1).encode());
            ready.add(socket);
        }
    }

    private synchronized void resume(ServerWebSocket socket, JsonObject data) {
        if (forgets || !"session-1".equals(data.getString("session_id"))) {
            forgets = false;
            socket.writeTextMessage("{\"op\":9,\"d\":false}");
            return;
        }
        dispatched.stream().skip(data.getInteger("seq")).forEach(one -> socket.writeTextMessage(one.encode()));
        ready.add(socket);
    }

    synchronized void dispatch(String what, JsonObject data) {
        JsonObject event = new JsonObject()
                .put("op", 0)
                .put("t", what)
                .put("s", dispatched.size() + 1)
                .put("d", data);
        dispatched.add(event);
        ready.forEach(one -> one.writeTextMessage(event.encode()));
    }

    /** A message in the channel that is read. */
    void write(String id, String text) {
        dispatch(
                "MESSAGE_CREATE",
                new JsonObject()
                        .put("id", id)
                        .put("channel_id", "c1")
                        .put("guild_id", "g1")
                        .put("content", text)
                        .put("timestamp", "2023-11-14T22:13:20.000000+00:00")
                        .put(
                                "author",
                                new JsonObject()
                                        .put("id", "7")
                                        .put("username", "rain")
                                        .putNull("global_name")));
    }

    /** Wants to be connected to anew. */
    void reconnect() {
        ready.forEach(one -> one.writeTextMessage("{\"op\":7,\"d\":null}"));
    }
}
