package io.fenghuo.web;

import io.fenghuo.model.Action;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.web.guard.Presses;
import io.fenghuo.web.view.BesideView;
import io.fenghuo.web.view.CaseView;
import io.fenghuo.web.view.CloseView;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Row;
import io.fenghuo.web.view.Shell;
import io.fenghuo.web.view.TakeView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Closing from a phone, by the signed link of a message: one tap on a cause at L3, the whole form at L1 and L2; and saying that a corrective
 * action is done.
 */
final class CloseLink extends IncidentLink {
    CloseLink(Desk desk) {
        super(desk, "fh_close");
    }

    /** Closes the incident, or says what is missing. */
    void close(RoutingContext ctx) {
        press(ctx, (whose, token, who) -> {
            Action read = ActForm.read(ctx.request().formAttributes(), who, desk.console.now(), desk.settings.zone());
            Action action =
                    new Action(Action.Kind.CLOSE, who, "link", read.at(), null, read.text(), List.of(), read.fields());
            desk.console
                    .act(whose.incident(), action)
                    .onSuccess(answer -> {
                        if (answer instanceof Console.Answer.Refused refused) {
                            int status = ActForm.status(refused.why());
                            show(ctx, whose, token, status, desk.said(refused, desk.words(ctx)));
                        } else {
                            show(ctx, whose, token, 200, "");
                        }
                    })
                    .onFailure(ctx::fail);
        });
    }

    /** A corrective action of this incident is done. */
    void done(RoutingContext ctx) {
        press(ctx, (whose, token, who) -> {
            String measure = Desk.field(ctx, "measure");
            desk.console
                    .casebook()
                    .find(whose.incident())
                    .compose(found -> found.stream()
                                    .flatMap(one -> one.measures().stream())
                                    .anyMatch(one -> one.measure().id().equals(measure))
                            ? desk.console.casebook().done(measure, new Console.Actor(who, "link"))
                            : Future.succeededFuture(Optional.empty()))
                    .onSuccess(done -> show(ctx, whose, token, done.isPresent() ? 200 : 409, ""))
                    .onFailure(ctx::fail);
        });
    }

    @Override
    void show(RoutingContext ctx, Console.Principal whose, String token, int status, String message, String asked) {
        boolean asks = !asked.isEmpty();
        String said = asks && message.isEmpty() ? desk.words(ctx).t("take.code.why") : message;
        Casebook book = desk.console.casebook();
        Future.all(desk.console.glance(whose), book.find(whose.incident()))
                .onSuccess(both -> {
                    Optional<Console.Glance> glance = both.resultAt(0);
                    Optional<Casebook.Opened> file = both.resultAt(1);
                    if (glance.isEmpty()) {
                        desk.gone(ctx);
                        return;
                    }
                    Presses.Slip slip = slip(ctx, token);
                    TakeView.Form form =
                            new TakeView.Form(token, slip.nonce(), slip.press(), slip.code(), asks ? "yes" : "", "");
                    Shell shell = desk.shell(ctx, true);
                    Incident incident = glance.get().shown(shell.w().t("take.withheld"));
                    CloseView view = view(ctx, incident, file, whose, form, said);
                    desk.show(ctx, status, "closelink", Map.of("s", shell, "v", view));
                })
                .onFailure(ctx::fail);
    }

    private CloseView view(
            RoutingContext ctx,
            Incident incident,
            Optional<Casebook.Opened> file,
            Console.Principal whose,
            TakeView.Form form,
            String message) {
        Words words = desk.words(ctx);
        CaseWords said = new CaseWords(desk, words);
        Instant now = desk.console.now();
        Map<String, String> entered = new HashMap<>();
        ctx.request().formAttributes().forEach(entry -> entered.put(entry.getKey(), entry.getValue()));
        BesideView.Closing closing = said.closing(incident, List.of()).with(entered);
        List<CaseView.Task> tasks = file.stream()
                .flatMap(one -> one.measures().stream())
                .map(one -> said.task(one.measure(), one.effect()))
                .toList();
        return new CloseView(
                Row.of(incident, -1, words, person -> desk.name(person, words), now),
                Harmless.line(whose.name(), 40),
                !incident.state().ended(),
                incident.level() == Severity.L3,
                closing,
                tasks,
                whose.group() ? desk.people() : List.of(),
                form,
                message);
    }
}
