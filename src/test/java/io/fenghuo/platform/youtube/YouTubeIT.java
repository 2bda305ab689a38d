package io.fenghuo.platform.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Data API with its units, pages and interval. */
class YouTubeIT {
    private final Stand stand = new Stand();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int units = 10_000;
    private volatile Instant notBefore = Instant.MIN;
    private volatile boolean tooFast;
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
        asked.add(request.uri());
        boolean live = request.path().equals("/youtube/v3/liveChat/messages");
        units -= live ? 5 : 1;
        if (!"api-key".equals(request.getHeader("X-Goog-Api-Key"))) {
            refuse(request, 400, "keyInvalid");
        } else if (units < 0) {
            refuse(request, 403, "quotaExceeded");
        } else if (live) {
            Instant now = stand.ports.time().now();
            tooFast |= now.isBefore(notBefore);
            notBefore = now.plusMillis(200);
            String page = request.getParam("pageToken");
            int n = page == null ? 1 : Integer.parseInt(page);
            request.response()
                    .end(new JsonObject()
                            .put("pollingIntervalMillis", 12_000)
                            .put("nextPageToken", String.valueOf(n + 1))
                            .put("items", new JsonArray().add(chat("m" + n, "第" + n + "句")))
                            .encode());
        } else {
            String page = request.getParam("pageToken");
            JsonObject body = new JsonObject().put("items", new JsonArray().add(comment(page == null ? "c2" : "c1")));
            if (page == null) {
                body.put("nextPageToken", "older");
            }
            request.response().end(body.encode());
        }
    }

    private static void refuse(HttpServerRequest request, int code, String reason) {
        request.response()
                .setStatusCode(code)
                .end(new JsonObject()
                        .put(
                                "error",
                                new JsonObject()
                                        .put("code", code)
                                        .put("errors", new JsonArray().add(new JsonObject().put("reason", reason))))
                        .encode());
    }

    private static JsonObject chat(String id, String text) {
        return new JsonObject()
                .put("id", id)
                .put(
                        "snippet",
                        new JsonObject()
                                .put("type", "textMessageEvent")
                                .put("displayMessage", text)
                                .put("publishedAt", "2023-11-14T22:13:20Z"))
                .put(
                        "authorDetails",
                        new JsonObject()
                                .put("channelId", "UC1")
                                .put("displayName", "小雨")
                                .put("isChatOwner", id.equals("m2")));
    }

    private JsonObject comment(String id) {
        JsonObject snippet = new JsonObject()
                .put("textOriginal", "评论" + id)
                .put("authorDisplayName", "小雨")
                .put("authorChannelId", new JsonObject().put("value", "UC1"))
                .put("likeCount", 3)
                .put("publishedAt", stand.ports.time().now().minusSeconds(60).toString());
        JsonObject reply = new JsonObject()
                .put("id", id + ".r")
                .put("snippet", snippet.copy().put("textOriginal", "回复" + id).put("parentId", id));
        return new JsonObject()
                .put(
                        "snippet",
                        new JsonObject()
                                .put(
                                        "topLevelComment",
                                        new JsonObject().put("id", id).put("snippet", snippet)))
                .put("replies", new JsonObject().put("comments", new JsonArray().add(reply)));
    }

    private SourceSpec spec(String what, String id, String key, Duration every) {
        Map<String, Object> options = new HashMap<>();
        options.put("key", Secret.of(key));
        options.put(what, id);
        options.put("quota", Map.of("units", what.equals("live") ? 5 : 1, "per-day", 1_000_000));
        return new SourceSpec(
                "s",
                "youtube",
                "http://127.0.0.1:" + port,
                every,
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                options,
                true,
                null);
    }

    @Test
    void commentsAndTheirAnswersOverSeveralPages() {
        stand.run(spec("video", "v1", "api-key", Duration.ofSeconds(60)));
        await().until(() -> stand.kept.posts().size() == 4);
        assertThat(stand.kept.texts("s")).containsExactly("评论c2", "回复c2", "评论c1", "回复c1");
        assertThat(stand.kept.posts().get(1).parent()).isEqualTo("c2");
        assertThat(stand.kept.posts().get(0).thread()).isEqualTo("youtube v1");
        assertThat(stand.kept.posts().get(0).reach().likes()).isEqualTo(3);
    }

    @Test
    void liveChatIsReadNoFasterThanItAllows() {
        stand.run(spec("live", "chat-1", "api-key", Duration.ofSeconds(1)));
        await().until(() -> stand.kept.posts().size() >= 3);
        assertThat(tooFast).isFalse();
        assertThat(stand.kept.posts().get(1).role()).isEqualTo(Role.HOST);
        await().until(() -> {
            int heard = stand.kept.posts().size();
            return String.valueOf(heard + 1).equals(stand.kept.cursor("s"));
        });
        assertThat(asked.get(1)).contains("pageToken=2").doesNotContain("api-key");
    }

    @Test
    void unitsThatAreUsedUpAreTold() {
        units = 0;
        stand.run(spec("video", "v1", "api-key", Duration.ofSeconds(60)));
        await().until(() -> stand.problem().contains("units of the day are used up (403 quotaExceeded)"));
    }

    @Test
    void aWrongKeyIsTold() {
        stand.run(spec("video", "v1", "wrong-key", Duration.ofSeconds(60)));
        await().until(() -> stand.problem().contains("does not accept the key"));
        assertThat(stand.problem()).doesNotContain("wrong-key");
    }
}
