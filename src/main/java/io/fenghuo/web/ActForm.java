package io.fenghuo.web;

import io.fenghuo.model.Action;
import io.fenghuo.wire.Text;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A form by which a person acts on an incident: the board's one button, or one of the forms of its page. */
final class ActForm implements Handler<RoutingContext> {
    private static final List<String> WORDS = List.of(
            "link",
            "cause",
            "place",
            "measure",
            "measureOwner",
            "compensation",
            "answered",
            "reported",
            "lesson",
            "tags",
            "level",
            "to",
            "public",
            "post",
            "into",
            "reply",
            "clock",
            "promise",
            "promised",
            "start",
            "asis");

    private final Desk desk;
    private final BoardPage board;
    private final IncidentPage page;

    ActForm(Desk desk, BoardPage board, IncidentPage page) {
        this.desk = desk;
        this.board = board;
        this.page = page;
    }

    @Override
    public void handle(RoutingContext ctx) {
        desk.checkForm(ctx);
        String incident = ctx.pathParam("id");
        Action action = read(ctx.request().formAttributes(), desk.me(ctx), desk.console.now(), desk.settings.zone());
        desk.console
                .act(incident, action)
                .onSuccess(answer -> answered(ctx, incident, action, answer))
                .onFailure(ctx::fail);
    }

    private void answered(RoutingContext ctx, String incident, Action action, Console.Answer answer) {
        boolean fromBoard = Desk.field(ctx, "back").equals("board");
        if (answer instanceof Console.Answer.Unknown) {
            ctx.fail(Trouble.of(404, "error.404"));
        } else if (answer instanceof Console.Answer.Done) {
            if (Desk.part(ctx)) {
                board.show(ctx, 200, "");
            } else {
                Desk.seeOther(ctx, fromBoard ? "/" : "/incidents/" + incident);
            }
        } else if (answer instanceof Console.Answer.Refused refused) {
            int status = status(refused.why());
            if (fromBoard) {
                board.show(ctx, status, desk.said(refused, desk.words(ctx)));
            } else {
                Map<String, String> entered = new HashMap<>();
                ctx.request().formAttributes().forEach(entry -> entered.put(entry.getKey(), entry.getValue()));
                String kind = action.kind().name().toLowerCase(Locale.ROOT);
                page.show(ctx, status, new IncidentPage.Refused(kind, desk.said(refused, desk.words(ctx)), entered));
            }
        }
    }

    static int status(Console.Why why) {
        return why == Console.Why.INCOMPLETE ? 422 : 409;
    }

    /** The action a form describes. */
    static Action read(MultiMap form, String by, Instant now, ZoneId zone) {
        Map<String, String> fields = new HashMap<>();
        for (String name : WORDS) {
            String value = form.get(name);
            if (value != null && !value.isBlank()) {
                fields.put(name, Text.clean(value).strip());
            }
        }
        hours(form.get("hours"), now, fields);
        day(form.get("measureDue"), zone, fields);
        String text = form.get("text");
        return new Action(
                kind(form.get("action")),
                by,
                "console",
                now,
                version(form.get("version")),
                text == null || text.isBlank() ? null : Text.clean(text).strip(),
                form.getAll("case").stream()
                        .filter(one -> !one.isBlank())
                        .map(Text::clean)
                        .toList(),
                fields);
    }

    private static Action.Kind kind(@Nullable String name) {
        for (Action.Kind kind : Action.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        throw Trouble.of(400, "error.400");
    }

    private static @Nullable Long version(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw Trouble.of(400, "error.400");
        }
    }

    private static void hours(@Nullable String hours, Instant now, Map<String, String> fields) {
        if (hours != null && hours.matches("\\d{1,3}")) {
            fields.put(
                    "until", now.plus(Duration.ofHours(Long.parseLong(hours))).toString());
        }
    }

    private static void day(@Nullable String day, ZoneId zone, Map<String, String> fields) {
        if (day == null || day.isBlank()) {
            return;
        }
        try {
            LocalDate date = LocalDate.parse(day.strip());
            fields.put(
                    "measureDue",
                    date.atTime(LocalTime.of(18, 0)).atZone(zone).toInstant().toString());
        } catch (DateTimeParseException e) {
            throw Trouble.of(400, "error.400");
        }
    }
}
