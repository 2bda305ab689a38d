package io.fenghuo.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Jetstream that keeps to its second version: inclusive cursor, known parameters only, nobody may speak to it. */
class BlueskyIT {
    private final Stand stand = new Stand();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private final List<String> cursors = new CopyOnWriteArrayList<>();
    private final List<ServerWebSocket> readers = new CopyOnWriteArrayList<>();
    private final int port = stand.vertx
            .createHttpServer()
            .webSocketHandshakeHandler(this::admit)
            .webSocketHandler(this::stream)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    private volatile boolean spokenTo;

    @AfterEach
    void close() {
        stand.close();
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

    private void stream(ServerWebSocket socket) {
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

    private void happen(long seq, String operation, String text, String... langs) {
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

    private SourceSpec spec() {
        return Stand.spec(
                "bluesky",
                "ws://127.0.0.1:" + port,
                Map.of("words", List.of("云朵家", "CloudHome"), "langs", List.of("zh", "en")));
    }

    @Test
    void whatNamesTheBrandIsKept() {
        stand.run(spec());
        await().until(() -> readers.size() == 1);
        happen(1, "create", "云朵家是骗子", "zh");
        happen(2, "create", "nice weather", "en");
        happen(3, "create", "云朵家 ですか", "ja");
        happen(4, "delete", "");
        happen(5, "create", "回 cloudhome 真差", "zh-CN");
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
        await().until(() -> readers.size() == 1);
        happen(1, "create", "云朵家 一");
        await().until(() -> stand.kept.posts().size() == 1);
        stand.end(running);
        await().until(readers::isEmpty);
        happen(2, "create", "云朵家 二");
        stand.run(spec());
        await().until(() -> stand.kept.texts("s").equals(List.of("云朵家 一", "云朵家 二")));
        assertThat(cursors).containsExactly("", "1");
        await().until(() -> readers.size() == 1);
        readers.forEach(one -> one.writeTextMessage("{\"$type\":\"error\",\"error\":\"ConsumerTooSlow\"}"));
        await().until(() -> cursors.size() == 3);
        assertThat(cursors.get(2)).isEqualTo("2");
        assertThat(spokenTo).isFalse();
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
