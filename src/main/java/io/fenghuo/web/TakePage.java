package io.fenghuo.web;

import io.fenghuo.model.Action;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Incident;
import io.fenghuo.model.State;
import io.fenghuo.web.guard.Presses;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.HelpView;
import io.fenghuo.web.view.PromiseView;
import io.fenghuo.web.view.Row;
import io.fenghuo.web.view.Shell;
import io.fenghuo.web.view.TakeView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page behind the signed link of a message: what it is about, one press to take it, and once it is taken what to do. */
final class TakePage extends IncidentLink implements Handler<RoutingContext> {
    TakePage(Desk desk) {
        super(desk, "fh_take");
    }

    @Override
    public void handle(RoutingContext ctx) {
        open(ctx);
    }

    /** Takes the incident for whom the link was issued to. */
    void take(RoutingContext ctx) {
        press(ctx, (whose, token, who) -> act(ctx, whose, token, who));
    }

    private void act(RoutingContext ctx, Console.Principal whose, String token, String who) {
        Action action = deed(Desk.field(ctx, "promise"), who, desk.console.now());
        desk.console
                .act(whose.incident(), action)
                .onSuccess(answer -> {
                    if (answer instanceof Console.Answer.Unknown) {
                        desk.gone(ctx);
                    } else if (answer instanceof Console.Answer.Refused refused) {
                        show(ctx, whose, token, ActForm.status(refused.why()), desk.said(refused, desk.words(ctx)));
                    } else {
                        Desk.seeOther(ctx, "/i/" + whose.incident() + "?t=" + Desk.encode(token));
                    }
                })
                .onFailure(ctx::fail);
    }

    /** What was pressed: taking, or about a promise {@code confirm KEY}, {@code none KEY} or {@code kept KEY}. */
    private static Action deed(String promise, String who, Instant now) {
        int blank = promise.indexOf(' ');
        if (blank < 0) {
            return new Action(Action.Kind.TAKE, who, "link", now, null, null, List.of(), Map.of());
        }
        String verb = promise.substring(0, blank);
        Map<String, String> fields = verb.equals("kept") ? Map.of("clock", "promised") : Map.of("promise", verb);
        return new Action(
                Action.Kind.NOTE, who, "link", now, null, null, List.of(promise.substring(blank + 1)), fields);
    }

    /** Ticks a step for whom the link was issued to; a group's link only shows them. */
    void step(RoutingContext ctx) {
        String token = Desk.field(ctx, "t");
        Optional<Console.Principal> whose = whose(ctx, token).filter(one -> !one.group());
        if (whose.isEmpty() || !own(ctx, token)) {
            desk.gone(ctx);
            return;
        }
        Helpers.Step step = new Helpers.Step(Desk.field(ctx, "playbook"), Desk.field(ctx, "step"));
        Console.Actor actor = new Console.Actor(whose.get().person(), "link");
        desk.console
                .rooms()
                .helpers()
                .tick(whose.get().incident(), step, !Desk.field(ctx, "done").equals("false"), actor)
                .onSuccess(heard -> {
                    if (heard.done()) {
                        Desk.seeOther(ctx, "/i/" + whose.get().incident() + "?t=" + Desk.encode(token) + "#help");
                    } else {
                        show(ctx, whose.get(), token, 409, heard.said(desk.words(ctx)));
                    }
                })
                .onFailure(ctx::fail);
    }

    /** Says what speaks against a draft. */
    void check(RoutingContext ctx) {
        whose(ctx, Desk.field(ctx, "t"))
                .ifPresentOrElse(whose -> HelpForms.check(desk, ctx, whose.incident()), () -> desk.gone(ctx));
    }

    @Override
    void show(RoutingContext ctx, Console.Principal whose, String token, int status, String message, String asked) {
        String reader = whose.group() ? "" : whose.person();
        desk.console
                .glance(whose)
                .compose(found -> desk.console
                        .rooms()
                        .helpers()
                        .helpByLink(whose.incident(), reader)
                        .map(help -> found.map(glance -> new Both(glance, help.orElse(Helpers.Help.NONE)))))
                .onSuccess(found -> found.ifPresentOrElse(
                        both -> {
                            Shell shell = desk.shell(ctx, true);
                            Incident incident = both.glance().shown(shell.w().t("take.withheld"));
                            Presses.Slip slip = slip(ctx, token);
                            TakeView view = view(incident, whose, shell.w())
                                    .on(
                                            new TakeView.Form(
                                                    token,
                                                    slip.nonce(),
                                                    slip.press(),
                                                    slip.code(),
                                                    asked,
                                                    Desk.field(ctx, "promise")),
                                            message);
                            HelpViews views =
                                    new HelpViews(shell.w(), id -> desk.name(id, shell.w()), desk.console.now());
                            HelpView help = views.of(incident, both.help(), "/i/" + whose.incident(), token, "");
                            boolean at = !view.mayTake() && taken(incident, whose);
                            desk.show(ctx, status, "take", Map.of("s", shell, "v", view, "h", help, "at", at));
                        },
                        () -> desk.gone(ctx)))
                .onFailure(ctx::fail);
    }

    /** An incident and what is at hand for it. */
    private record Both(Console.Glance glance, Helpers.Help help) {}

    /** Whether the reader works on it, so that they are shown what to do. */
    private static boolean taken(Incident incident, Console.Principal whose) {
        return !incident.state().ended() && (whose.group() || whose.person().equals(incident.owner()));
    }

    private TakeView view(Incident incident, Console.Principal whose, Words words) {
        Instant now = desk.console.now();
        boolean mine = whose.person().equals(incident.owner());
        String verdict = incident.state().ended()
                ? words.t("take.ended", words.of("state", incident.state()))
                : mine
                        ? words.t("take.mine")
                        : incident.owner() == null
                                ? words.of("state", incident.state())
                                : words.t("take.other", Harmless.line(desk.name(incident.owner(), words), 40));
        Clock next = mine || whose.group() ? next(incident) : null;
        return new TakeView(
                Row.of(incident, -1, words, person -> desk.name(person, words), now),
                Harmless.line(whose.name(), 40),
                incident.state() == State.OPEN,
                verdict,
                next == null ? "" : words.t("take.next", words.deadline(next.due(), now)),
                whose.group() ? desk.people() : List.of(),
                TakeView.Form.NONE,
                "",
                incident.state().ended() || whose.group()
                        ? List.of()
                        : PromiseView.of(incident, words, now.toEpochMilli()));
    }

    private static @Nullable Clock next(Incident incident) {
        if (incident.state() != State.TAKEN) {
            return null;
        }
        return Row.live(incident).stream().findFirst().orElse(null);
    }
}
