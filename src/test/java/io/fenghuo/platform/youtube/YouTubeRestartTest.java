package io.fenghuo.platform.youtube;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Fake;
import io.fenghuo.platform.Restarts;
import io.fenghuo.platform.Stand;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Page tokens of the Data API. */
class YouTubeRestartTest {
    private static Map<String, Object> options(String what) {
        return Map.of("key", Secret.of("api-key"), what, "id-1", "quota", Map.of("units", 1, "per-day", 1_000_000));
    }

    /** The pages of comments, newest first; a token is a place in the list. */
    @Nested
    class Comments extends Restarts {
        @Override
        protected Place place() {
            List<JsonObject> threads = new ArrayList<>();
            Fake fake = new Fake() {
                @Override
                protected Reply answer(Call call) {
                    List<JsonObject> newest = new ArrayList<>(threads);
                    Collections.reverse(newest);
                    int from = Integer.parseInt(call.query().getOrDefault("pageToken", "0"));
                    int to = Math.min(newest.size(), from + 4);
                    JsonObject body = new JsonObject().put("items", new JsonArray(newest.subList(from, to)));
                    return new Reply(200, (to < newest.size() ? body.put("nextPageToken", to) : body).encode());
                }
            };
            return new Place(fake, Stand.spec("youtube", "https://api.example", options("video")), (n, at) -> {
                JsonObject snippet =
                        new JsonObject().put("textOriginal", "评论" + n).put("publishedAt", at.toString());
                JsonObject comment = new JsonObject().put("id", "c" + n).put("snippet", snippet);
                threads.add(new JsonObject().put("snippet", new JsonObject().put("topLevelComment", comment)));
            });
        }
    }

    /** The chat of a live stream; a token stands behind the last message given. */
    @Nested
    class LiveChat extends Restarts {
        @Override
        protected Place place() {
            List<JsonObject> said = new ArrayList<>();
            Fake fake = new Fake() {
                @Override
                protected Reply answer(Call call) {
                    int from = Integer.parseInt(call.query().getOrDefault("pageToken", "0"));
                    JsonObject body = new JsonObject()
                            .put("pollingIntervalMillis", 5_000)
                            .put("nextPageToken", said.size())
                            .put("items", new JsonArray(said.subList(from, said.size())));
                    return new Reply(200, body.encode());
                }
            };
            return new Place(fake, Stand.spec("youtube", "https://api.example", options("live")), (n, at) -> {
                JsonObject snippet = new JsonObject()
                        .put("type", "textMessageEvent")
                        .put("displayMessage", "评论" + n)
                        .put("publishedAt", at.toString());
                said.add(new JsonObject().put("id", "m" + n).put("snippet", snippet));
            });
        }
    }
}
