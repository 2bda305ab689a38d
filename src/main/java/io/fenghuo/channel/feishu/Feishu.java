package io.fenghuo.channel.feishu;

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
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The custom robot of a Feishu or Lark group (open.feishu.cn, 自定义机器人使用指南), as a card of schema 2.0. Time stamp and signature belong to the
 * attempt and stand in front of the body at sending; the card behind them stays byte for byte as first written.
 */
public final class Feishu implements Channel {
    /** 20 KB, less room for time stamp and signature. */
    public static final int BODY_BYTES = 20 * 1024 - 200;

    private static final Limits LIMITS = Limits.robot(100, 10).inASecond(5);
    private static final Budget MOST = new Budget(1000, 3, 60);
    private static final ZoneId VENDOR_MONTH = ZoneId.of("Asia/Shanghai");

    @Override
    public String type() {
        return "feishu";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        return Robots.addressProblems(spec, null);
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(message, now);
        String body = Budget.fit(MOST, budget -> body(composer, message, spec, budget), Feishu::fits);
        return List.of(Outgoing.Http.json(body));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(digest, MOST, one -> body(composer, digest, spec, one), Feishu::fits);
    }

    private static boolean fits(String body) {
        return Plain.bytes(body) <= BODY_BYTES - 2 * Repeats.ROOM;
    }

    private static String body(Composer composer, Message message, ChannelSpec spec, Budget budget) {
        Draft draft = composer.draft(budget);
        return Json.write(
                Json.map("msg_type", "interactive", "card", FeishuCard.of(composer, message, spec, draft, null)));
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        Secret secret = spec.secret();
        Secret url = spec.url();
        if (!(rendered instanceof Outgoing.Http http) || url == null) {
            return rendered;
        }
        if (secret == null) {
            return http.to(url);
        }
        long seconds = now.getEpochSecond();
        String body = new String(http.body(), StandardCharsets.UTF_8);
        String signed =
                "{\"timestamp\":\"" + seconds + "\",\"sign\":\"" + sign(seconds, secret) + "\"," + body.substring(1);
        return http.to(url).with(signed.getBytes(StandardCharsets.UTF_8));
    }

    /** base64(HMAC-SHA256(key = seconds + "\n" + secret, nothing)); valid for an hour. */
    static String sign(long seconds, Secret secret) {
        byte[] key = (seconds + "\n" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Robots.hmac(key, ""));
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return Repeats.mark(rendered, mark, new Repeats.Place("/card/header/title", "content"));
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        JsonNode body = reply.failure() == null ? Replies.object(reply) : null;
        Long code = body == null ? null : Replies.number(body, "code");
        if (body != null && code == null) {
            code = Replies.number(body, "StatusCode");
        }
        boolean coded = code != null && code != 0;
        Outcome early = Replies.transport(reply, spec, now);
        // Feishu answers 400 or 429 with a code in the body, which says more
        if (early != null && !(coded && reply.status() >= 400)) {
            return early;
        }
        if (body == null || code == null) {
            return Replies.unreadable(reply, spec);
        }
        String said = Replies.words(body, body.has("msg") ? "msg" : "StatusMessage");
        String detail = Replies.detail(spec, "code " + code + " " + said);
        if (code == 0) {
            return reply.status() < 300 ? Outcome.delivered(detail) : Outcome.rejected(detail, "cure.request");
        }
        return refused(code, said.toLowerCase(Locale.ROOT), detail, reply, now);
    }

    private static Outcome refused(long code, String said, String detail, Reply reply, Instant now) {
        Instant pause = now.plus(Replies.retryAfter(reply, now, Replies.THROTTLE));
        return switch ((int) Math.max(-1, Math.min(code, Integer.MAX_VALUE))) {
            case 11232 -> Outcome.throttled(offTheHalfHour(pause), detail);
            case 9499 ->
                said.contains("too many") ? Outcome.throttled(pause, detail) : Outcome.rejected(detail, "cure.request");
            case 2200 -> Outcome.retry(null, detail);
            case 19021 -> Outcome.dead(detail, "cure.sign");
            case 19022 -> Outcome.dead(detail, "cure.ip");
            case 19024 -> Outcome.rejected(detail, "cure.keyword");
            case 19001 -> Outcome.dead(detail, "cure.key");
            case 99991403 -> new Outcome(Outcome.Kind.THROTTLED, nextMonth(now), detail, "cure.quota");
            default ->
                reply.status() == 429
                        ? Outcome.throttled(pause, detail)
                        : reply.status() >= 500
                                ? Outcome.retry(null, detail)
                                : Outcome.rejected(detail, "cure.request");
        };
    }

    /** Feishu asks not to send at full and half hours: a pause that ends there goes on for two minutes. */
    static Instant offTheHalfHour(Instant until) {
        int minute = until.atZone(VENDOR_MONTH).getMinute() % 30;
        return minute <= 1 ? until.plusSeconds(120) : until;
    }

    static Instant nextMonth(Instant now) {
        ZonedDateTime first = now.atZone(VENDOR_MONTH)
                .with(TemporalAdjusters.firstDayOfNextMonth())
                .with(LocalTime.of(0, 5));
        return first.toInstant();
    }
}
