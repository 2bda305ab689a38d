package io.fenghuo.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An incoming webhook of Slack (api.slack.com/messaging/webhooks): success is a 200 whose body is exactly {@code ok}. */
final class Slack implements Channel {
    static final int SECTION = 3000;
    private static final int HEADER = 150;
    private static final Limits LIMITS =
            new Limits(50, 5, 3, Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ZERO, false);
    private static final Budget MOST = new Budget(1000, 3, 60);
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
        String section = Budget.fit(MOST, budget -> section(composer, message, spec, budget), Slack::fits);
        Draft draft = composer.draft(new Budget(0, 0, 0));
        List<Object> blocks = new ArrayList<>();
        String title = Medium.CHAT.text(draft.title());
        blocks.add(Json.map(
                "type",
                "header",
                "text",
                Json.map("type", "plain_text", "text", Plain.clip(title, HEADER), "emoji", false)));
        blocks.add(Json.map("type", "section", "text", Json.map("type", "mrkdwn", "text", section, "verbatim", true)));
        if (draft.link() != null) {
            blocks.add(Json.map(
                    "type",
                    "actions",
                    "elements",
                    List.of(Json.map(
                            "type",
                            "button",
                            "text",
                            Json.map("type", "plain_text", "text", draft.linkLabel()),
                            "style",
                            "primary",
                            "url",
                            draft.link()))));
        }
        return List.of(
                Outgoing.Http.json(Json.write(Json.map("text", Medium.MRKDWN.text(draft.title()), "blocks", blocks))));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        Budget budget = Budget.fitting(MOST, one -> section(composer, digest, spec, one), Slack::fits);
        return Math.min(digest.digest().size(), budget.items());
    }

    private static boolean fits(String section) {
        return section.length() <= SECTION;
    }

    private static String section(Composer composer, Message message, ChannelSpec spec, Budget budget) {
        List<String> lines = new Sheet(Medium.MRKDWN, composer.words()).lines(composer.draft(budget));
        List<String> ids = Robots.ids(Robots.called(message), "slack").stream()
                .filter(id -> id.matches("[UW][A-Z0-9]{2,20}"))
                .toList();
        if (!ids.isEmpty()) {
            lines.add("<@" + String.join("> <@", ids) + ">");
        } else if (Robots.callsAll(message, spec, true)) {
            lines.add("<!channel>");
        }
        return String.join("\n", lines);
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return Repeats.mark(
                rendered, mark, new Repeats.Place("", "text"), new Repeats.Place("/blocks/0/text", "text", HEADER));
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
