package io.fenghuo.channel;

import static io.fenghuo.channel.Conformance.LOGIN;
import static io.fenghuo.channel.Conformance.of;

import io.fenghuo.channel.Conformance.Case;
import io.fenghuo.model.Outcome.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of the table that is of pushes to phones, of chats beyond China, and of programs. */
final class PushReplies {
    static final Map<String, List<Case>> TABLE = new LinkedHashMap<>();

    private PushReplies() {}

    private static String said(long code, String words) {
        return "{\"code\":" + code + ",\"message\":\"" + words + "\"}";
    }

    private static void bark() {
        TABLE.put(
                "bark",
                List.of(
                        of("ok", 200, said(200, "success"), Kind.DELIVERED),
                        of("empty", 200, "", Kind.AMBIGUOUS),
                        of("an error in a 200", 200, said(400, "request bind failed: x"), Kind.REJECTED)
                                .cure("request"),
                        of("no device", 400, said(400, "device key is empty"), Kind.REJECTED)
                                .cure("device"),
                        of(
                                        "device unknown",
                                        400,
                                        said(
                                                400,
                                                "failed to get device token: failed to get [abcdefgh] device token from database"),
                                        Kind.REJECTED)
                                .cure("device"),
                        of("app removed", 500, said(500, "push failed: BadDeviceToken"), Kind.REJECTED)
                                .cure("device"),
                        of("app unregistered", 500, said(500, "push failed: 410 Unregistered"), Kind.REJECTED)
                                .cure("device"),
                        of("Apple out of reach", 500, said(500, "push failed: apns connection closed"), Kind.RETRY),
                        of("throttled, coded", 200, said(429, "too many requests"), Kind.THROTTLED)
                                .pause(60),
                        of("bad JSON", 400, said(400, "request bind failed: invalid character"), Kind.REJECTED)
                                .cure("request"),
                        of("ok as a text", 200, "{\"code\":\"200\",\"message\":\"success\"}", Kind.AMBIGUOUS),
                        of("a code nobody knows", 200, said(777, "new"), Kind.REJECTED)
                                .cure("request"),
                        of("needs a password", 401, "Unauthorized", Kind.DEAD).cure("url")));
    }

    private static void ntfy() {
        TABLE.put(
                "ntfy",
                List.of(
                        of(
                                "ok",
                                200,
                                "{\"id\":\"sPs71M8A2T\",\"time\":1643935928,\"event\":\"message\",\"topic\":\"x\"}",
                                Kind.DELIVERED),
                        of("empty", 200, "", Kind.AMBIGUOUS),
                        of("its web page", 200, "<html><title>ntfy</title></html>", Kind.AMBIGUOUS),
                        of("ok without an id", 200, "{\"event\":\"message\"}", Kind.AMBIGUOUS),
                        of("too fast", 429, ntfyError(42901, 429, "limit reached: too many requests"), Kind.THROTTLED)
                                .pause(60),
                        of(
                                        "quota of the day",
                                        429,
                                        ntfyError(42908, 429, "limit reached: too many messages"),
                                        Kind.THROTTLED)
                                .cure("quota")
                                .pause(42_600),
                        of("wrong token", 401, ntfyError(40101, 401, "unauthorized"), Kind.DEAD)
                                .cure("token"),
                        of("not allowed to write", 403, ntfyError(40301, 403, "forbidden"), Kind.DEAD)
                                .cure("token"),
                        of("no such page", 404, ntfyError(40401, 404, "page not found"), Kind.DEAD)
                                .cure("url"),
                        of("too large", 413, ntfyError(41303, 413, "JSON body too large"), Kind.REJECTED)
                                .cure("size"),
                        of("bad topic", 400, ntfyError(40009, 400, "invalid request: topic invalid"), Kind.REJECTED)
                                .cure("request"),
                        of("bad JSON", 400, ntfyError(40024, 400, "must be valid JSON"), Kind.REJECTED)
                                .cure("request"),
                        of("broken inside, coded", 500, ntfyError(50001, 500, "internal server error"), Kind.RETRY),
                        of("a code nobody knows", 422, ntfyError(42299, 422, "new"), Kind.REJECTED)
                                .cure("request")));
    }

    private static String ntfyError(int code, int http, String words) {
        return "{\"code\":" + code + ",\"http\":" + http + ",\"error\":\"" + words
                + "\",\"link\":\"https://ntfy.sh/docs\"}";
    }

    private static void discord() {
        TABLE.put(
                "discord",
                List.of(
                        of("ok", 200, "{\"id\":\"112233445566778899\",\"type\":0,\"content\":\"x\"}", Kind.DELIVERED),
                        of("ok without a message", 204, "", Kind.UNCONFIRMED),
                        of("empty", 200, "", Kind.AMBIGUOUS),
                        of("an error in a 200", 200, said(50035, "Invalid Form Body"), Kind.AMBIGUOUS),
                        of(
                                        "throttled in the body",
                                        429,
                                        "{\"message\":\"You are being rate limited.\",\"retry_after\":1.25,\"global\":false}",
                                        Kind.THROTTLED)
                                .pause(1),
                        of("throttled in a header", 429, "{}", Kind.THROTTLED)
                                .header("X-RateLimit-Reset-After", "12.5")
                                .pause(12),
                        of("barred by Cloudflare", 429, "<html>error code: 1015</html>", Kind.THROTTLED)
                                .pause(60),
                        of("webhook deleted", 404, said(10015, "Unknown Webhook"), Kind.DEAD)
                                .cure("webhook"),
                        of("wrong token", 401, said(50027, "Invalid Webhook Token"), Kind.DEAD)
                                .cure("webhook"),
                        of("no access", 403, said(50001, "Missing Access"), Kind.DEAD)
                                .cure("webhook"),
                        of("too long", 400, said(50035, "Invalid Form Body"), Kind.REJECTED)
                                .cure("request"),
                        of("nothing said", 400, said(50006, "Cannot send an empty message"), Kind.REJECTED)
                                .cure("request"),
                        of("a code nobody knows", 400, said(999999, "new"), Kind.REJECTED)
                                .cure("request")));
    }

    private static String flow(String code, String words) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + words + "\"}}";
    }

    private static void teams() {
        TABLE.put(
                "teams",
                List.of(
                        of("ok", 202, "", Kind.UNCONFIRMED),
                        of("empty", 200, "", Kind.AMBIGUOUS),
                        of("a login page with 202", 202, LOGIN, Kind.AMBIGUOUS),
                        of("an error in a 200", 200, flow("X", "y"), Kind.AMBIGUOUS),
                        of("flow switched off", 400, flow("WorkflowTriggerIsNotEnabled", "not enabled"), Kind.DEAD)
                                .cure("workflow"),
                        of("flow gone", 404, flow("WorkflowNotFound", "could not be found"), Kind.DEAD)
                                .cure("workflow"),
                        of("wrong sig", 401, flow("DirectApiAuthorizationRequired", "sig"), Kind.DEAD)
                                .cure("workflow"),
                        of("forbidden", 403, flow("AuthorizationFailed", "no"), Kind.DEAD)
                                .cure("workflow"),
                        of("bad card", 400, flow("TriggerInputSchemaMismatch", "schema"), Kind.REJECTED)
                                .cure("request"),
                        of("too large", 413, flow("RequestEntityTooLarge", "28 KB"), Kind.REJECTED)
                                .cure("size"),
                        of("too large in HTML", 413, LOGIN, Kind.REJECTED).cure("size"),
                        of("throttled, coded", 429, flow("TooManyRequests", "rate"), Kind.THROTTLED)
                                .pause(60),
                        of("a code nobody knows", 422, flow("New", "new"), Kind.REJECTED)
                                .cure("request")));
    }

    private static void serverChan() {
        TABLE.put(
                "serverchan",
                List.of(
                        of(
                                "ok",
                                200,
                                "{\"code\":0,\"message\":\"\",\"data\":{\"pushid\":\"1\",\"error\":\"SUCCESS\",\"errno\":0}}",
                                Kind.DELIVERED),
                        of("ok without data", 200, said(0, ""), Kind.DELIVERED),
                        of(
                                        "ok, but not pushed",
                                        200,
                                        "{\"code\":0,\"data\":{\"errno\":1,\"error\":\"FAILED\"}}",
                                        Kind.REJECTED)
                                .cure("request"),
                        of("empty", 200, "", Kind.AMBIGUOUS),
                        of("quota of the day", 200, said(40001, "[AUTH]超过当天的发送次数限制[5],请次日再试"), Kind.THROTTLED)
                                .cure("quota")
                                .pause(13_800),
                        of("too fast", 200, said(40004, "发送频率过快"), Kind.THROTTLED)
                                .pause(60),
                        of("key unknown", 400, said(40001, "[AUTH]用户不存在或者权限不足"), Kind.DEAD)
                                .cure("sendkey"),
                        of("key wrong", 200, said(40001, "bad pushtoken"), Kind.DEAD)
                                .cure("sendkey"),
                        of("no title", 200, said(40002, "title 不能为空"), Kind.REJECTED)
                                .cure("request"),
                        of("ok as a text", 200, "{\"code\":\"0\"}", Kind.AMBIGUOUS),
                        of("throttled, coded", 429, said(42900, "slow"), Kind.THROTTLED)
                                .pause(60),
                        of("a code nobody knows", 200, said(777, "new"), Kind.REJECTED)
                                .cure("request")));
    }

    private static void pagerDuty() {
        TABLE.put(
                "pagerduty",
                List.of(
                        of(
                                "ok",
                                202,
                                "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"x\"}",
                                Kind.DELIVERED),
                        of("empty", 202, "", Kind.AMBIGUOUS),
                        of("accepted with another status", 202, "{\"status\":\"queued\"}", Kind.AMBIGUOUS),
                        of("ok with 200", 200, "{\"status\":\"success\"}", Kind.AMBIGUOUS),
                        of(
                                        "key wrong",
                                        400,
                                        "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"Invalid routing key\"]}",
                                        Kind.DEAD)
                                .cure("routing"),
                        of(
                                        "too long",
                                        400,
                                        "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"'payload.summary' is too long\"]}",
                                        Kind.REJECTED)
                                .cure("request"),
                        of("forbidden", 403, "{\"status\":\"forbidden\"}", Kind.DEAD)
                                .cure("routing"),
                        of("throttled without a time", 429, "Request Limit Exceeded", Kind.THROTTLED)
                                .pause(120),
                        of("unauthorized in HTML", 401, LOGIN, Kind.DEAD).cure("url"),
                        of("a code nobody knows", 422, "{\"status\":\"new\"}", Kind.REJECTED)
                                .cure("request")));
    }

    private static void alertmanager() {
        TABLE.put(
                "alertmanager",
                List.of(
                        of("ok", 200, "", Kind.DELIVERED),
                        of("words with 200", 200, "fine", Kind.AMBIGUOUS),
                        of("an error in a 200", 200, "{\"status\":\"error\"}", Kind.AMBIGUOUS),
                        of("bad time", 400, "\"start time must be before end time\"", Kind.REJECTED)
                                .cure("request"),
                        of("bad label", 400, "\"invalid label set\"", Kind.REJECTED)
                                .cure("request"),
                        of("needs a password", 401, "Unauthorized", Kind.DEAD).cure("url"),
                        of("forbidden", 403, "no", Kind.DEAD).cure("url"),
                        of("too large", 413, "large", Kind.REJECTED).cure("request"),
                        of("broken inside, in words", 500, "\"cannot store\"", Kind.RETRY),
                        of("a code nobody knows", 422, "{\"code\":612,\"message\":\"new\"}", Kind.REJECTED)
                                .cure("request")));
    }

    static {
        bark();
        ntfy();
        discord();
        teams();
        serverChan();
        pagerDuty();
        alertmanager();
    }
}
