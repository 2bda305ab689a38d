package io.fenghuo.vendor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An application of Feishu (open.feishu.cn/document: server-docs/authentication-management/access-token/tenant_access_token_internal,
 * server-docs/im-v1/message/create, reply and patch; feishu-cards/card-callback-communication; event-subscription encryption): the token, 30 KB of
 * content, cards of schema 2.0, {@code uuid} of 50 characters by which it knows a copy.
 */
public final class FakeFeishuApp extends FakeVendor {
    private static final int CONTENT = 30 * 1024;
    private static final int UUID = 50;
    private static final String MESSAGES = "/open-apis/im/v1/messages";

    private final String app;
    private final String secret;
    private final String verification;
    private final Map<String, JsonObject> cards = new ConcurrentHashMap<>();
    private final Map<String, String> copies = new HashMap<>();
    private String token = "";
    private int asked;
    private int count;

    /** An application; {@code verification} stands in what it calls us with. */
    public FakeFeishuApp(InstantSource clock, String app, String secret, String verification) {
        super(clock);
        this.app = app;
        this.secret = secret;
        this.verification = verification;
    }

    /** Cards as they stand now. */
    public Map<String, JsonObject> cards() {
        return cards;
    }

    @Override
    protected Answer answer(Request request) {
        JsonObject body = request.json();
        if (request.path().equals("/open-apis/auth/v3/tenant_access_token/internal")) {
            return token(body);
        }
        if (token.isEmpty() || !("Bearer " + token).equals(request.header("authorization"))) {
            return Code.msg(400, 99991663, "Invalid access token for authorization");
        }
        return request.path().startsWith(MESSAGES) ? message(request, body) : Answer.no(404, "404", "not found");
    }

    private Answer token(JsonObject body) {
        asked++;
        if (!app.equals(body.getString("app_id")) || !secret.equals(body.getString("app_secret"))) {
            return Code.msg(200, 10014, "app secret invalid");
        }
        token = "t-" + asked;
        return Answer.of(new JsonObject()
                .put("code", 0)
                .put("msg", "ok")
                .put("tenant_access_token", token)
                .put("expire", 7200));
    }

    private Answer message(Request request, JsonObject body) {
        String path = request.path().substring(MESSAGES.length());
        String content = body.getString("content", "");
        if (Request.bytes(content) > CONTENT) {
            return Code.msg(400, 230025, "The length of the message content reaches its limit");
        }
        JsonObject card = new JsonObject(content);
        if (!"2.0".equals(card.getString("schema")) || card.getJsonObject("body") == null) {
            return Code.msg(400, 230099, "Failed to create card content");
        }
        String earlier = path.isEmpty() ? "" : path.split("/", -1)[1];
        if (!earlier.isEmpty() && !cards.containsKey(earlier)) {
            return Code.msg(400, 230011, "The message is recalled");
        }
        if (request.method().equals("PATCH")) {
            cards.put(earlier, card);
            called("patch", card);
            return Code.msg(200, 0, "success");
        }
        return send(request, body, card, path.endsWith("/reply"));
    }

    private Answer send(Request request, JsonObject body, JsonObject card, boolean reply) {
        String to = body.getString("receive_id", "");
        boolean group = "chat_id".equals(request.query().get("receive_id_type"));
        if (!reply && !to.startsWith(group ? "oc_" : "ou_")) {
            return Code.msg(400, 230001, "invalid receive_id");
        }
        if (body.getString("uuid", "").length() > UUID) {
            return Code.msg(400, 230001, "invalid uuid");
        }
        String id = copies.computeIfAbsent(body.getString("uuid", "x" + ++count), fresh -> {
            String next = "om_" + ++count;
            cards.put(next, card);
            called(reply ? "reply" : "send", body);
            return next;
        });
        return Answer.of(new JsonObject()
                .put("code", 0)
                .put("msg", "success")
                .put("data", new JsonObject().put("message_id", id)));
    }

    /** What the card's first button says back; empty when it does not call. */
    public static String value(JsonObject card) {
        return card.getJsonObject("body").getJsonArray("elements", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("tag").equals("button"))
                .map(one -> one.getJsonArray("behaviors").getJsonObject(0))
                .filter(one -> one.getString("type").equals("callback"))
                .map(one -> one.getJsonObject("value").getString("do"))
                .findFirst()
                .orElse("");
    }

    /** Somebody presses the card's button: what is told, not yet sealed. */
    public synchronized JsonObject press(String card, String user) {
        String value = value(Objects.requireNonNull(cards.get(card), card));
        JsonObject header = new JsonObject()
                .put("event_id", "f" + ++count)
                .put("token", verification)
                .put("create_time", clock().instant().getEpochSecond() + "000000")
                .put("event_type", "card.action.trigger")
                .put("app_id", app);
        JsonObject action = new JsonObject().put("tag", "button").put("value", new JsonObject().put("do", value));
        JsonObject event = new JsonObject()
                .put("operator", new JsonObject().put("open_id", user))
                .put("token", "c-1")
                .put("action", action)
                .put("context", new JsonObject().put("open_message_id", card));
        return new JsonObject().put("schema", "2.0").put("header", header).put("event", event);
    }

    /** The call that brings it, sealed and signed with the encrypt key at {@code seconds}. */
    public static Knock bring(JsonObject plain, long seconds, String key) {
        byte[] iv = Signatures.bytes("0123456789abcdef");
        byte[] sealed = Signatures.sealed(
                "PKCS5Padding", Signatures.digest("SHA-256", key), iv, Signatures.bytes(plain.encode()));
        byte[] both = ByteBuffer.allocate(iv.length + sealed.length)
                .put(iv)
                .put(sealed)
                .array();
        String body = new JsonObject().put("encrypt", Signatures.base64(both)).encode();
        byte[] signed = Signatures.digest("SHA-256", seconds + "nonce1" + key + body);
        return new Knock(
                "",
                Map.of(
                        "X-Lark-Request-Timestamp",
                        String.valueOf(seconds),
                        "X-Lark-Request-Nonce",
                        "nonce1",
                        "X-Lark-Signature",
                        Signatures.hex(signed)),
                body);
    }
}
