package io.fenghuo.platform.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Data API's endless answer: an array whose elements come one by one, resumed by the token of the last. */
class YouTubeStreamIT {
    private final Stand stand = new Stand();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<HttpServerResponse> open = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean live;
    private volatile boolean array;
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

    private synchronized void say(String text) {
        said.add(text);
        open.forEach(response -> give(response, said.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theChatIsHeardOnceItIsLiveAndGoesOnWhereItWasCut(boolean array) {
        this.array = array;
        SourceSpec spec = Stand.spec(
                "youtube-stream", "http://127.0.0.1:" + port, Map.of("key", Secret.of("api-key"), "video", "v1"));
        String running = stand.run(spec);
        await().until(() -> stand.problem().contains("Video v1 has no live chat now"));
        assertThat(asked).doesNotContain("/youtube/v3/liveChat/messages/stream");
        said.add("骗子 {\"[\\");
        live = true;
        await().until(() -> open.size() == 1);
        say("没有的事");
        await().until(() -> stand.kept.texts("s").equals(List.of("骗子 {\"[\\", "没有的事")));
        assertThat(stand.kept.posts().get(0).thread()).isEqualTo("youtube live v1");
        assertThat(stand.kept.posts().get(1).role()).isEqualTo(Role.HOST);
        assertThat(stand.kept.cursor("s")).isEqualTo("chat-1 2");
        HttpServerResponse before = open.get(0);
        before.reset();
        await().until(() -> open.size() == 1 && !open.contains(before));
        stand.end(running);
        await().until(open::isEmpty);
        said.add("错过的");
        stand.run(spec);
        await().until(() -> stand.kept.texts("s").equals(List.of("骗子 {\"[\\", "没有的事", "错过的")));
        String kept = new String(stand.kept.batches().get(0).raw().bytes(), StandardCharsets.UTF_8);
        assertThat(kept).contains("骗子").doesNotContain("api-key");
    }
}
