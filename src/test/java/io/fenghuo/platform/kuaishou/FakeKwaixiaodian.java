package io.fenghuo.platform.kuaishou;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fenghuo.platform.Fake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Kwaixiaodian's gateway: it checks path against method, the signature, the clock and the token, gives at most 20 reviews of a span of time, the
 * newest first, and takes each refresh token once.
 */
final class FakeKwaixiaodian extends Fake {
    static final String APP = "ks1";
    static final String APP_SECRET = "app-secret-1";
    static final String SIGN_SECRET = "sign-secret-1";

    final List<JsonObject> reviews = new ArrayList<>();
    final Map<String, List<JsonObject>> subs = new TreeMap<>();
    final Set<String> tokens = new CopyOnWriteArraySet<>(Set.of("tk"));
    final List<String> params = new ArrayList<>();
    String refresh = "rt-0";
    volatile int refreshed;
    /** Answered to the next call in place of what it asks for. */
    String refusal;

    String subRefusal;

    synchronized void review(long id, Instant at, String text, int stars) {
        reviews.add(new JsonObject()
                .put("commentId", id)
                .put("orderId", "o" + id)
                .put("itemId", 30_000 + id % 3)
                .put("content", text)
                .put("qualityScore", stars)
                .put("serviceScore", 2)
                .put("logisticsScore", 5)
                .put("anonymous", false)
                .put("imageUrl", new JsonArray().add("https://img.example/" + id + ".jpg"))
                .put("createTime", at.toEpochMilli()));
    }

    synchronized void sub(long root, long id, Instant at, String text, boolean official) {
        subs.computeIfAbsent(String.valueOf(root), none -> new ArrayList<>())
                .add(new JsonObject()
                        .put("commentId", id)
                        .put("content", text)
                        .put("official", official)
                        .put("createTime", at.toEpochMilli()));
    }

    @Override
    protected Reply answer(Call call) {
        if (call.path().equals("/oauth2/refresh_token")) {
            return token(call);
        }
        Map<String, String> query = new TreeMap<>(call.query());
        String sign = query.remove("sign");
        if (!call.method().equals("GET")
                || !call.path().equals("/" + String.valueOf(query.get("method")).replace('.', '/'))) {
            return refuse(100200100, "Invalid url");
        }
        if (!"1".equals(query.get("version")) || !APP.equals(query.get("appkey")) || query.containsKey("signSecret")) {
            return refuse(100200100, "缺少必要的请求参数");
        }
        if (!sign(query).equals(sign)
                || Duration.between(Instant.ofEpochMilli(Long.parseLong(query.get("timestamp"))), now())
                                .abs()
                                .toMinutes()
                        > 10) {
            return refuse(21, "验签失败");
        }
        if (!tokens.contains(query.get("access_token"))) {
            return refuse(24, "鉴权失败, TOKEN过期");
        }
        if (refusal != null) {
            String said = refusal;
            refusal = null;
            return refuse(7, said);
        }
        JsonObject param = new JsonObject(query.get("param"));
        params.add(query.get("method") + " " + param.encode());
        return query.get("method").equals("open.comment.list.get") ? list(param) : subList(param);
    }

    private Reply list(JsonObject param) {
        int limit = param.getInteger("limit");
        if (limit < 1 || limit > 20) {
            return refuse(100200100, "limit 超限");
        }
        long from = param.getLong("createTimeFrom");
        long to = param.getLong("createTimeTo");
        if (from > to) {
            return refuse(300003, "ENDTIME MUST AFTER BEGINTIME");
        }
        List<JsonObject> found = new ArrayList<>(reviews.stream()
                .filter(one -> one.getLong("createTime") >= from && one.getLong("createTime") <= to)
                .toList());
        Collections.reverse(found);
        JsonArray page = new JsonArray(
                found.stream().skip(param.getInteger("offset")).limit(limit).collect(Collectors.toList()));
        return new Reply(
                200,
                new JsonObject()
                        .put("result", 1)
                        .put("data", new JsonObject().put("total", found.size()).put("rootComment", page))
                        .encode());
    }

    private Reply subList(JsonObject param) {
        if (subRefusal != null) {
            return refuse(7, subRefusal);
        }
        JsonArray list = new JsonArray();
        subs.getOrDefault(param.getString("rootCommentId"), List.of()).forEach(list::add);
        return new Reply(
                200,
                new JsonObject()
                        .put("result", 1)
                        .put("data", new JsonObject().put("subComment", list))
                        .encode());
    }

    private Reply token(Call call) {
        Map<String, String> form = call.form();
        if (!call.method().equals("POST")
                || !"refresh_token".equals(form.get("grant_type"))
                || !APP.equals(form.get("app_id"))
                || !APP_SECRET.equals(form.get("app_secret"))) {
            return refuse(100200101, "unauthorized_client");
        }
        if (!refresh.equals(form.get("refresh_token"))) {
            return new Reply(
                    200, "{\"result\":100200102,\"error\":\"access_denied\",\"error_msg\":\"refreshToken.discarded\"}");
        }
        refreshed++;
        refresh = "rt-" + refreshed;
        tokens.clear();
        tokens.add("at-" + refreshed);
        return new Reply(
                200,
                new JsonObject()
                        .put("result", 1)
                        .put("access_token", "at-" + refreshed)
                        .put("expires_in", 172_800)
                        .put("refresh_token", refresh)
                        .put("refresh_token_expires_in", 15_552_000)
                        .encode());
    }

    private static Reply refuse(int result, String message) {
        return new Reply(
                200,
                new JsonObject().put("result", result).put("error_msg", message).encode());
    }

    /** Written after the documentation, apart from the code under test. */
    private static String sign(Map<String, String> query) {
        String text = query.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("&"))
                + "&signSecret=" + SIGN_SECRET;
        try {
            if ("MD5".equals(query.get("signMethod"))) {
                return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SIGN_SECRET.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
