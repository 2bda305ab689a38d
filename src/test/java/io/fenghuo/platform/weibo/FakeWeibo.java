package io.fenghuo.platform.weibo;

import io.fenghuo.platform.Fake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Weibo's API: {@code since_id} (greater than) and {@code max_id} (not greater than), newest first, at most 50; refusals with the documented
 * numbers and a status of 400 or 403; a number of calls an hour, of which rate_limit_status tells for nothing.
 */
final class FakeWeibo extends Fake {
    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);

    final List<JsonObject> toMe = new CopyOnWriteArrayList<>();
    final List<JsonObject> mentions = new CopyOnWriteArrayList<>();
    final List<JsonObject> statusMentions = new CopyOnWriteArrayList<>();
    final Map<String, List<JsonObject>> under = new TreeMap<>();
    final List<Call> calls = new CopyOnWriteArrayList<>();
    String token = "2.00";
    volatile int limit = 1_000;
    volatile int used;
    volatile boolean rateAllowed = true;

    static JsonObject comment(long id, Instant at, String text, long status) {
        return written(id, at, text)
                .put(
                        "status",
                        new JsonObject()
                                .put("id", status)
                                .put("idstr", String.valueOf(status))
                                .put("mid", String.valueOf(status))
                                .put("user", new JsonObject().put("id", 99)));
    }

    static JsonObject written(long id, Instant at, String text) {
        return new JsonObject()
                .put("id", id)
                .put("idstr", String.valueOf(id))
                .put("mid", String.valueOf(id))
                .put("text", text)
                .put("source", "<a href=\"http://app.weibo.com\">iPhone</a>")
                .put("created_at", CREATED.format(at.atOffset(ZoneOffset.ofHours(8))))
                .put(
                        "user",
                        new JsonObject()
                                .put("id", 7_000 + id % 3)
                                .put("screen_name", "网友" + id % 3)
                                .put("followers_count", 1_234)
                                .put("verified", true));
    }

    @Override
    protected Reply answer(Call call) {
        calls.add(call);
        if (!token.equals(call.query().get("access_token"))) {
            return refuse(401, call, 21327, "expired_token");
        }
        if (call.path().equals("/account/rate_limit_status.json")) {
            return rateAllowed
                    ? new Reply(
                            200,
                            new JsonObject()
                                    .put("ip_limit", 10_000)
                                    .put("limit_time_unit", "HOURS")
                                    .put("remaining_ip_hits", 10_000)
                                    .put("remaining_user_hits", Math.max(0, limit - used))
                                    .put("reset_time_in_seconds", 1_415)
                                    .put("user_limit", limit)
                                    .encode())
                    : refuse(403, call, 10014, "Insufficient app permissions!");
        }
        if (++used > limit) {
            return refuse(403, call, 10023, "User requests out of rate limit!");
        }
        return switch (call.path()) {
            case "/comments/to_me.json" -> list(toMe, "comments", call);
            case "/comments/mentions.json" -> list(mentions, "comments", call);
            case "/statuses/mentions.json" -> list(statusMentions, "statuses", call);
            case "/comments/show.json" -> {
                List<JsonObject> found = under.get(String.valueOf(call.query().get("id")));
                yield found == null
                        ? refuse(400, call, 20101, "target weibo does not exist!")
                        : list(found, "comments", call);
            }
            default -> refuse(404, call, 10020, "Request api not found!");
        };
    }

    private static Reply list(List<JsonObject> all, String field, Call call) {
        long since = Long.parseLong(call.query().getOrDefault("since_id", "0"));
        long max = Long.parseLong(call.query().getOrDefault("max_id", String.valueOf(Long.MAX_VALUE)));
        int count = Integer.parseInt(call.query().getOrDefault("count", "50"));
        if (count > 50) {
            return refuse(400, call, 10017, "Parameter (count)'s value invalid");
        }
        JsonArray page = new JsonArray();
        all.stream()
                .filter(one -> one.getLong("id") > since && one.getLong("id") <= max)
                .sorted(Comparator.comparing((JsonObject one) -> one.getLong("id"))
                        .reversed())
                .limit(count)
                .forEach(page::add);
        return new Reply(
                200,
                new JsonObject()
                        .put(field, page)
                        .put("total_number", all.size())
                        .encode());
    }

    private static Reply refuse(int status, Call call, int number, String error) {
        return new Reply(
                status,
                new JsonObject()
                        .put("request", "/2" + call.path())
                        .put("error_code", String.valueOf(number))
                        .put("error", error)
                        .encode());
    }
}
