package io.fenghuo.web;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Role;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Piece;
import io.fenghuo.web.view.TryView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** 试词: what a text sets off and why not, and what a changed watchlist would newly find. It writes nothing; saving is done in the file. */
final class TryPage implements Handler<RoutingContext> {
    static final String PATH = "/try";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.-]{1,60}\\.(yaml|txt)");

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final int MOST_TOLD = 30;

    private final Desk desk;

    TryPage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        show(ctx, 200, form(ctx), "", Future.succeededFuture(TryView.Found.NOTHING));
    }

    /** Answers one of the form's buttons. */
    void answer(RoutingContext ctx) {
        desk.checkForm(ctx);
        Words words = desk.words(ctx);
        TryView.Form form = form(ctx);
        String fault = fault(form, words);
        if (!fault.isEmpty()) {
            show(ctx, 422, form, fault, Future.succeededFuture(TryView.Found.NOTHING));
            return;
        }
        switch (form.asked()) {
            case "open" -> open(ctx, form, words);
            case "compare" -> show(ctx, 200, form, "", compare(form, words));
            default -> show(ctx, 200, form, "", explain(form, words));
        }
    }

    private static TryView.Form form(RoutingContext ctx) {
        String role = Desk.field(ctx, "role");
        return new TryView.Form(
                Desk.field(ctx, "do"),
                Desk.field(ctx, "text"),
                role.isEmpty() ? "customer" : role,
                Desk.field(ctx, "name"),
                lines(ctx.request().getFormAttribute("list")));
    }

    /** The list as it was typed: browsers send CRLF. */
    private static String lines(@Nullable String list) {
        return list == null ? "" : list.replace("\r\n", "\n");
    }

    private static String fault(TryView.Form form, Words words) {
        if (form.text().length() > Trying.TEXT || form.list().length() > Trying.LIST) {
            return words.t("try.long", Trying.TEXT, Trying.LIST);
        }
        boolean named = NAME.matcher(form.name()).matches() && !form.name().equals("sources.yaml");
        return switch (form.asked()) {
            case "open" -> named ? "" : words.t("try.need.name");
            case "compare" -> form.list().isBlank() ? words.t("try.need.list") : named ? "" : words.t("try.need.name");
            case "explain" ->
                form.text().isEmpty()
                        ? words.t("try.need.text")
                        : form.list().isBlank() || named ? "" : words.t("try.need.name");
            default -> words.t("try.need.text");
        };
    }

    private void open(RoutingContext ctx, TryView.Form form, Words words) {
        desk.console
                .trying()
                .file(form.name())
                .onSuccess(text -> show(
                        ctx,
                        text.isPresent() ? 200 : 422,
                        form.with(text.orElse(form.list())),
                        text.isPresent() ? "" : words.t("try.nofile", form.name(), Trying.LIST),
                        Future.succeededFuture(TryView.Found.NOTHING)))
                .onFailure(ctx::fail);
    }

    private Future<TryView.Found> explain(TryView.Form form, Words words) {
        Role role = role(form.role());
        Kind kind = role == Role.AGENT || role == Role.HOST ? Kind.CHAT : Kind.COMMENT;
        Trying.Draft draft = form.list().isBlank() ? null : draft(form);
        return desk.console
                .trying()
                .explain(form.text(), role, kind, draft, words.locale())
                .map(told ->
                        TryView.Found.of(told.checked().lines(), told.checked().broken(), told(told, words)));
    }

    private static TryView.@Nullable Told told(Trying.Told told, Words words) {
        return told.checked().broken()
                ? null
                : TryView.told(
                        told.text(),
                        told.folded(),
                        told.steps().stream()
                                .map(step -> new TryView.Step(
                                        step.from().isBlank() ? "␣" : Harmless.line(step.from(), 40),
                                        Harmless.line(step.to(), 40),
                                        step.via()))
                                .distinct()
                                .toList(),
                        told.hits(),
                        told.misses().stream()
                                .map(miss -> new TryView.Miss(
                                        Harmless.line(miss.rule(), 64), Harmless.line(miss.why(), 300)))
                                .toList(),
                        told.would().stream()
                                .limit(MOST_TOLD)
                                .map(would -> new TryView.Heard(
                                        MOMENT.format(would.at().atZone(words.zone())),
                                        Harmless.line(would.who(), 80),
                                        Harmless.line(would.by(), 120),
                                        Harmless.line(would.why(), 200)))
                                .toList(),
                        words);
    }

    private static Role role(String name) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
                return role;
            }
        }
        return Role.CUSTOMER;
    }

    private static Trying.Draft draft(TryView.Form form) {
        return new Trying.Draft(form.name(), form.list());
    }

    private Future<TryView.Found> compare(TryView.Form form, Words words) {
        return desk.console
                .trying()
                .compare(draft(form), words.locale())
                .map(found -> TryView.Found.of(
                        found.checked().lines(),
                        found.checked().broken(),
                        found.over().stream().map(over -> over(over, words)).toList()));
    }

    private static TryView.Over over(Trying.Over over, Words words) {
        boolean stored = over.set() == Trying.Set.STORED;
        List<TryView.Change> changes = over.changes().stream()
                .map(change -> TryView.change(
                        change.what().name().toLowerCase(Locale.ROOT),
                        List.of(change.rule(), change.category(), change.watchlist()),
                        change.before(),
                        change.after(),
                        words.t("try.count", change.count()),
                        change.samples().stream()
                                .map(sample -> Piece.marked(sample.text(), sample.spans()))
                                .toList(),
                        words))
                .toList();
        return new TryView.Over(
                stored ? words.t("try.stored", Trying.DAYS) : words.t("try.trial"),
                words.t("try.sum", over.posts(), over.before(), over.after(), over.newly(), over.silent()),
                over.cut() ? words.t("try.cut", over.posts(), Trying.SECONDS) : "",
                over.posts() == 0 ? words.t("try.noposts") : changes.isEmpty() ? words.t("try.same") : "",
                changes);
    }

    private void show(RoutingContext ctx, int status, TryView.Form form, String message, Future<TryView.Found> work) {
        Words words = desk.words(ctx);
        desk.console
                .trying()
                .files()
                .compose(files -> work.map(found -> new TryView(form, files, message, found))
                        .recover(failure -> failure instanceof Trying.Busy
                                ? Future.succeededFuture(
                                        new TryView(form, files, words.t("try.busy"), TryView.Found.NOTHING))
                                : Future.failedFuture(failure)))
                .onSuccess(view -> desk.show(ctx, status, "try", Map.of("s", desk.shell(ctx, false), "v", view)))
                .onFailure(ctx::fail);
    }
}
