package io.fenghuo.web;

import io.fenghuo.web.guard.Presses;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** A page of one incident behind the signed link of a message about it. It works without trust in the caller's address. */
abstract class IncidentLink extends PersonalLink {
    IncidentLink(Desk desk, String cookie) {
        super(desk, cookie, "/i/");
    }

    /** What a person's press does. */
    @FunctionalInterface
    interface Deed {
        void by(Console.Principal whose, String token, String who);
    }

    /** Shows the page; {@code asked} = whose press is to be confirmed by typing, empty when it needs no more than a press. */
    abstract void show(
            RoutingContext ctx, Console.Principal whose, String token, int status, String message, String asked);

    final void show(RoutingContext ctx, Console.Principal whose, String token, int status, String message) {
        show(ctx, whose, token, status, message, "");
    }

    /** Opens the page. */
    final void open(RoutingContext ctx) {
        String token = token(ctx);
        whose(ctx, token).ifPresentOrElse(whose -> show(ctx, whose, token, 200, ""), () -> desk.gone(ctx));
    }

    /** Does what a person pressed, or asks again. */
    final void press(RoutingContext ctx, Deed deed) {
        String token = Desk.field(ctx, "t");
        Optional<Console.Principal> whose = whose(ctx, token);
        if (whose.isEmpty()) {
            desk.gone(ctx);
            return;
        }
        Presses.Verdict verdict = judge(ctx, token);
        String who = actor(ctx, whose.get());
        if (verdict == Presses.Verdict.FOREIGN) {
            show(ctx, whose.get(), token, 403, desk.words(ctx).t("error.csrf"));
        } else if (who.isEmpty()) {
            show(ctx, whose.get(), token, 422, desk.words(ctx).t("take.who.need"));
        } else if (verdict == Presses.Verdict.UNPRESSED) {
            String wrong =
                    Desk.field(ctx, "code").isEmpty() ? "" : desk.words(ctx).t("take.code.wrong");
            show(ctx, whose.get(), token, 200, wrong, who);
        } else {
            deed.by(whose.get(), token, who);
        }
    }

    /** Whose link it is, when it holds, is for the incident of the address, and its person is still one of the contacts. */
    final Optional<Console.Principal> whose(RoutingContext ctx, String token) {
        return token.isEmpty()
                ? Optional.empty()
                : desk.console
                        .principal(token)
                        .filter(one -> one.incident().equals(ctx.pathParam("id")))
                        .filter(one -> one.until().isAfter(desk.console.now()))
                        .filter(one -> one.group() || known(one.person()));
    }

    /** Whether somebody is a contact; while there are no contacts anybody is. */
    private boolean known(String person) {
        List<Console.Person> people = desk.console.people();
        return people.isEmpty() || people.stream().anyMatch(one -> one.id().equals(person));
    }

    /** Who acts: whom the link names, or for a group's link whom its holder says they are; empty when they have not said. */
    private String actor(RoutingContext ctx, Console.Principal whose) {
        if (!whose.group() || desk.console.people().isEmpty()) {
            return whose.person();
        }
        String who = Desk.field(ctx, "who");
        return known(who) ? who : "";
    }
}
