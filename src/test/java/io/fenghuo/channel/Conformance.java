package io.fenghuo.channel;

import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Outcome.Kind;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What every channel must make of every reply its vendor, a proxy on the way or a broken line may give. One table for all tests. */
public final class Conformance {
    /** The moment of all tests. */
    public static final Instant NOW = Samples.NOW;

    /** What the entries of {@link #at} hold: the key in an address, and what each signs or logs in with. */
    public static final String KEY = Samples.KEY;

    public static final String SECRET = Samples.SECRET;
    public static final String WHSEC = Samples.WHSEC;
    public static final String SENDKEY = Samples.SENDKEY;
    public static final String ROUTING = Samples.ROUTING;

    static final String LOGIN =
            "<!DOCTYPE html><html><head><title>Login</title></head><body>Please log in</body></html>";
    private static final Map<String, List<Case>> TABLE = new LinkedHashMap<>();

    private Conformance() {}

    /**
     * A reply and what it means.
     *
     * @param pause seconds a throttle lasts; -1 = not looked at
     */
    public record Case(
            String name,
            int status,
            Map<String, String> headers,
            String body,
            Kind kind,
            @Nullable String cure,
            long pause) {
        Case cure(String key) {
            return new Case(name, status, headers, body, kind, "cure." + key, pause);
        }

        Case pause(long seconds) {
            return new Case(name, status, headers, body, kind, cure, seconds);
        }

        Case header(String header, String value) {
            return new Case(name, status, Map.of(header, value), body, kind, cure, pause);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Case of(String name, int status, String body, Kind kind) {
        return new Case(name, status, Map.of(), body, kind, null, -1);
    }

    /** What any HTTP vendor, and whoever stands in front of it, may answer. */
    private static final List<Case> COMMON = List.of(
            of("a proxy's login page with 200", 200, LOGIN, Kind.AMBIGUOUS).header("Content-Type", "text/html"),
            of("truncated JSON", 200, "{\"errcode\":0,\"code\":0,\"errm", Kind.AMBIGUOUS),
            of("another content type", 200, "\u0000\u0001GIF89a", Kind.AMBIGUOUS)
                    .header("Content-Type", "image/gif"),
            of("a list in place of an object", 200, "[1,2,3]", Kind.AMBIGUOUS),
            of("a redirect", 302, "", Kind.REJECTED)
                    .header("Location", "https://elsewhere.example/")
                    .cure("url"),
            of("moved for good", 308, "", Kind.REJECTED).cure("url"),
            of("throttled in seconds", 429, "slow down", Kind.THROTTLED)
                    .header("Retry-After", "17")
                    .pause(17),
            of("throttled until a date", 429, "slow down", Kind.THROTTLED)
                    .header("Retry-After", "Thu, 18 Jun 2026 12:16:30 GMT")
                    .pause(90),
            of("throttled for an unreadable time", 429, "slow down", Kind.THROTTLED)
                    .header("Retry-After", "soon"),
            of("broken inside", 500, "oops", Kind.RETRY),
            of("a gateway without the vendor", 503, LOGIN, Kind.RETRY),
            of("a refusal in HTML", 400, LOGIN, Kind.REJECTED),
            of("not found in HTML", 404, LOGIN, Kind.DEAD));

    /** The types with a table, without mail. */
    public static List<String> types() {
        return List.copyOf(TABLE.keySet());
    }

    /** The table of one type. */
    public static List<Case> cases(String type) {
        List<Case> own = TABLE.getOrDefault(type, List.of());
        List<String> named = own.stream().map(Case::name).toList();
        return Stream.concat(own.stream(), COMMON.stream().filter(one -> !named.contains(one.name())))
                .toList();
    }

    /** The entry all tests use, with the address of a vendor on loopback in place of the real one. */
    public static ChannelSpec at(String type, String address) {
        return entry(type, Secret.of(address), Samples.spec(type).secret());
    }

    /** The same with any address and secret. */
    public static ChannelSpec entry(String type, @Nullable Secret url, @Nullable Secret secret) {
        ChannelSpec spec = Samples.spec(type);
        return new ChannelSpec(
                spec.id(), type, spec.levels(), url, secret, spec.to(), spec.fallback(), false, true, spec.options());
    }

    /** What the entry of the real vendor looks like. */
    public static ChannelSpec real(String type) {
        return Samples.spec(type);
    }

    /** A first, ringing message about a post of these words. */
    public static Message message(String text) {
        return Samples.message(text, text.substring(0, Math.min(2, text.length())), "老铁");
    }

    /** The same for the channel's own addressees. */
    public static Message group(String text) {
        Message one = message(text);
        return new Message(
                one.key(),
                one.notice(),
                one.incident(),
                null,
                one.excerpts(),
                new Message.Recipient(null, "zh", List.of()),
                one.links(),
                0,
                one.zone(),
                false,
                List.of());
    }

    /** The same incident later: in another state and at another grade, told in this manner for this reason. */
    public static Message later(State state, Severity level, Notice.Manner manner, NoticeReason reason) {
        Message first = message("敷完脸红肿刺痛");
        Notice was = Samples.notice(reason, Reason.of(reason.name().toLowerCase(Locale.ROOT), "zhang"), manner);
        Notice now = new Notice(
                "n-2",
                was.incident(),
                was.brand(),
                level,
                reason,
                was.why(),
                was.to(),
                manner,
                List.of(),
                NOW,
                false,
                null);
        return Samples.message(
                Objects.requireNonNull(first.incident())
                        .with()
                        .state(state)
                        .level(level)
                        .build(),
                now,
                first.excerpts(),
                1);
    }

    /** A digest of many incidents, each told in these words. */
    public static Message digest(String text, int incidents) {
        List<Message.Item> items = new ArrayList<>();
        Message one = message(text);
        for (int i = 0; i < incidents; i++) {
            items.add(new Message.Item(one.notice(), Samples.incident("云朵家", text + i), Samples.TAKE));
        }
        return Samples.digest(one, items);
    }

    /** What the class of a reply is said to be. */
    public static Outcome classify(String type, Reply reply) {
        return Channels.builtIn().type(type).orElseThrow().classify(reply, Samples.spec(type), NOW);
    }

    private static String err(long code, String words) {
        return "{\"errcode\":" + code + ",\"errmsg\":\"" + words + "\"}";
    }

    private static String code(long code, String words) {
        return "{\"code\":" + code + ",\"msg\":\"" + words + "\",\"data\":{}}";
    }

    private static void weCom() {
        TABLE.put(
                "wecom-robot",
                List.of(
                        of("ok", 200, err(0, "ok"), Kind.DELIVERED),
                        of("empty", 200, "", Kind.AMBIGUOUS),
                        of("ok with a warning", 200, err(0, "ok. Warning: wrong json format. "), Kind.REJECTED)
                                .cure("request"),
                        of("busy", 200, err(-1, "system busy"), Kind.RETRY),
                        of("too fast", 200, err(45009, "api freq out of limit"), Kind.THROTTLED)
                                .pause(60),
                        of("too many at once", 200, err(45033, "concurrent"), Kind.RETRY),
                        of("robot removed", 200, err(93000, "invalid webhook url"), Kind.DEAD)
                                .cure("key"),
                        of("address not allowed", 200, err(60020, "not allow to access from your ip"), Kind.DEAD)
                                .cure("ip"),
                        of("too long", 200, err(40058, "text.content exceed max length 2048"), Kind.REJECTED)
                                .cure("request"),
                        of("escaped characters", 200, err(40033, "invalid unicode"), Kind.REJECTED)
                                .cure("request"),
                        of("conflict", 200, err(6000, "data version conflict"), Kind.RETRY),
                        of("a code nobody knows", 200, err(77777, "new"), Kind.REJECTED)
                                .cure("request"),
                        of("ok as a text", 200, "{\"errcode\":\"0\",\"errmsg\":\"ok\"}", Kind.AMBIGUOUS),
                        of("ok without a code", 200, "{\"errmsg\":\"ok\"}", Kind.AMBIGUOUS)));
    }

    private static void dingTalk() {
        TABLE.put(
                "dingtalk",
                List.of(
                        of("ok", 200, err(0, "ok"), Kind.DELIVERED),
                        of("empty", 200, "", Kind.AMBIGUOUS),
                        of("too fast", 200, err(130101, "send too fast, exceed 20 times per minute"), Kind.THROTTLED)
                                .pause(60),
                        of("too fast, ten minutes", 200, err(410100, "发送速度太快而限流 10分钟"), Kind.THROTTLED)
                                .pause(600),
                        of("too fast in a code nobody knows", 200, err(999, "too many requests"), Kind.THROTTLED)
                                .pause(60),
                        of("quota of the day", 200, err(90030, "webhook over limit"), Kind.THROTTLED)
                                .pause(13_800),
                        of("the gateway", 200, "{\"status\":1111,\"wait\":5,\"punish\":\"deny\"}", Kind.THROTTLED)
                                .pause(5),
                        of("keyword missing", 200, err(310000, "keywords not in content"), Kind.REJECTED)
                                .cure("keyword"),
                        of("wrong signature", 200, err(310000, "sign not match"), Kind.DEAD)
                                .cure("sign"),
                        of("address not allowed", 200, err(310000, "ip 1.2.3.4 not in whitelist"), Kind.DEAD)
                                .cure("ip"),
                        of("robot removed", 200, err(300005, "token is not exist"), Kind.DEAD)
                                .cure("key"),
                        of("robot stopped", 200, err(400102, "robot is stopped"), Kind.DEAD)
                                .cure("stopped"),
                        of("group dissolved", 200, err(400013, "group dismissed"), Kind.DEAD)
                                .cure("stopped"),
                        of("too long", 200, err(40035, "message too long, exceed 20000 bytes"), Kind.REJECTED)
                                .cure("request"),
                        of("busy", 200, err(-1, "system busy"), Kind.RETRY),
                        of("a code nobody knows", 200, err(424242, "new"), Kind.REJECTED)
                                .cure("request")));
    }

    private static void feishu() {
        TABLE.put(
                "feishu",
                List.of(
                        of("ok", 200, code(0, "success"), Kind.DELIVERED),
                        of(
                                "ok in the old words",
                                200,
                                "{\"StatusCode\":0,\"StatusMessage\":\"success\"}",
                                Kind.DELIVERED),
                        of(
                                        "both, and they differ",
                                        200,
                                        "{\"code\":19021,\"StatusCode\":0,\"msg\":\"sign\"}",
                                        Kind.DEAD)
                                .cure("sign"),
                        of("empty", 200, "", Kind.AMBIGUOUS),
                        of("too fast", 200, code(11232, "frequency limited"), Kind.THROTTLED)
                                .pause(60),
                        of("too fast with 400", 400, code(9499, "too many request"), Kind.THROTTLED)
                                .pause(60),
                        of("bad request", 400, code(9499, "Bad Request"), Kind.REJECTED)
                                .cure("request"),
                        of("keyword missing", 200, code(19024, "Key Words Not Found"), Kind.REJECTED)
                                .cure("keyword"),
                        of("wrong signature", 200, code(19021, "sign match fail"), Kind.DEAD)
                                .cure("sign"),
                        of("address not allowed", 200, code(19022, "Ip Not Allowed"), Kind.DEAD)
                                .cure("ip"),
                        of("robot removed", 200, code(19001, "token invalid"), Kind.DEAD)
                                .cure("key"),
                        of("no type", 400, code(19002, "params error, msg_type need"), Kind.REJECTED)
                                .cure("request"),
                        of("broken inside, coded", 200, code(2200, "internal"), Kind.RETRY),
                        of("quota of the month", 200, code(99991403, "quota"), Kind.THROTTLED)
                                .cure("quota"),
                        of("a code nobody knows", 200, code(31337, "new"), Kind.REJECTED)
                                .cure("request")));
    }

    private static void slack() {
        TABLE.put(
                "slack",
                List.of(
                        of("ok", 200, "ok", Kind.DELIVERED),
                        of("empty", 200, "", Kind.AMBIGUOUS),
                        of("an error in a 200", 200, "{\"ok\":false,\"error\":\"channel_not_found\"}", Kind.AMBIGUOUS),
                        of("throttled in the body", 429, "{\"ok\":false,\"retry_after\":34}", Kind.THROTTLED)
                                .pause(34),
                        of("bad payload", 400, "invalid_payload", Kind.REJECTED).cure("request"),
                        of("too long", 400, "invalid_blocks", Kind.REJECTED).cure("request"),
                        of("no text", 400, "no_text", Kind.REJECTED).cure("request"),
                        of("forbidden", 403, "action_prohibited", Kind.DEAD).cure("slack"),
                        of("wrong token", 403, "invalid_token", Kind.DEAD).cure("slack"),
                        of("webhook gone", 404, "no_service", Kind.DEAD).cure("slack"),
                        of("channel archived", 410, "channel_is_archived", Kind.DEAD)
                                .cure("slack"),
                        of("rollup", 500, "rollup_error", Kind.RETRY),
                        of("a code nobody knows", 400, "new_error", Kind.REJECTED)
                                .cure("request")));
    }

    private static void webhook() {
        TABLE.put(
                "webhook",
                List.of(
                        of("ok", 200, "{\"ok\":true}", Kind.DELIVERED),
                        of("ok in plain words", 202, "thanks", Kind.DELIVERED),
                        of("empty", 204, "", Kind.DELIVERED),
                        of("truncated JSON", 200, "{\"ok\":tr", Kind.DELIVERED),
                        of("another content type", 200, "GIF89a", Kind.DELIVERED),
                        of("a list in place of an object", 200, "[1,2,3]", Kind.DELIVERED),
                        of("wrong signature", 401, "no", Kind.DEAD).cure("url"),
                        of("forbidden", 403, "no", Kind.DEAD).cure("url"),
                        of("not there", 404, "no", Kind.DEAD).cure("url"),
                        of("switched off", 410, "gone", Kind.DEAD).cure("gone"),
                        of("too large", 413, "large", Kind.REJECTED).cure("request"),
                        of("slow", 408, "", Kind.RETRY),
                        of("bad gateway", 502, "", Kind.THROTTLED).pause(30),
                        of("gateway timed out", 504, "", Kind.THROTTLED)
                                .header("Retry-After", "7")
                                .pause(7),
                        of("a code nobody knows", 418, "teapot", Kind.REJECTED).cure("request")));
    }

    static {
        weCom();
        dingTalk();
        feishu();
        slack();
        webhook();
        TABLE.putAll(PushReplies.TABLE);
    }
}
