package io.fenghuo.platform.telegram;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The Bot API's getUpdates, as documented: an offset confirms and forgets what is before it, one reader at a time, none beside a webhook, 401
 * for another token, and what is not in {@code allowed_updates} is not given. Waits a tenth of what it is asked to.
 */
final class FakeTelegram {
    static final String TOKEN = "123456:ABCDEFGHIJ";

    final List<String> offsets = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final List<JsonObject> updates = new ArrayList<>();
    private final int port;
    private int waiting;
    private int next = 100;
    volatile boolean webhook;
    volatile int throttle;

    FakeTelegram(Vertx vertx) {
        this.vertx = vertx;
        port = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    synchronized void update(String kind, JsonObject message) {
        updates.add(new JsonObject().put("update_id", next++).put(kind, message));
    }

    synchronized int unconfirmed() {
        return updates.size();
    }

    private synchronized void answer(HttpServerRequest request) {
        if (!request.path().equals("/bot" + TOKEN + "/getUpdates")) {
            refuse(request, 401, "Unauthorized", null);
        } else if (webhook) {
            refuse(request, 409, "Conflict: can't use getUpdates method while webhook is active", null);
        } else if (throttle > 0) {
            throttle--;
            refuse(request, 429, "Too Many Requests: retry after 1", new JsonObject().put("retry_after", 1));
        } else if (waiting > 0) {
            refuse(request, 409, "Conflict: terminated by other getUpdates request", null);
        } else {
            JsonArray wanted = new JsonArray(request.getParam("allowed_updates"));
            String offset = request.getParam("offset");
            offsets.add(String.valueOf(offset));
            if (offset != null) {
                updates.removeIf(one -> one.getInteger("update_id") < Integer.parseInt(offset));
            }
            updates.removeIf(one -> one.fieldNames().stream().noneMatch(name -> wanted.contains(name)));
            int limit = Integer.parseInt(request.getParam("limit"));
            if (updates.isEmpty()) {
                waiting++;
                vertx.setTimer(Integer.parseInt(request.getParam("timeout")) * 10L, id -> give(request, limit, true));
            } else {
                give(request, limit, false);
            }
        }
    }

    private synchronized void give(HttpServerRequest request, int limit, boolean waited) {
        waiting -= waited ? 1 : 0;
        JsonArray result = new JsonArray();
        updates.stream().limit(limit).forEach(result::add);
        request.response()
                .end(new JsonObject().put("ok", true).put("result", result).encode());
    }

    private static void refuse(HttpServerRequest request, int code, String why, JsonObject parameters) {
        request.response()
                .setStatusCode(code)
                .end(new JsonObject()
                        .put("ok", false)
                        .put("error_code", code)
                        .put("description", why)
                        .put("parameters", parameters)
                        .encode());
    }
}
