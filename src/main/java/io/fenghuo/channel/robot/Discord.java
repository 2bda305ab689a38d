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
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A webhook of a Discord channel (docs.discord.com, "Execute Webhook", "Embed Limits", "Rate Limits"). Sent with {@code wait=true}, since
 * without it a message that is not saved returns no error. Nobody is mentioned but those we name ourselves.
 */
public final class Discord implements Channel {
    static final int CONTENT = 2_000;
    static final int DESCRIPTION = 4_096;
    private static final int TITLE = 256;
    /** Of title and description together the vendor takes 6000. */
    private static final Budget MOST = new Budget(1000, 3, 60);
    /** 30 messages a minute and channel, shared with other webhooks of it. */
    private static final Limits LIMITS = Limits.robot(30, 5);

    private static final Map<Severity, Integer> COLOUR =
            Map.of(Severity.L1, 0xc62828, Severity.L2, 0xd9730d, Severity.L3, 0xc9a227);
    /** Unknown webhook, invalid webhook token, missing access, missing permissions. */
    private static final List<Long> GONE = List.of(10015L, 50027L, 50001L, 50013L);

    @Override
    public String type() {
        return "discord";
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
        Draft draft = composer.draft(new Budget(0, 0, 0));
        String text = Budget.fit(MOST, budget -> description(composer, budget), Discord::fits);
        String title = Plain.clip(Medium.MARKDOWN.text(draft.title()), TITLE);
        Map<String, Object> embed = Json.map(
                "title", title,
                "description", text,
                "color", COLOUR.get(message.notice().level()));
        if (draft.link() != null) {
            embed.put("url", draft.link());
        }
        List<String> ids = Robots.ids(Robots.called(message), "discord").stream()
                .filter(id -> id.matches("\\d{15,21}"))
                .toList();
        boolean all = ids.isEmpty() && Robots.callsAll(message, spec, true);
        String calls = all ? "@everyone " : ids.isEmpty() ? "" : "<@" + String.join("> <@", ids) + "> ";
        return List.of(Outgoing.Http.json(Json.write(Json.map(
                "content",
                Plain.clip(calls + title, CONTENT - Repeats.ROOM),
                "embeds",
                List.of(embed),
                "allowed_mentions",
                Json.map("parse", all ? List.of("everyone") : List.of(), "users", ids)))));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(digest, MOST, one -> description(composer, one), Discord::fits);
    }

    private static String description(Composer composer, Budget budget) {
        Draft draft = composer.draft(budget);
        List<String> lines = new ArrayList<>(new Sheet(Medium.MARKDOWN, composer.words()).lines(draft));
        if (draft.link() != null) {
            lines.add(Medium.MARKDOWN.link(draft.linkLabel(), draft.link()));
        }
        return String.join("\n", lines);
    }

    private static boolean fits(String description) {
        return description.length() <= DESCRIPTION;
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        Secret url = spec.url();
        if (!(rendered instanceof Outgoing.Http http) || url == null) {
            return rendered;
        }
        String address = url.reveal().strip();
        return http.to(Secret.of(address + (address.contains("?") ? "&" : "?") + "wait=true"));
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return Repeats.mark(rendered, mark, new Repeats.Place("", "content"));
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        JsonNode body = reply.failure() == null ? Replies.object(reply) : null;
        if (reply.failure() == null && reply.status() == 429) {
            return Outcome.throttled(
                    now.plus(pause(reply, body, now)), Replies.detail(spec, "HTTP 429 " + reply.text()));
        }
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        if (reply.status() == 204) {
            return Outcome.unconfirmed("HTTP 204");
        }
        if (body == null) {
            return Replies.unreadable(reply, spec);
        }
        if (reply.status() == 200) {
            return body.path("id").asText().matches("\\d{1,30}")
                    ? Outcome.delivered("id " + body.path("id").asText())
                    : Replies.unreadable(reply, spec);
        }
        Long code = Replies.number(body, "code");
        String detail =
                Replies.detail(spec, "HTTP " + reply.status() + " code " + code + " " + Replies.words(body, "message"));
        boolean gone = reply.status() == 401 || reply.status() == 403 || reply.status() == 404;
        return gone || (code != null && GONE.contains(code))
                ? Outcome.dead(detail, "cure.webhook")
                : Outcome.rejected(detail, "cure.request");
    }

    /** {@code retry_after} of the body in seconds with a fraction, else the headers; rounded up, for coming too early counts against us. */
    private static Duration pause(Reply reply, @org.jspecify.annotations.Nullable JsonNode body, Instant now) {
        JsonNode told = body == null ? null : body.get("retry_after");
        double seconds = told != null && told.isNumber() ? told.asDouble() : header(reply, "x-ratelimit-reset-after");
        if (seconds <= 0) {
            return Replies.retryAfter(reply, now, Replies.THROTTLE);
        }
        return Duration.ofMillis((long) Math.ceil(Math.min(seconds, 86_400) * 1000));
    }

    private static double header(Reply reply, String name) {
        String value = reply.headers().getOrDefault(name, "");
        return value.matches("\\d{1,6}(\\.\\d{1,6})?") ? Double.parseDouble(value) : 0;
    }
}
