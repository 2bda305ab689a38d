package io.fenghuo.vendor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An application of WeCom (developer.work.weixin.qq.com, documents 91039 获取access_token, 90236 发送应用消息 with {@code enable_duplicate_check}, 94945
 * 更新模版卡片消息, 90968 加解密方案): tokens, members, cards, a card changed once by its response_code, and the sealed calls of pressed buttons.
 */
public final class FakeWeComApp extends FakeVendor {
    private static final long TOKEN_DELAY = 30;

    private final Account account;
    private final Set<String> members;
    private final Map<String, String> buttons = new ConcurrentHashMap<>();
    private final Map<String, Instant> tokens = new HashMap<>();
    private final Set<String> codes = new HashSet<>();
    private final Map<String, String> taskOf = new HashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();
    private int asked;
    private int askedAtOnce;
    private int asking;
    private int count;

    /**
     * What the application is known by.
     *
     * @param token of its calls; empty = it makes none
     * @param aes the key its calls are sealed with, EncodingAESKey; empty = it makes none
     */
    public record Account(String corp, String secret, int agent, String token, String aes) {}

    /** An application whose members are these, by their user ids. */
    public FakeWeComApp(InstantSource clock, Account account, Set<String> members) {
        super(clock);
        this.account = account;
        this.members = Set.copyOf(members);
    }

    /** Cards by task: what stands on the button now. */
    public Map<String, String> buttons() {
        return buttons;
    }

    /** How often a token was asked for. */
    public synchronized int asked() {
        return asked;
    }

    /** How many asked for a token at one time, at most. */
    public synchronized int askedAtOnce() {
        return askedAtOnce;
    }

    /** From now on no token given before is any good. */
    public synchronized void forgetTokens() {
        tokens.clear();
    }

    @Override
    protected Future<Answer> hear(Vertx vertx, Request request) {
        if (!request.path().equals("/cgi-bin/gettoken")) {
            return Future.succeededFuture(answer(request));
        }
        asked++;
        asking++;
        askedAtOnce = Math.max(askedAtOnce, asking);
        Promise<Answer> later = Promise.promise();
        vertx.setTimer(TOKEN_DELAY, soon -> later.complete(token(request)));
        return later.future();
    }

    private synchronized Answer token(Request request) {
        asking--;
        if (!account.corp().equals(request.query().get("corpid"))) {
            return Code.err(40013, "invalid corpid");
        }
        if (!account.secret().equals(request.query().get("corpsecret"))) {
            return Code.err(40001, "invalid credential");
        }
        String token = "token-" + asked + "_-x";
        tokens.put(token, clock().instant().plusSeconds(7200));
        return Answer.of(ok().put("access_token", token).put("expires_in", 7200));
    }

    private static JsonObject ok() {
        return new JsonObject().put("errcode", 0).put("errmsg", "ok");
    }

    @Override
    protected Answer answer(Request request) {
        boolean send = request.path().equals("/cgi-bin/message/send");
        if (!send && !request.path().equals("/cgi-bin/message/update_template_card")) {
            return Answer.no(404, "", "not found");
        }
        Instant until = tokens.get(request.query().getOrDefault("access_token", ""));
        if (until == null || !until.isAfter(request.at())) {
            return Code.err(40014, "invalid access_token");
        }
        if (request.body().contains("\\u")) {
            return Code.err(40033, "invalid escape");
        }
        JsonObject body = request.json();
        if (body.getInteger("agentid", 0) != account.agent()) {
            return Code.err(301002, "agentid not match");
        }
        return send ? send(body, request) : update(body);
    }

    private Answer send(JsonObject body, Request request) {
        List<String> to = List.of(body.getString("touser", "").split("\\|", -1));
        List<String> unknown = to.stream()
                .filter(user -> !members.contains(user) && !user.equals("@all"))
                .toList();
        if (unknown.size() == to.size() && !body.containsKey("toparty") && !body.containsKey("totag")) {
            return Code.err(81013, "user & party & tag all invalid");
        }
        boolean card = "template_card".equals(body.getString("msgtype"));
        if (card && !right(body.getJsonObject("template_card"))) {
            return Code.err(40058, "invalid template_card");
        }
        JsonObject answer = ok().put("msgid", "m" + ++count);
        if (!unknown.isEmpty() && body.containsKey("touser")) {
            answer.put("invaliduser", String.join("|", unknown));
        }
        if (!copy(body, request)) {
            called("send", body);
        }
        if (card && body.getJsonObject("template_card").getString("card_type").equals("button_interaction")) {
            String response = "rc-" + count;
            String task = body.getJsonObject("template_card").getString("task_id");
            codes.add(response);
            taskOf.put(response, task);
            buttons.putIfAbsent(task, "");
            answer.put("response_code", response);
        }
        return Answer.of(answer);
    }

    private boolean copy(JsonObject body, Request request) {
        seen.values().removeIf(at -> at.isBefore(request.at().minusSeconds(4 * 3600)));
        Instant before = seen.put(request.body(), request.at());
        return body.getInteger("enable_duplicate_check", 0) == 1
                && before != null
                && before.plusSeconds(body.getInteger("duplicate_check_interval", 1800))
                        .isAfter(request.at());
    }

    private static boolean right(JsonObject card) {
        JsonArray pairs = card.getJsonArray("horizontal_content_list", new JsonArray());
        boolean base = pairs.size() <= 6
                && card.getJsonObject("main_title", new JsonObject())
                                .getString("title", "")
                                .length()
                        <= 36;
        if (card.getString("card_type").equals("text_notice")) {
            return base
                    && card.getJsonObject("card_action") != null
                    && card.getJsonArray("jump_list", new JsonArray()).size() <= 3;
        }
        JsonArray list = card.getJsonArray("button_list", new JsonArray());
        return base
                && !card.containsKey("emphasis_content")
                && !card.containsKey("jump_list")
                && !list.isEmpty()
                && list.size() <= 6
                && card.getString("task_id", "").matches("[A-Za-z0-9_@-]{1,128}")
                && list.getJsonObject(0).getString("key", "").length() <= 1024;
    }

    private Answer update(JsonObject body) {
        String response = body.getString("response_code", "");
        if (!codes.remove(response)) {
            return Code.err(40058, "invalid response_code");
        }
        if (!body.containsKey("userids") && body.getInteger("atall", 0) != 1) {
            return Code.err(40058, "no receiver");
        }
        buttons.put(
                taskOf.getOrDefault(response, ""), body.getJsonObject("button").getString("replace_name"));
        called("update", body);
        return Answer.of(ok().put("invaliduser", new JsonArray()));
    }

    /** The event of a pressed button of a card that was sent, as it is posted. */
    public synchronized Knock press(JsonObject sent, String user) {
        JsonObject card = sent.getJsonObject("template_card");
        String task = card.getString("task_id");
        String key = card.getJsonArray("button_list").getJsonObject(0).getString("key");
        String response = "rc-press-" + ++count;
        codes.add(response);
        taskOf.put(response, task);
        String xml = "<xml>" + tag("ToUserName", account.corp()) + tag("FromUserName", user) + "<CreateTime>"
                + (1_700_000_000 + count) + "</CreateTime>" + tag("MsgType", "event")
                + tag("Event", "template_card_event") + tag("EventKey", key) + tag("TaskId", task)
                + tag("CardType", "button_interaction") + tag("ResponseCode", response) + "<AgentID>"
                + account.agent() + "</AgentID></xml>";
        return posted(xml, account.corp(), clock().instant().getEpochSecond());
    }

    private static String tag(String name, String text) {
        return "<" + name + "><![CDATA[" + text + "]]></" + name + ">";
    }

    /** A sealed and signed call. */
    public Knock posted(String xml, String corp, long seconds) {
        String sealed = seal(xml, corp);
        String body = "<xml>" + tag("ToUserName", corp) + tag("Encrypt", sealed)
                + tag("AgentID", String.valueOf(account.agent())) + "</xml>";
        return new Knock(query(sealed, seconds), Map.of("Content-Type", "text/xml"), body);
    }

    private String query(String sealed, long seconds) {
        String[] parts = {account.token(), String.valueOf(seconds), "nonce1", sealed};
        Arrays.sort(parts);
        return "?msg_signature=" + Signatures.hex(Signatures.digest("SHA-1", String.join("", parts))) + "&timestamp="
                + seconds + "&nonce=nonce1";
    }

    /** The handshake: a GET that is to be answered by {@code word}. */
    public Knock greeting(String word) {
        String sealed = seal(word, account.corp());
        String query = query(sealed, clock().instant().getEpochSecond()) + "&echostr="
                + URLEncoder.encode(sealed, StandardCharsets.UTF_8);
        return new Knock(query, Map.of(), "");
    }

    private String seal(String text, String corp) {
        byte[] key = Base64.getDecoder().decode(account.aes() + "=");
        byte[] said = Signatures.bytes(text);
        byte[] whose = Signatures.bytes(corp);
        int length = 20 + said.length + whose.length;
        int pad = 32 - length % 32;
        ByteBuffer plain = ByteBuffer.allocate(length + pad);
        plain.put(Signatures.bytes("0123456789abcdef"))
                .putInt(said.length)
                .put(said)
                .put(whose);
        while (plain.hasRemaining()) {
            plain.put((byte) pad);
        }
        return Signatures.base64(Signatures.sealed("NoPadding", key, Arrays.copyOf(key, 16), plain.array()));
    }
}
