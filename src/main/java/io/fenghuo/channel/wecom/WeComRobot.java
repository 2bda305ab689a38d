package io.fenghuo.channel.wecom;

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
import io.fenghuo.model.Incident;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The robot of a WeCom group (developer.work.weixin.qq.com, documents 99110, 91770 and 90313). An incident goes as a template card; what
 * must ring also as a text that mentions people, since a muted group rings only on @ and a card cannot name anybody; what only names somebody is
 * that text alone, as each message counts against the 20 a minute. Without a public URL, and for digests, Markdown.
 */
public final class WeComRobot implements Channel {
    public static final int TEXT_BYTES = 2048;
    public static final int MARKDOWN_BYTES = 4096;
    private static final Limits LIMITS = Limits.robot(20, 3);
    private static final Budget CARD = new Budget(100, 1, 0);
    private static final Budget BRIEF = new Budget(80, 1, 0);
    private static final Budget MARKDOWN = new Budget(600, 3, 60);

    @Override
    public String type() {
        return "wecom-robot";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        return Robots.addressProblems(spec, "key");
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(message, now);
        Draft card = composer.draft(CARD);
        Incident incident = message.incident();
        boolean alone = message.digest().isEmpty();
        if (alone && !Robots.rings(message) && names(message)) {
            return List.of(text(composer, message, spec, MARKDOWN, false));
        }
        List<Outgoing> out = new ArrayList<>();
        boolean ownWords = card.worded() != null
                && !Budget.fitting(MARKDOWN, one -> markdown(composer, spec, one), WeComRobot::fits)
                        .builtIn();
        if (incident != null && card.link() != null && alone && !ownWords) {
            out.add(Outgoing.Http.json(
                    Json.write(WeComCard.of(composer, message, incident, card, Robots.keyword(spec)))));
        } else {
            out.add(markdown(composer, spec));
        }
        if (alone && Robots.rings(message)) {
            out.add(text(composer, message, spec, BRIEF, true));
        }
        return out;
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(digest, MARKDOWN, one -> markdown(composer, spec, one), WeComRobot::fits);
    }

    private static boolean fits(String markdown) {
        return Plain.bytes(markdown) <= MARKDOWN_BYTES - Repeats.ROOM;
    }

    private static Outgoing markdown(Composer composer, ChannelSpec spec) {
        String content = Budget.fit(MARKDOWN, budget -> markdown(composer, spec, budget), WeComRobot::fits);
        return Outgoing.Http.json(Json.write(Json.map("msgtype", "markdown", "markdown", Map.of("content", content))));
    }

    private static String markdown(Composer composer, ChannelSpec spec, Budget budget) {
        Draft draft = composer.draft(budget);
        List<String> lines = new Sheet(Medium.MARKDOWN, composer.words()).lines(draft);
        if (draft.link() != null) {
            lines.add(Medium.MARKDOWN.link(draft.linkLabel(), draft.link()));
        }
        String title = Robots.keyworded(spec, Medium.MARKDOWN.text(draft.title()), lines);
        return "**" + title + "**\n" + String.join("\n", lines);
    }

    /** Whether there is somebody an @ reaches. */
    private static boolean names(Message message) {
        List<Message.Person> called = Robots.called(message);
        return !Robots.mobiles(called).isEmpty() || !Robots.ids(called, "wecom").isEmpty();
    }

    /** {@code beside} = a card tells the rest. */
    private static Outgoing text(Composer composer, Message message, ChannelSpec spec, Budget most, boolean beside) {
        String content = Budget.fit(
                most,
                budget -> text(composer, spec, budget, beside),
                text -> Plain.bytes(text) <= TEXT_BYTES - Repeats.ROOM);
        List<Message.Person> called = Robots.called(message);
        List<String> mobiles = Robots.mobiles(called);
        List<String> ids = Robots.ids(called, "wecom");
        if (mobiles.isEmpty() && ids.isEmpty() && Robots.callsAll(message, spec, true)) {
            ids = List.of("@all");
        }
        return Outgoing.Http.json(Json.write(Json.map(
                "msgtype",
                "text",
                "text",
                Json.map("content", content, "mentioned_list", ids, "mentioned_mobile_list", mobiles))));
    }

    /** Beside a card, enough to act on when that does not show; alone all there is to say. */
    private static String text(Composer composer, ChannelSpec spec, Budget budget, boolean beside) {
        Draft draft = composer.draft(budget);
        Sheet sheet = new Sheet(Medium.CHAT, composer.words());
        List<String> lines = beside ? telling(sheet, draft) : sheet.lines(draft);
        if (draft.link() != null) {
            lines.add(draft.linkLabel() + composer.words().get("colon") + draft.link());
        }
        String title = Robots.keyworded(spec, Medium.CHAT.text(draft.title()), lines);
        return title + "\n" + String.join("\n", lines);
    }

    private static List<String> telling(Sheet sheet, Draft draft) {
        List<String> lines = new ArrayList<>();
        for (Draft.Part part : draft.parts()) {
            boolean telling = (part instanceof Draft.Fact fact && fact.strong())
                    || part instanceof Draft.Quote
                    || (part instanceof Draft.Note && draft.link() == null);
            if (telling) {
                lines.add(sheet.line(part));
            }
        }
        return lines;
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return Repeats.mark(
                rendered,
                mark,
                new Repeats.Place("/text", "content"),
                new Repeats.Place("/markdown", "content"),
                new Repeats.Place("/template_card/source", "desc"));
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        JsonNode body = Replies.object(reply);
        Long code = body == null ? null : Replies.number(body, "errcode");
        if (body == null || code == null) {
            return Replies.unreadable(reply, spec);
        }
        String said = Replies.words(body, "errmsg");
        String detail = Replies.detail(spec, "errcode " + code + " " + said);
        if (code == 0) {
            // documented: the message was read otherwise than meant
            return said.toLowerCase(Locale.ROOT).contains("wrong json format")
                    ? Outcome.rejected(detail, "cure.request")
                    : Outcome.delivered(detail);
        }
        return switch ((int) Math.max(Math.min(code, 1_000_000), -2)) {
            case -1, 6000 -> Outcome.retry(null, detail);
            case 45033 -> Outcome.retry(now.plusSeconds(3), detail);
            case 45009 -> Outcome.throttled(now.plus(Replies.THROTTLE), detail);
            case 93000, 40001, 40014, 41001 -> Outcome.dead(detail, "cure.key");
            case 60020 -> Outcome.dead(detail, "cure.ip");
            default -> Outcome.rejected(detail, "cure.request");
        };
    }
}
