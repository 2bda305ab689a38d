package io.fenghuo.channel.program;

import io.fenghuo.channel.Message;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON a program gets: raw words of strangers as data, our own sentence beside them. */
final class WebhookBody {
    /** In a notice's ways, before what a program is asked to do. */
    private static final String ASK = "ask:";

    private final Message message;
    private final Composer composer;

    WebhookBody(Message message, Instant now) {
        this.message = message;
        this.composer = new Composer(message, now);
    }

    String json(Budget budget) {
        Notice notice = message.notice();
        Incident incident = message.incident();
        boolean drill = incident != null && incident.flags().contains(Flag.DRILL);
        Map<String, Object> data =
                Json.map("version", 1, "demo", message.demo(), "drill", drill, "notice", notice(notice));
        notice.by().stream()
                .filter(word -> word.startsWith(ASK))
                .findFirst()
                .ifPresent(word -> data.put("ask", word.substring(ASK.length())));
        if (incident != null) {
            data.put("incident", incident(incident));
        }
        if (message.digest().isEmpty()) {
            data.put("posts", posts(budget));
            data.put("postsNotShown", Math.max(0, message.excerpts().size() - budget.posts()));
        } else {
            data.put("lines", lines(budget));
            data.put("linesTotal", message.digest().size());
            data.put(
                    "noticesTotal",
                    message.digest().stream().mapToInt(Message.Item::count).sum());
            Message.Part part = message.part();
            data.put("part", part == null ? 1 : part.number());
            data.put("parts", part == null ? 1 : part.of());
        }
        Draft draft = composer.draft(budget.of(200, 1, budget.items()));
        data.put("title", Plain.line(draft.title()));
        data.put("text", String.join("\n", new Sheet(Medium.PLAIN, composer.words()).lines(draft)));
        data.put("link", draft.link());
        String type = incident == null && message.digest().isEmpty() ? "service." : "incident.";
        return Json.write(
                Json.map("type", type + event(notice), "timestamp", notice.at().toString(), "data", data));
    }

    private String event(Notice notice) {
        if (!message.digest().isEmpty()) {
            return "digest";
        }
        return notice.manner() == Notice.Manner.EDIT ? "updated" : lower(notice.reason());
    }

    private static Map<String, Object> notice(Notice notice) {
        return Json.map(
                "id", notice.id(),
                "reason", lower(notice.reason()),
                "why", reason(notice.why()),
                "to", notice.to().toString(),
                "level", notice.level().name(),
                "manner", lower(notice.manner()),
                "late", notice.late(),
                "clock", notice.clock(),
                "at", notice.at().toString());
    }

    private static String reason(Reason reason) {
        String joined =
                reason.args().isEmpty() ? reason.code() : reason.code() + "(" + String.join(",", reason.args()) + ")";
        return clip(joined, 300);
    }

    private Map<String, Object> incident(Incident incident) {
        List<Object> clocks = new ArrayList<>();
        incident.clocks().stream().limit(40).map(WebhookBody::clock).forEach(clocks::add);
        return Json.map(
                "id",
                incident.id(),
                "brand",
                clip(incident.brand(), 80),
                "family",
                clip(incident.family(), 80),
                "category",
                clip(incident.category(), 80),
                "title",
                clip(incident.title(), 120),
                "level",
                incident.level().name(),
                "state",
                lower(incident.state()),
                "flags",
                incident.flags().stream().map(WebhookBody::lower).sorted().toList(),
                "owner",
                incident.owner(),
                "exposure",
                incident.exposure().toString(),
                "openedAt",
                incident.openedAt().toString(),
                "counts",
                Json.map(
                        "posts", incident.counts().posts(),
                        "authors", incident.counts().authors()),
                "clocks",
                clocks,
                "reasons",
                incident.reasons().stream().limit(10).map(WebhookBody::reason).toList(),
                "version",
                incident.version());
    }

    private static Map<String, Object> clock(Clock clock) {
        Instant stopped = clock.stoppedAt();
        return Json.map(
                "clock", clock.clock(),
                "startedAt", clock.startedAt().toString(),
                "due", clock.due().toString(),
                "state", lower(clock.state()),
                "stoppedAt", stopped == null ? null : stopped.toString());
    }

    private List<Object> posts(Budget budget) {
        List<Object> posts = new ArrayList<>();
        for (Message.Excerpt excerpt :
                message.excerpts().stream().limit(budget.posts()).toList()) {
            String text = excerpt.post().text();
            String shown = clip(text, budget.excerpt());
            String name = excerpt.post().author().name();
            posts.add(Json.map(
                    "source",
                    clip(excerpt.post().source(), 80),
                    "id",
                    clip(excerpt.post().id(), 200),
                    "author",
                    name == null ? null : clip(name, 60),
                    "text",
                    shown,
                    "textLength",
                    text.length(),
                    "matched",
                    excerpt.spans().stream()
                            .limit(20)
                            .map(Span::text)
                            .map(word -> clip(word, 60))
                            .toList(),
                    "url",
                    url(excerpt.post().url()),
                    "publishedAt",
                    excerpt.post().publishedAt().toString()));
        }
        return posts;
    }

    private List<Object> lines(Budget budget) {
        List<Object> lines = new ArrayList<>();
        for (Message.Item item : message.digest().stream().limit(budget.items()).toList()) {
            Incident incident = item.incident();
            lines.add(Json.map(
                    "notice",
                    notice(item.notice()),
                    "incident",
                    incident == null ? null : incident.id(),
                    "title",
                    incident == null ? null : clip(incident.title(), 80),
                    "link",
                    item.link(),
                    "notices",
                    item.count()));
        }
        return lines;
    }

    private static @Nullable String url(@Nullable String any) {
        return any == null || any.length() > 1000 ? null : clip(any, 1000);
    }

    /** Exactly as written, but for lone surrogates, which UTF-8 has no bytes for. */
    private static String clip(String raw, int max) {
        String head = Plain.clip(raw, Math.max(1, max));
        StringBuilder out = new StringBuilder(head.length());
        head.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return out.toString();
    }

    private static String lower(Object name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
