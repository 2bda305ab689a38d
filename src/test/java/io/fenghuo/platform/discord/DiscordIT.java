package io.fenghuo.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gateway that says hello, wants heartbeats with the last sequence, and lets sessions be resumed. */
class DiscordIT {
    private final Stand stand = new Stand();
    private final List<JsonObject> dispatched = new CopyOnWriteArrayList<>();
    private final List<ServerWebSocket> ready = new CopyOnWriteArrayList<>();
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger beats = new AtomicInteger();
    private final AtomicInteger identified = new AtomicInteger();
    private final int port = stand.vertx
            .createHttpServer()
            .webSocketHandler(this::gateway)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    private volatile boolean forgets;

    @AfterEach
    void close() {
        stand.close();
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
        if (!"bot-token".equals(data.getString("token"))) {
            socket.close((short) 4004);
        } else if (data.getInteger("intents") != 33_280) {
            socket.close((short) 4013);
        } else {
            identified.incrementAndGet();
            dispatch(
                    "READY",
                    new JsonObject()
                            .put("session_id", "session-1")
                            .put("resume_gateway_url", "ws://127.0.0.1:" + port + "/again"));
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

    private synchronized void dispatch(String what, JsonObject data) {
        JsonObject event = new JsonObject()
                .put("op", 0)
                .put("t", what)
                .put("s", dispatched.size() + 1)
                .put("d", data);
        dispatched.add(event);
        ready.forEach(one -> one.writeTextMessage(event.encode()));
    }

    private void write(String id, String text) {
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

    private SourceSpec spec(String token) {
        return Stand.spec(
                "discord", "ws://127.0.0.1:" + port, Map.of("token", Secret.of(token), "channels", List.of("c1")));
    }

    @Test
    void aSessionIsResumedAndNothingIsMissed() {
        String running = stand.run(spec("bot-token"));
        await().until(() -> ready.size() == 1);
        write("1", "骗子");
        dispatch(
                "MESSAGE_CREATE",
                new JsonObject().put("id", "x").put("channel_id", "other").put("content", "别处"));
        await().until(() -> stand.kept.posts().size() == 1 && beats.get() >= 2);
        assertThat(stand.kept.posts().get(0).author().name()).isEqualTo("rain");
        assertThat(stand.kept.posts().get(0).url()).isEqualTo("https://discord.com/channels/g1/c1/1");
        stand.end(running);
        await().until(ready::isEmpty);
        write("2", "错过的");
        stand.run(spec("bot-token"));
        await().until(() -> stand.kept.texts("s").equals(List.of("骗子", "错过的")));
        assertThat(opened.get(1)).startsWith("/again/?v=10&encoding=json");
        await().until(() -> ready.size() == 1);
        ServerWebSocket before = ready.get(0);
        before.writeTextMessage("{\"op\":7,\"d\":null}");
        await().until(() -> opened.size() == 3 && ready.size() == 1 && !ready.contains(before));
        assertThat(identified).hasValue(1);
        dispatch("MESSAGE_DELETE", new JsonObject().put("id", "1").put("channel_id", "c1"));
        await().until(() -> stand.kept.posts().size() == 3);
        assertThat(stand.kept.posts().get(2).parent()).isEqualTo("1");
    }

    @Test
    void aForgottenSessionBeginsAnew() {
        String running = stand.run(spec("bot-token"));
        await().until(() -> ready.size() == 1);
        write("1", "一");
        await().until(() -> stand.kept.posts().size() == 1);
        stand.end(running);
        await().until(ready::isEmpty);
        forgets = true;
        stand.run(spec("bot-token"));
        await().until(() -> identified.get() == 2 && ready.size() == 1);
        write("2", "二");
        await().until(() -> stand.kept.texts("s").equals(List.of("一", "二")));
    }

    @Test
    void aWrongTokenIsTold() {
        stand.run(spec("wrong"));
        await().until(() -> stand.problem().contains("does not accept token (4004)"));
    }
}
