package io.fenghuo.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.exchange.Robots;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An incoming webhook of Slack (api.slack.com/messaging/webhooks): success is a 200 whose body is exactly {@code ok}. */
public final class Slack implements Channel {
    /** Characters of a section. */
    public static final int SECTION = 3000;

    private static final Limits LIMITS =
            new Limits(50, 5, 3, Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ZERO, false).inASecond(1);
    /** Bodies of refusals that only a person can mend. */
    private static final Set<String> GONE = Set.of(
            "no_service",
            "no_team",
            "invalid_token",
            "channel_not_found",
            "channel_is_archived",
            "action_prohibited",
            "posting_to_general_channel_denied",
            "team_disabled",
            "no_service_id",
            "user_not_found");

    @Override
    public String type() {
        return "slack";
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
        String title = Medium.MRKDWN.text(composer.draft(new Budget(0, 0, 0)).title());
        return List.of(Outgoing.Http.json(
                Json.write(Json.map("text", title, "blocks", SlackBlocks.of(composer, message, spec, null)))));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        return SlackBlocks.lines(new Composer(digest, now), digest, spec);
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return SlackBlocks.marked(rendered, mark);
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        if (reply.failure() == null && reply.status() == 429) {
            Duration otherwise = Replies.THROTTLE;
            JsonNode body = Replies.object(reply);
            Long seconds = body == null ? null : Replies.number(body, "retry_after");
            if (seconds != null) {
                otherwise = Duration.ofSeconds(Math.max(1, Math.min(seconds, 86_400)));
            }
            return Outcome.throttled(
                    now.plus(Replies.retryAfter(reply, now, otherwise)),
                    Replies.detail(spec, "HTTP 429 " + reply.text()));
        }
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        String said = reply.text().strip();
        String detail = Replies.detail(spec, "HTTP " + reply.status() + " " + said);
        if (reply.status() == 200 && said.equals("ok")) {
            return Outcome.delivered(detail);
        }
        if (reply.status() == 404 || reply.status() == 410 || GONE.contains(said.toLowerCase(Locale.ROOT))) {
            return Outcome.dead(detail, "cure.slack");
        }
        return reply.status() >= 400 ? Outcome.rejected(detail, "cure.request") : Outcome.ambiguous(detail);
    }
}
