package io.fenghuo.platform.wecom;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * WeCom's side of 微信客服, as documented: access tokens, {@code sync_msg} by cursor in pages that may be short, tokens of callbacks that are valid
 * for a while, and at most ten calls a minute without one, or a minute of refusals.
 */
final class FakeKf {
    static final String CORP = "wwcorp";
    static final String SECRET = "kf-secret";
    static final int PAGE = 2;

    final AtomicInteger tokens = new AtomicInteger();
    final AtomicInteger free = new AtomicInteger();
    final List<Instant> plain = new CopyOnWriteArrayList<>();
    final List<String> cursors = new CopyOnWriteArrayList<>();
    private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile String access = "";
    private volatile Instant blockedUntil = Instant.MIN;
    volatile String callbackToken = "CALLBACK";

    FakeKf(Vertx vertx) {
        port = vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response()
                                .putHeader("Content-Type", "application/json; charset=UTF-8")
                                .end(answer(request, body).encode())))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Another program got a token: the former one is no longer good. */
    void expire() {
        access = "";
    }

    void say(int origin, String id, String text) {
        messages.add(message(origin, id, "text").put("text", new JsonObject().put("content", text)));
    }

    void add(JsonObject message) {
        messages.add(message);
    }

    static JsonObject message(int origin, String id, String type) {
        return new JsonObject()
                .put("msgid", id)
                .put("open_kfid", "wk1")
                .put("external_userid", "wm1")
                .put("send_time", 1_700_000_000)
                .put("origin", origin)
                .put("servicer_userid", origin == 5 ? "anna" : "")
                .put("msgtype", type);
    }

    private JsonObject answer(HttpServerRequest request, Buffer body) {
        return switch (request.path()) {
            case "/cgi-bin/gettoken" -> token(request);
            case "/cgi-bin/kf/sync_msg" -> sync(request, new JsonObject(body));
            default -> error(404, "no such call");
        };
    }

    private JsonObject token(HttpServerRequest request) {
        if (!CORP.equals(request.getParam("corpid"))) {
            return error(40013, "invalid corpid");
        }
        if (!SECRET.equals(request.getParam("corpsecret"))) {
            return error(40001, "invalid credential");
        }
        access = "access-" + tokens.incrementAndGet();
        return error(0, "ok").put("access_token", access).put("expires_in", 7200);
    }

    private synchronized JsonObject sync(HttpServerRequest request, JsonObject wish) {
        if (!access.equals(request.getParam("access_token")) || access.isEmpty()) {
            return error(access.isEmpty() ? 42001 : 40014, "access_token");
        }
        if (wish.getInteger("limit") > 1000) {
            return error(40058, "limit");
        }
        Instant now = InstantSource.system().instant();
        if (wish.containsKey("token")) {
            if (!callbackToken.equals(wish.getString("token"))) {
                return error(95007, "invalid msg token");
            }
            free.incrementAndGet();
        } else {
            plain.add(now);
            long recent = plain.stream()
                    .filter(at -> at.isAfter(now.minusSeconds(60)))
                    .count();
            if (recent > 10) {
                blockedUntil = now.plusSeconds(60);
            }
            if (now.isBefore(blockedUntil)) {
                return error(45009, "api freq out of limit");
            }
        }
        int from = wish.getString("cursor").isEmpty()
                ? 0
                : Integer.parseInt(wish.getString("cursor").substring(1));
        List<JsonObject> all = List.copyOf(messages);
        int to = Math.min(all.size(), from + PAGE);
        // Whoever sees that it was asked may go on talking: that is for the next call.
        cursors.add(wish.getString("cursor"));
        return error(0, "ok")
                .put("next_cursor", "c" + to)
                .put("has_more", to < all.size() ? 1 : 0)
                .put("msg_list", new JsonArray(all.subList(from, to)));
    }

    private static JsonObject error(int code, String said) {
        return new JsonObject().put("errcode", code).put("errmsg", said);
    }
}
