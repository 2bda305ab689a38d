package io.fenghuo.channel.push;

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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ServerChan (Server酱), pushes into WeChat or its own app (sct.ftqq.com, doc.sc3.ft07.com). {@code secret} is the SendKey, which says which of
 * the two services it is of; {@code url} the whole address instead, for a gateway of one's own. The free plan takes five messages a day.
 */
public final class ServerChan implements Channel {
    static final int TITLE = 32;
    static final int DESP_BYTES = 32 * 1024;
    private static final int SHORT = 64;
    private static final Budget MOST = new Budget(1000, 3, 60);
    private static final Limits LIMITS =
            new Limits(0, 0, 3, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ZERO, false);
    private static final ZoneId VENDOR_DAY = ZoneId.of("Asia/Shanghai");
    private static final Pattern APP_KEY = Pattern.compile("sctp(\\d{1,12})t\\w{4,120}");
    private static final Pattern KEY = Pattern.compile("SCT\\w{4,120}|sctp\\d{1,12}t\\w{4,120}");
    private static final Pattern DAILY = Pattern.compile("当天|次日|每天|每日|daily");
    private static final Pattern TOO_FAST = Pattern.compile("频|过快|重复|too (fast|many)");
    private static final Pattern BAD_KEY =
            Pattern.compile("(?i)pushtoken|sendkey|用户不存在|权限不足|错误的key|invalid key|not found");

    @Override
    public String type() {
        return "serverchan";
    }

    @Override
    public @Nullable Secret address(ChannelSpec spec) {
        Secret key = spec.secret();
        return spec.url() != null || key == null
                ? spec.url()
                : Secret.of(address(key.reveal().strip()));
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        List<Reason> problems = new ArrayList<>(Robots.optionalAddressProblems(spec));
        Secret secret = spec.secret();
        if (secret == null && spec.url() == null) {
            problems.add(Reason.of("sendkey.missing"));
        } else if (secret != null && !KEY.matcher(secret.reveal().strip()).matches()) {
            problems.add(Reason.of("sendkey.format"));
        }
        return problems;
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(message, now);
        Draft draft = composer.draft(new Budget(0, 0, 0));
        String title = Medium.MARKDOWN.text(draft.title());
        String desp = Budget.fit(MOST, budget -> desp(composer, title, budget), ServerChan::fits);
        return List.of(Outgoing.Http.json(Json.write(Json.map(
                "title", Plain.clip(title, TITLE), "short", Plain.clip(title, SHORT), "desp", desp, "noip", 1))));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(digest, MOST, one -> desp(composer, "", one), ServerChan::fits);
    }

    private static String desp(Composer composer, String title, Budget budget) {
        Draft draft = composer.draft(budget);
        List<String> lines = new ArrayList<>();
        lines.add("**" + title + "**");
        lines.addAll(new Sheet(Medium.MARKDOWN, composer.words()).lines(draft));
        if (draft.link() != null) {
            lines.add(Medium.MARKDOWN.link(draft.linkLabel(), draft.link()));
        }
        return String.join("\n\n", lines);
    }

    private static boolean fits(String desp) {
        return Plain.bytes(desp) <= DESP_BYTES;
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        Secret address = address(spec);
        return rendered instanceof Outgoing.Http http && address != null ? http.to(address) : rendered;
    }

    static String address(String key) {
        Matcher app = APP_KEY.matcher(key);
        return app.matches()
                ? "https://" + app.group(1) + ".push.ft07.com/send/" + key + ".send"
                : "https://sctapi.ftqq.com/" + key + ".send";
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return Repeats.mark(
                rendered, mark, new Repeats.Place("", "title", TITLE), new Repeats.Place("", "short", SHORT));
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        Outcome early = Replies.transport(reply, spec, now);
        JsonNode body = reply.failure() == null ? Replies.object(reply) : null;
        Long code = body == null ? null : Replies.number(body, "code");
        if (early != null && (code == null || reply.status() != 429)) {
            return early;
        }
        if (body == null || code == null) {
            return Replies.unreadable(reply, spec);
        }
        String said = Replies.words(body, "message");
        JsonNode errno = body.path("data").path("errno");
        if (code == 0 && reply.status() == 200 && (errno.isMissingNode() || errno.asInt(-1) == 0)) {
            return Outcome.delivered("code 0");
        }
        String detail = Replies.detail(
                spec,
                "code " + code + " "
                        + (said.isBlank() ? body.path("data").path("error").asText() : said));
        if (DAILY.matcher(said).find()) {
            return new Outcome(Outcome.Kind.THROTTLED, Replies.nextDay(now, VENDOR_DAY), detail, "cure.quota");
        }
        if (reply.status() == 429 || TOO_FAST.matcher(said).find()) {
            return Outcome.throttled(now.plus(Replies.retryAfter(reply, now, Replies.THROTTLE)), detail);
        }
        return BAD_KEY.matcher(said).find()
                ? Outcome.dead(detail, "cure.sendkey")
                : Outcome.rejected(detail, "cure.request");
    }
}
