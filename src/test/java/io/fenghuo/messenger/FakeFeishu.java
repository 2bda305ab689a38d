package io.fenghuo.messenger;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** open.feishu.cn, as far as an application with cards uses it. */
final class FakeFeishu extends FakeVendor {
    static final String APP = "cli_a1b2c3d4";
    static final String SECRET = "feishu-app-secret-0123456789";
    static final String VERIFICATION = "verification-token-0123";
    static final String KEY = "encrypt-key-0123";

    /** Cards as they stand now. */
    final Map<String, JsonObject> cards = new HashMap<>();

    final AtomicInteger asked = new AtomicInteger();
    private final Map<String, String> copies = new HashMap<>();
    private String token = "";
    private int count;

    FakeFeishu(Vertx vertx) throws Exception {
        super(vertx);
    }

    synchronized void forgetToken() {
        token = "";
    }

    private static void refuse(HttpServerRequest request, int status, int code, String said) {
        say(request, status, new JsonObject().put("code", code).put("msg", said));
    }

    @Override
    synchronized void hear(HttpServerRequest request, Buffer bytes) {
        JsonObject body = new JsonObject(bytes);
        if (request.path().equals("/open-apis/auth/v3/tenant_access_token/internal")) {
            asked.incrementAndGet();
            if (!APP.equals(body.getString("app_id")) || !SECRET.equals(body.getString("app_secret"))) {
                refuse(request, 200, 10014, "app secret invalid");
                return;
            }
            token = "t-" + asked.get();
            say(
                    request,
                    200,
                    new JsonObject()
                            .put("code", 0)
                            .put("msg", "ok")
                            .put("tenant_access_token", token)
                            .put("expire", 7200));
        } else if (token.isEmpty() || !("Bearer " + token).equals(request.getHeader("Authorization"))) {
            refuse(request, 400, 99991663, "Invalid access token for authorization");
        } else {
            message(request, body);
        }
    }

    private void message(HttpServerRequest request, JsonObject body) {
        String path = request.path().substring("/open-apis/im/v1/messages".length());
        String content = body.getString("content", "");
        if (content.getBytes(StandardCharsets.UTF_8).length > 30 * 1024) {
            refuse(request, 400, 230025, "The length of the message content reaches its limit");
            return;
        }
        JsonObject card = new JsonObject(content);
        if (!"2.0".equals(card.getString("schema")) || card.getJsonObject("body") == null) {
            refuse(request, 400, 230099, "Failed to create card content");
            return;
        }
        boolean patch = request.method().name().equals("PATCH");
        String earlier = path.isEmpty() ? "" : path.split("/")[1];
        if (!earlier.isEmpty() && !cards.containsKey(earlier)) {
            refuse(request, 400, 230011, "The message is recalled");
            return;
        }
        if (patch) {
            cards.put(earlier, card);
            calls.add(new Call("patch", card));
            refuse(request, 200, 0, "success");
            return;
        }
        boolean reply = path.endsWith("/reply");
        String to = body.getString("receive_id", "");
        if (!reply && !to.startsWith("chat_id".equals(request.getParam("receive_id_type")) ? "oc_" : "ou_")) {
            refuse(request, 400, 230001, "invalid receive_id");
            return;
        }
        if (body.getString("uuid", "").length() > 50) {
            refuse(request, 400, 230001, "invalid uuid");
            return;
        }
        String id = copies.computeIfAbsent(body.getString("uuid", "x" + ++count), fresh -> {
            String next = "om_" + ++count;
            cards.put(next, card);
            calls.add(new Call(reply ? "reply" : "send", body));
            return next;
        });
        say(
                request,
                200,
                new JsonObject()
                        .put("code", 0)
                        .put("msg", "success")
                        .put("data", new JsonObject().put("message_id", id)));
    }

    /** What the card's first button says back; empty when it does not call. */
    static String value(JsonObject card) {
        return card.getJsonObject("body").getJsonArray("elements").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("tag").equals("button"))
                .map(one -> one.getJsonArray("behaviors").getJsonObject(0))
                .filter(one -> one.getString("type").equals("callback"))
                .map(one -> one.getJsonObject("value").getString("do"))
                .findFirst()
                .orElse("");
    }

    JsonObject press(String card, String user) {
        return new JsonObject()
                .put("schema", "2.0")
                .put(
                        "header",
                        new JsonObject()
                                .put("event_id", "f" + ++count)
                                .put("token", VERIFICATION)
                                .put("create_time", Instant.now().getEpochSecond() + "000000")
                                .put("event_type", "card.action.trigger")
                                .put("app_id", APP))
                .put(
                        "event",
                        new JsonObject()
                                .put("operator", new JsonObject().put("open_id", user))
                                .put("token", "c-1")
                                .put(
                                        "action",
                                        new JsonObject()
                                                .put("tag", "button")
                                                .put("value", new JsonObject().put("do", value(cards.get(card)))))
                                .put("context", new JsonObject().put("open_message_id", card)));
    }

    static HttpResponse<String> bring(String address, JsonObject plain, long seconds, String key) throws Exception {
        byte[] aes = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        byte[] iv = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(aes, "AES"), new IvParameterSpec(iv));
        byte[] sealed = cipher.doFinal(plain.encode().getBytes(StandardCharsets.UTF_8));
        byte[] both = ByteBuffer.allocate(iv.length + sealed.length)
                .put(iv)
                .put(sealed)
                .array();
        String body = new JsonObject()
                .put("encrypt", Base64.getEncoder().encodeToString(both))
                .encode();
        byte[] signed = MessageDigest.getInstance("SHA-256")
                .digest((seconds + "nonce1" + key + body).getBytes(StandardCharsets.UTF_8));
        return post(
                address,
                body,
                "X-Lark-Request-Timestamp",
                String.valueOf(seconds),
                "X-Lark-Request-Nonce",
                "nonce1",
                "X-Lark-Signature",
                HexFormat.of().formatHex(signed));
    }
}
