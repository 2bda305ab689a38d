package io.fenghuo.channel.robot;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Repeats;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.exchange.Robots;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The custom robot of a DingTalk group (open.dingtalk.com, 自定义机器人). The signature goes into the query at each attempt, so the body stays
 * as it was first written. A message that rings or names somebody is Markdown, with the mobile numbers both in the text and in {@code at}; others carry a button.
 */
public final class DingTalk implements Channel {
    /** "message too long, exceed 20000 bytes", measured on the body. */
    public static final int BODY_BYTES = 20_000;
    /** What a robot that went over 20 a minute is barred for. */
    static final Duration BARRED = Duration.ofMinutes(10);

    private static final Limits LIMITS = Limits.robot(20, 3).again(BARRED);
    private static final Budget MOST = new Budget(1000, 3, 60);
    private static final ZoneId VENDOR_DAY = ZoneId.of("Asia/Shanghai");
    private static final Pattern TOO_FAST = Pattern.compile("too fast|too many|exceed|frequency|限流|太快");

    @Override
    public String type() {
        return "dingtalk";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        List<Reason> problems = new ArrayList<>(Robots.addressProblems(spec, "access_token"));
        Secret secret = spec.secret();
        if (secret != null && !secret.reveal().startsWith("SEC")) {
            problems.add(Reason.of("secret.prefix"));
        }
        return problems;
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(message, now);
        String body = Budget.fit(MOST, budget -> body(composer, message, spec, budget), DingTalk::fits);
        return List.of(Outgoing.Http.json(body));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(digest, MOST, one -> body(composer, digest, spec, one), DingTalk::fits);
    }

    private static boolean fits(String body) {
        return Plain.bytes(body) <= BODY_BYTES - 2 * Repeats.ROOM;
    }

    private static String body(Composer composer, Message message, ChannelSpec spec, Budget budget) {
        Draft draft = composer.draft(budget);
        List<String> lines = new Sheet(Medium.MARKDOWN, composer.words()).lines(draft);
        List<Message.Person> called = Robots.called(message);
        List<String> mobiles = Robots.mobiles(called);
        List<String> ids = mobiles.isEmpty() ? Robots.ids(called, "dingtalk") : List.of();
        boolean all = mobiles.isEmpty() && ids.isEmpty() && Robots.callsAll(message, spec, true);
        boolean calls = !mobiles.isEmpty() || !ids.isEmpty() || all;
        if (calls) {
            // the client rings only those whose number or id stands in the text as well
            lines.add(all ? "@所有人" : "@" + String.join(" @", mobiles.isEmpty() ? ids : mobiles));
        }
        String title = Robots.keyworded(spec, Medium.MARKDOWN.text(draft.title()), lines);
        String short1 = Plain.clip(title, 80);
        if (!calls && draft.link() != null) {
            return Json.write(Json.map(
                    "msgtype",
                    "actionCard",
                    "actionCard",
                    Json.map(
                            "title", short1,
                            "text", text(title, lines),
                            "btnOrientation", "0",
                            "singleTitle", draft.linkLabel(),
                            "singleURL", draft.link())));
        }
        if (draft.link() != null) {
            lines.add(Medium.MARKDOWN.link(draft.linkLabel(), draft.link()));
        }
        return Json.write(Json.map(
                "msgtype",
                "markdown",
                "markdown",
                Json.map("title", short1, "text", text(title, lines)),
                "at",
                Json.map("atMobiles", mobiles, "atUserIds", ids, "isAtAll", all)));
    }

    private static String text(String title, List<String> lines) {
        return "### " + title + "\n\n" + String.join("\n\n", lines);
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        Secret url = spec.url();
        Secret secret = spec.secret();
        if (!(rendered instanceof Outgoing.Http http) || url == null) {
            return rendered;
        }
        if (secret == null) {
            return http.to(url);
        }
        long millis = now.toEpochMilli();
        String signed = url.reveal() + (url.reveal().contains("?") ? "&" : "?") + "timestamp=" + millis + "&sign="
                + URLEncoder.encode(sign(millis, secret), StandardCharsets.UTF_8);
        return http.to(Secret.of(signed));
    }

    /** base64(HMAC-SHA256(key = secret, millis + "\n" + secret)); valid for an hour. */
    static String sign(long millis, Secret secret) {
        byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Robots.hmac(key, millis + "\n" + secret.reveal()));
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return Repeats.mark(
                rendered,
                mark,
                new Repeats.Place("/markdown", "title"),
                new Repeats.Place("/markdown", "text"),
                new Repeats.Place("/actionCard", "title"),
                new Repeats.Place("/actionCard", "text"));
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        JsonNode body = Replies.object(reply);
        if (body == null) {
            return Replies.unreadable(reply, spec);
        }
        Long code = Replies.number(body, "errcode");
        if (code == null) {
            return gateway(reply, body, spec, now);
        }
        String said = Replies.words(body, "errmsg");
        String detail = Replies.detail(spec, "errcode " + code + " " + said);
        String lower = said.toLowerCase(Locale.ROOT);
        return switch ((int) Math.max(Math.min(code, 1_000_000), -2)) {
            case 0 -> Outcome.delivered(detail);
            case -1 -> Outcome.retry(null, detail);
            case 130101, 410100, 302033 -> Outcome.throttled(now.plus(barred(lower)), detail);
            case 90030 -> Outcome.throttled(Replies.nextDay(now, VENDOR_DAY), detail);
            case 310000 -> security(lower, detail);
            case 300001, 300005, 400101, 400106 -> Outcome.dead(detail, "cure.key");
            case 400102, 400013 -> Outcome.dead(detail, "cure.stopped");
            default ->
                lower.contains("too long") || !TOO_FAST.matcher(lower).find()
                        ? Outcome.rejected(detail, "cure.request")
                        : Outcome.throttled(now.plus(Replies.THROTTLE), detail);
        };
    }

    /** The gateway in front of DingTalk: {@code {"status":1111,"wait":5,"punish":"deny"}}. */
    private static Outcome gateway(Reply reply, JsonNode body, ChannelSpec spec, Instant now) {
        Long status = Replies.number(body, "status");
        Long wait = Replies.number(body, "wait");
        if (status != null && status == 1111 && wait != null) {
            long seconds = Math.max(1, Math.min(wait, 3600));
            return Outcome.throttled(now.plusSeconds(seconds), Replies.detail(spec, "status 1111 wait " + wait));
        }
        return Replies.unreadable(reply, spec);
    }

    private static Duration barred(String said) {
        return said.contains("10 min") || said.contains("10分钟") ? BARRED : Replies.THROTTLE;
    }

    private static Outcome security(String said, String detail) {
        if (said.contains("keyword")) {
            return Outcome.rejected(detail, "cure.keyword");
        }
        return Outcome.dead(detail, said.contains("sign") || said.contains("timestamp") ? "cure.sign" : "cure.ip");
    }
}
