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
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A workflow of Microsoft Teams that posts what it is sent (learn.microsoft.com, "Create incoming webhooks with Workflows"; "Designing
 * Adaptive Cards for Teams"). The flow answers 202 before it has posted and may still fail, so a delivery is never confirmed.
 */
public final class Teams implements Channel {
    /** Teams refuses cards over 28 KB. */
    static final int BODY_BYTES = 27 * 1024;

    private static final Budget MOST = new Budget(1000, 3, 60);
    /** More than 4 requests a second are throttled; a flow's owner has a daily allowance beside. */
    private static final Limits LIMITS =
            new Limits(60, 5, 3, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ZERO, false);

    private static final Map<Severity, String> COLOUR =
            Map.of(Severity.L1, "Attention", Severity.L2, "Warning", Severity.L3, "Accent");
    /** A user principal name, which looks like a mail address. */
    private static final Pattern UPN = Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,120}");

    @Override
    public String type() {
        return "teams";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        return Robots.addressProblems(spec, "sig");
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(message, now);
        return List.of(Outgoing.Http.json(Budget.fit(MOST, budget -> body(composer, message, budget), Teams::fits)));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(digest, MOST, one -> body(composer, digest, one), Teams::fits);
    }

    private static boolean fits(String body) {
        return Plain.bytes(body) <= BODY_BYTES - Repeats.ROOM;
    }

    private static String body(Composer composer, Message message, Budget budget) {
        Draft draft = composer.draft(budget);
        List<Object> blocks = new ArrayList<>();
        Map<String, Object> title = block(Medium.MARKDOWN.text(draft.title()));
        title.put("size", "Large");
        title.put("weight", "Bolder");
        title.put("color", COLOUR.get(message.notice().level()));
        blocks.add(title);
        for (String line : new Sheet(Medium.MARKDOWN, composer.words()).lines(draft)) {
            blocks.add(block(line));
        }
        List<Object> mentions = mentions(message);
        if (!mentions.isEmpty()) {
            StringBuilder calls = new StringBuilder();
            mentions.forEach(one -> calls.append(((Map<?, ?>) one).get("text")).append(' '));
            blocks.add(block(calls.toString().strip()));
        }
        Map<String, Object> card = Json.map(
                "$schema",
                "http://adaptivecards.io/schemas/adaptive-card.json",
                "type",
                "AdaptiveCard",
                "version",
                "1.4",
                "body",
                blocks,
                "msteams",
                Json.map("width", "Full", "entities", mentions));
        if (draft.link() != null) {
            card.put(
                    "actions",
                    List.of(Json.map("type", "Action.OpenUrl", "title", draft.linkLabel(), "url", draft.link())));
        }
        return Json.write(Json.map(
                "type",
                "message",
                "attachments",
                List.of(Json.map("contentType", "application/vnd.microsoft.card.adaptive", "content", card))));
    }

    private static Map<String, Object> block(String text) {
        return Json.map("type", "TextBlock", "text", text, "wrap", true);
    }

    /** A mention stands in the text and, word for word, among the entities. */
    private static List<Object> mentions(Message message) {
        List<Object> mentions = new ArrayList<>();
        for (Message.Person person : Robots.called(message)) {
            String id = person.ims().get("teams");
            if (id != null && UPN.matcher(id).matches()) {
                String name = Plain.clip(person.name().replaceAll("[^\\p{L}\\p{N} .-]", ""), 40);
                mentions.add(Json.map(
                        "type",
                        "mention",
                        "text",
                        "<at>" + name + "</at>",
                        "mentioned",
                        Json.map("id", id, "name", name)));
            }
        }
        return mentions;
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return Repeats.mark(rendered, mark, new Repeats.Place("/attachments/0/content/body/0", "text"));
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        if (reply.status() == 202 && !Replies.page(reply)) {
            return Outcome.unconfirmed("HTTP 202");
        }
        JsonNode body = Replies.object(reply);
        JsonNode error = body == null ? null : body.path("error");
        if (error == null || !error.isObject() || reply.status() < 400) {
            return reply.status() == 413
                    ? Outcome.rejected(Replies.detail(spec, "HTTP 413 " + reply.text()), "cure.size")
                    : Replies.unreadable(reply, spec);
        }
        String code = Replies.words(error, "code");
        String detail =
                Replies.detail(spec, "HTTP " + reply.status() + " " + code + " " + Replies.words(error, "message"));
        boolean off = code.startsWith("Workflow") || code.startsWith("DirectApi");
        if (off || reply.status() == 401 || reply.status() == 403 || reply.status() == 404) {
            return Outcome.dead(detail, "cure.workflow");
        }
        return Outcome.rejected(detail, reply.status() == 413 ? "cure.size" : "cure.request");
    }
}
