package io.fenghuo.platform.douyin;

import io.fenghuo.platform.Fake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;

/**
 * Douyin's comment lists: the token in a header, at most 50 a page, {@code cursor} and {@code has_more}, pinned ones first; every answer has the
 * status 200, and its refusals are in {@code data.error_code}.
 */
final class FakeDouyin extends Fake {
    static final String OPEN_ID = "ba253642-0590-40bc";
    static final String CLIENT = "tt10abc";

    final Map<String, List<JsonObject>> comments = new TreeMap<>();
    final Map<String, List<JsonObject>> replies = new TreeMap<>();
    final Set<String> tokens = new CopyOnWriteArraySet<>(Set.of("act.1"));
    final List<String> lists = new CopyOnWriteArrayList<>();
    int page = 50;
    volatile int refreshed;
    volatile int refusal;

    synchronized void comment(String item, String id, Instant at, String text) {
        comments.computeIfAbsent(item, none -> new ArrayList<>())
                .add(new JsonObject()
                        .put("comment_id", id)
                        .put("comment_user_id", "u-" + id)
                        .put("content", text)
                        .put("create_time", at.getEpochSecond())
                        .put("digg_count", 7)
                        .put("reply_comment_total", 0)
                        .put("top", false));
    }

    synchronized void reply(String item, String root, String id, Instant at, String text) {
        replies.computeIfAbsent(root, none -> new ArrayList<>())
                .add(new JsonObject()
                        .put("comment_id", id)
                        .put("comment_user_id", "u-" + id)
                        .put("content", text)
                        .put("create_time", at.getEpochSecond())
                        .put("top", false));
        comments.get(item).stream()
                .filter(one -> one.getString("comment_id").equals(root))
                .forEach(one -> one.put("reply_comment_total", replies.get(root).size()));
    }

    @Override
    protected Reply answer(Call call) {
        if (call.path().equals("/oauth/refresh_token/")) {
            return token(call);
        }
        Map<String, String> query = call.query();
        if (!tokens.contains(String.valueOf(call.headers().get("access-token")))) {
            return refuse(28001008, "access_token过期，请刷新或重新授权");
        }
        if (refusal != 0) {
            int number = refusal;
            refusal = 0;
            return refuse(number, "refused");
        }
        int count = Integer.parseInt(query.getOrDefault("count", "0"));
        if (!call.method().equals("GET")
                || !OPEN_ID.equals(query.get("open_id"))
                || !comments.containsKey(String.valueOf(query.get("item_id")))
                || count < 1
                || count > 50) {
            return refuse(2100005, "Parameter error");
        }
        lists.add(
                call.path() + " " + query.getOrDefault("comment_id", query.get("item_id")) + " " + query.get("cursor"));
        return switch (call.path()) {
            case "/api/apps/v1/item/list_comment/" -> list(comments.get(query.get("item_id")), query);
            case "/api/apps/v1/item/list_comment_reply/" ->
                list(replies.getOrDefault(query.get("comment_id"), List.of()), query);
            default -> refuse(2100005, "Parameter error");
        };
    }

    private Reply list(List<JsonObject> all, Map<String, String> query) {
        List<JsonObject> sorted = new ArrayList<>(all);
        Collections.reverse(sorted);
        if (!"time".equals(query.get("sort_type"))) {
            Collections.shuffle(sorted, new java.util.Random(1));
        }
        sorted.sort((a, b) -> Boolean.compare(b.getBoolean("top"), a.getBoolean("top")));
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int size = Math.min(page, Integer.parseInt(query.get("count")));
        JsonArray list = new JsonArray(sorted.stream().skip(from).limit(size).collect(Collectors.toList()));
        return new Reply(
                200,
                new JsonObject()
                        .put(
                                "data",
                                new JsonObject()
                                        .put("error_code", 0)
                                        .put("description", "")
                                        .put("cursor", from + list.size())
                                        .put("has_more", from + list.size() < sorted.size())
                                        .put("list", list))
                        .put("extra", new JsonObject().put("error_code", 0).put("logid", "2020"))
                        .encode());
    }

    private Reply token(Call call) {
        Map<String, String> form = call.form();
        if (!call.method().equals("POST")
                || !CLIENT.equals(form.get("client_key"))
                || form.containsKey("client_secret")
                || !"refresh_token".equals(form.get("grant_type"))
                || !"rft.1".equals(form.get("refresh_token"))) {
            return new Reply(
                    200, "{\"data\":{\"description\":\"refresh_token过期\",\"error_code\":10010},\"message\":\"error\"}");
        }
        refreshed++;
        tokens.clear();
        tokens.add("act.r" + refreshed);
        return new Reply(
                200,
                new JsonObject()
                        .put(
                                "data",
                                new JsonObject()
                                        .put("access_token", "act.r" + refreshed)
                                        .put("error_code", 0)
                                        .put("expires_in", "1296000")
                                        .put("open_id", OPEN_ID)
                                        .put("refresh_token", "rft.1"))
                        .put("message", "success")
                        .encode());
    }

    private static Reply refuse(int number, String said) {
        return new Reply(
                200,
                new JsonObject()
                        .put("data", new JsonObject().put("error_code", number).put("description", said))
                        .put("extra", new JsonObject().put("error_code", number))
                        .encode());
    }
}
