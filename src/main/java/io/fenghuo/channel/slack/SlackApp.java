package io.fenghuo.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.exchange.Api;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An application of Slack (api.slack.com/methods: chat.postMessage, chat.update): what follows stands in the thread of the first message, which is
 * changed when somebody has taken the incident. {@code secret} is the bot's token, {@code chat} the channel; a person is reached by their
 * {@code slack} id. Success is {@code "ok":true} in the body, never the status.
 */
public final class SlackApp implements Channel {
    static final String VENDOR = "https://slack.com";

    private static final Limits LIMITS = new Limits(
                    50, 5, 3, Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ZERO, true)
            .inASecond(1)
            .forEach();
    /** Errors that only a person can mend, whatever is sent. */
    private static final Set<String> LOCKED = Set.of(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "org_login_required",
            "team_access_not_granted",
            "access_denied");

    private static final Set<String> SCOPE =
            Set.of("missing_scope", "no_permission", "not_allowed_token_type", "ekm_access_denied");
    private static final Set<String> AWAY =
            Set.of("channel_not_found", "not_in_channel", "is_archived", "restricted_action", "user_not_found");
    private static final Set<String> LATER = Set.of(
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org",
            "accesslimited");

    private final Buttons buttons = new SlackButtons();

    @Override
    public String type() {
        return "slack-app";
    }

    @Override
    public Secret address(ChannelSpec spec) {
        return Secret.of(Api.base(spec, VENDOR));
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public boolean edits() {
        return true;
    }

    @Override
    public boolean cards() {
        return true;
    }

    @Override
    public Buttons buttons() {
        return buttons;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        List<Reason> problems = new ArrayList<>(Api.problems(spec, "secret"));
        String token = Api.secret(spec);
        if (!token.isEmpty() && !token.startsWith("xoxb-")) {
            problems.add(Reason.of("slack.token"));
        }
        String chat = Api.option(spec, "chat");
        if (chat.isEmpty() && !spec.levels().isEmpty()) {
            problems.add(Reason.of("app.chat"));
        }
        if (!chat.isEmpty() && !chat.matches("[CGD][A-Z0-9]{2,20}")) {
            problems.add(Reason.of("slack.chat", chat));
        }
        return problems;
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        if (Api.edit(message)) {
            return message.cards().isEmpty() ? List.of() : List.of(change(message.whole(), spec, now));
        }
        String to = message.recipient().person() == null
                ? Api.option(spec, "chat")
                : Api.person(message, "slack", "[UW][A-Z0-9]{2,20}");
        if (to == null || to.isEmpty()) {
            return List.of();
        }
        Map<String, Object> body = Json.map("channel", to);
        content(body, message, spec, now);
        String root = Api.root(message);
        if (root != null) {
            body.put("thread_ts", root.substring(root.indexOf(':') + 1));
        }
        return List.of(Api.call("POST", "chat.postMessage", body));
    }

    private static Outgoing change(Message message, ChannelSpec spec, Instant now) {
        String card = message.cards().get(0);
        int colon = card.indexOf(':');
        Map<String, Object> body = Json.map("channel", card.substring(0, colon), "ts", card.substring(colon + 1));
        content(body, message, spec, now);
        return Api.call("POST", "chat.update", body);
    }

    private static void content(Map<String, Object> body, Message message, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(message, now);
        body.put("text", Medium.MRKDWN.text(composer.draft(new Budget(0, 0, 0)).title()));
        boolean button = Api.takeable(message) && !Api.option(spec, "signing").isEmpty();
        body.put("blocks", SlackBlocks.of(composer, message, spec, button ? Buttons.TAKE + message.key() : null));
        body.put("unfurl_links", false);
        body.put("unfurl_media", false);
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        return SlackBlocks.lines(new Composer(digest, now), digest, spec);
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        return rendered instanceof Outgoing.Http http
                ? Api.to(http, Api.base(spec, VENDOR) + "/api/" + Api.path(http))
                        .with("Authorization", "Bearer " + Api.secret(spec))
                : rendered;
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        boolean change =
                rendered instanceof Outgoing.Http http && Api.path(http).equals("chat.update");
        return change ? rendered : SlackBlocks.marked(rendered, mark);
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        JsonNode body = Replies.object(reply);
        if (body == null || !body.path("ok").isBoolean() || reply.status() >= 300) {
            return Replies.unreadable(reply, spec);
        }
        if (body.path("ok").asBoolean()) {
            return new Outcome(Outcome.Kind.DELIVERED, null, "ok", null, card(body));
        }
        String error = Replies.words(body, "error");
        String detail = Replies.detail(spec, "error " + error);
        if (error.equals("ratelimited") || error.equals("rate_limited")) {
            return Outcome.throttled(now.plus(Replies.retryAfter(reply, now, Replies.THROTTLE)), detail);
        }
        if (LOCKED.contains(error)) {
            return Outcome.dead(detail, "cure.slack.token");
        }
        if (SCOPE.contains(error)) {
            return Outcome.dead(detail, "cure.slack.scope");
        }
        if (LATER.contains(error)) {
            return Outcome.retry(null, detail);
        }
        return Outcome.rejected(detail, AWAY.contains(error) ? "cure.slack.chat" : "cure.request");
    }

    /** {@code channel:ts}; null when the reply names no message. */
    private static @Nullable String card(JsonNode body) {
        String channel = Replies.words(body, "channel");
        String ts = Replies.words(body, "ts");
        return channel.isEmpty() || ts.isEmpty() ? null : Api.card(channel + ":" + ts);
    }
}
