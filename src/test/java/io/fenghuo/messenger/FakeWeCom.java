package io.fenghuo.messenger;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** qyapi.weixin.qq.com, as far as an application with template cards uses it: documents 91039, 90236, 94945, 90968. */
final class FakeWeCom extends FakeVendor {
    static final String CORP = "ww0123456789abcdef";
    static final String SECRET = "app-secret-0123456789abcdefghij";
    static final String TOKEN = "callbacktoken";
    static final String AES = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    static final int AGENT = 1000002;

    final Set<String> members = new HashSet<>();
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger askedAtOnce = new AtomicInteger();
    /** Cards by task: what stands on the button now. */
    final Map<String, String> buttons = new HashMap<>();

    private final Vertx vertx;
    private final Map<String, Instant> tokens = new HashMap<>();
    private final Set<String> codes = new HashSet<>();
    private final Map<String, String> taskOf = new HashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();
    private final List<JsonObject> delivered = new ArrayList<>();
    private final AtomicInteger asking = new AtomicInteger();
    private int count;

    FakeWeCom(Vertx vertx) throws Exception {
        super(vertx);
        this.vertx = vertx;
    }

    /** From now on no token given before is any good. */
    synchronized void forgetTokens() {
        tokens.clear();
    }

    @Override
    void hear(HttpServerRequest request, Buffer body) {
        switch (request.path()) {
            case "/cgi-bin/gettoken" -> token(request);
            case "/cgi-bin/message/send" -> call(request, body, "send");
            case "/cgi-bin/message/update_template_card" -> call(request, body, "update");
            default -> request.response().setStatusCode(404).end();
        }
    }

    private static JsonObject code(int code, String said) {
        return new JsonObject().put("errcode", code).put("errmsg", said);
    }

    private void token(HttpServerRequest request) {
        asked.incrementAndGet();
        askedAtOnce.accumulateAndGet(asking.incrementAndGet(), Math::max);
        vertx.setTimer(30, soon -> {
            asking.decrementAndGet();
            if (!CORP.equals(request.getParam("corpid"))) {
                say(request, 200, code(40013, "invalid corpid"));
            } else if (!SECRET.equals(request.getParam("corpsecret"))) {
                say(request, 200, code(40001, "invalid credential"));
            } else {
                String token = "token-" + asked.get() + "_-x";
                synchronized (this) {
                    tokens.put(token, Instant.now().plusSeconds(7200));
                }
                say(request, 200, code(0, "ok").put("access_token", token).put("expires_in", 7200));
            }
        });
    }

    private synchronized void call(HttpServerRequest request, Buffer bytes, String name) {
        Instant until = tokens.get(String.valueOf(request.getParam("access_token")));
        if (until == null) {
            say(request, 200, code(40014, "invalid access_token"));
            return;
        }
        if (bytes.toString().contains("\\u")) {
            say(request, 200, code(40033, "invalid escape"));
            return;
        }
        JsonObject body = new JsonObject(bytes);
        if (body.getInteger("agentid", 0) != AGENT) {
            say(request, 200, code(301002, "agentid not match"));
        } else if (name.equals("send")) {
            say(request, 200, send(body, bytes.toString()));
        } else {
            say(request, 200, update(body));
        }
    }

    private JsonObject send(JsonObject body, String bytes) {
        List<String> to =
                new ArrayList<>(Arrays.asList(body.getString("touser", "").split("\\|")));
        List<String> unknown =
                to.stream().filter(user -> !members.contains(user)).toList();
        if (unknown.size() == to.size() && !body.containsKey("toparty")) {
            return code(81013, "user & party & tag all invalid");
        }
        JsonObject answer = code(0, "ok").put("msgid", "m" + ++count);
        if (!unknown.isEmpty()) {
            answer.put("invaliduser", String.join("|", unknown));
        }
        boolean card = body.getString("msgtype").equals("template_card");
        if (card && !right(body.getJsonObject("template_card"))) {
            return code(40058, "invalid template_card");
        }
        Instant before = seen.put(bytes, Instant.now());
        boolean copy = body.getInteger("enable_duplicate_check", 0) == 1
                && before != null
                && before.plusSeconds(body.getInteger("duplicate_check_interval", 1800))
                        .isAfter(Instant.now());
        if (!copy) {
            delivered.add(body);
            calls.add(new Call("send", body));
        }
        if (card && body.getJsonObject("template_card").getString("card_type").equals("button_interaction")) {
            String response = "rc-" + count;
            String task = body.getJsonObject("template_card").getString("task_id");
            codes.add(response);
            taskOf.put(response, task);
            buttons.putIfAbsent(task, "");
            answer.put("response_code", response);
        }
        return answer;
    }

    private boolean right(JsonObject card) {
        JsonArray pairs = card.getJsonArray("horizontal_content_list", new JsonArray());
        boolean base = pairs.size() <= 6
                && card.getJsonObject("main_title", new JsonObject())
                                .getString("title", "")
                                .length()
                        <= 36;
        if (card.getString("card_type").equals("text_notice")) {
            return base
                    && card.getJsonObject("card_action") != null
                    && card.getJsonArray("jump_list").size() <= 3;
        }
        JsonArray list = card.getJsonArray("button_list", new JsonArray());
        String task = card.getString("task_id", "");
        return base
                && !card.containsKey("emphasis_content")
                && !card.containsKey("jump_list")
                && !list.isEmpty()
                && list.size() <= 6
                && task.matches("[A-Za-z0-9_@-]{1,128}")
                && list.getJsonObject(0).getString("key", "").length() <= 1024;
    }

    private JsonObject update(JsonObject body) {
        String response = body.getString("response_code", "");
        if (!codes.remove(response)) {
            return code(40058, "invalid response_code");
        }
        if (!body.containsKey("userids") && body.getInteger("atall", 0) != 1) {
            return code(40058, "no receiver");
        }
        buttons.put(taskOf.get(response), body.getJsonObject("button").getString("replace_name"));
        calls.add(new Call("update", body));
        return code(0, "ok").put("invaliduser", new JsonArray());
    }

    /** The event of a pressed button, as it is posted: address and body. */
    synchronized Posted press(JsonObject sent, String user) throws Exception {
        JsonObject card = sent.getJsonObject("template_card");
        String task = card.getString("task_id");
        String key = card.getJsonArray("button_list").getJsonObject(0).getString("key");
        String response = "rc-press-" + ++count;
        codes.add(response);
        taskOf.put(response, task);
        String xml = "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><FromUserName><![CDATA[" + user
                + "]]></FromUserName><CreateTime>" + (1_700_000_000 + count)
                + "</CreateTime><MsgType><![CDATA[event]]></MsgType>"
                + "<Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[" + key
                + "]]></EventKey><TaskId><![CDATA["
                + task + "]]></TaskId><CardType><![CDATA[button_interaction]]></CardType><ResponseCode><![CDATA["
                + response
                + "]]></ResponseCode><AgentID>" + AGENT + "</AgentID></xml>";
        return posted(xml, CORP, Instant.now().getEpochSecond());
    }

    /** A sealed and signed call. */
    record Posted(String query, String body) {}

    static Posted posted(String xml, String corp, long seconds) throws Exception {
        String sealed = seal(xml, corp);
        String body = "<xml><ToUserName><![CDATA[" + corp + "]]></ToUserName><Encrypt><![CDATA[" + sealed
                + "]]></Encrypt><AgentID><![CDATA[" + AGENT + "]]></AgentID></xml>";
        return new Posted(query(sealed, seconds), body);
    }

    static String query(String sealed, long seconds) throws Exception {
        String[] parts = {TOKEN, String.valueOf(seconds), "nonce1", sealed};
        Arrays.sort(parts);
        byte[] sha =
                MessageDigest.getInstance("SHA-1").digest(String.join("", parts).getBytes(StandardCharsets.UTF_8));
        return "?msg_signature=" + HexFormat.of().formatHex(sha) + "&timestamp=" + seconds + "&nonce=nonce1";
    }

    /** The handshake's address: a GET that is to be answered by {@code word}. */
    static String greeting(String word) throws Exception {
        String sealed = seal(word, CORP);
        return query(sealed, Instant.now().getEpochSecond()) + "&echostr="
                + URLEncoder.encode(sealed, StandardCharsets.UTF_8);
    }

    private static String seal(String text, String corp) throws Exception {
        byte[] key = Base64.getDecoder().decode(AES + "=");
        byte[] said = text.getBytes(StandardCharsets.UTF_8);
        byte[] whose = corp.getBytes(StandardCharsets.UTF_8);
        int length = 20 + said.length + whose.length;
        int pad = 32 - length % 32;
        ByteBuffer plain = ByteBuffer.allocate(length + pad);
        plain.put("0123456789abcdef".getBytes(StandardCharsets.UTF_8))
                .putInt(said.length)
                .put(said)
                .put(whose);
        while (plain.hasRemaining()) {
            plain.put((byte) pad);
        }
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, 16)));
        return Base64.getEncoder().encodeToString(cipher.doFinal(plain.array()));
    }
}
