package io.fenghuo.web;

import io.fenghuo.web.guard.Allowance;
import io.fenghuo.web.guard.Presses;
import io.fenghuo.web.view.ReportView;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** A page where the holder of a personal link does one sort of thing, such as to file a report, from any address and without an account. */
abstract class ErrandLink extends PersonalLink implements Handler<RoutingContext> {
    private final Console.Errand errand;
    private final String path;
    private final Allowance allowance;

    /**
     * What the page shows.
     *
     * @param done whether it thanks for what was done
     * @param message what is wrong; empty = nothing
     * @param asks whether it asks for three digits
     */
    record Shown(int status, boolean done, String message, boolean asks) {
        static Shown wrong(int status, String message) {
            return new Shown(status, false, message, false);
        }
    }

    /** A page at {@code path}, for links of this errand; each may do no more than {@code allowance}. */
    ErrandLink(Desk desk, Console.Errand errand, String path, String cookie, Allowance allowance) {
        super(desk, cookie, "/link/");
        this.errand = errand;
        this.path = path;
        this.allowance = allowance;
    }

    abstract void show(RoutingContext ctx, Console.Pass pass, Shown shown);

    /** Key of what is wrong with the form; empty = nothing. */
    abstract String fault(RoutingContext ctx, Console.Pass pass);

    /** Does what the form asks for. */
    abstract void done(RoutingContext ctx, Console.Pass pass);

    final Optional<Console.Pass> pass(RoutingContext ctx) {
        String token = token(ctx);
        return token.isEmpty() ? Optional.empty() : desk.console.pass(token).filter(one -> one.errand() == errand);
    }

    @Override
    public final void handle(RoutingContext ctx) {
        boolean done = ctx.request().getParam("done") != null;
        pass(ctx).ifPresentOrElse(pass -> show(ctx, pass, new Shown(200, done, "", false)), () -> desk.gone(ctx));
    }

    /** Takes the form. */
    final void take(RoutingContext ctx) {
        pass(ctx).ifPresentOrElse(pass -> take(ctx, pass), () -> desk.gone(ctx));
    }

    private void take(RoutingContext ctx, Console.Pass pass) {
        Presses.Verdict verdict = judge(ctx, token(ctx));
        String fault = fault(ctx, pass);
        if (verdict == Presses.Verdict.FOREIGN) {
            show(ctx, pass, Shown.wrong(403, desk.words(ctx).t("error.csrf")));
        } else if (!fault.isEmpty()) {
            show(ctx, pass, Shown.wrong(422, desk.words(ctx).t(fault)));
        } else if (verdict == Presses.Verdict.UNPRESSED) {
            String why = Desk.field(ctx, "code").isEmpty() ? "report.code.why" : "take.code.wrong";
            show(ctx, pass, new Shown(422, false, desk.words(ctx).t(why), true));
        } else {
            long wait = allowance.take(token(ctx), desk.console.now());
            if (wait > 0) {
                throw Trouble.busy(wait);
            }
            done(ctx, pass);
        }
    }

    /** Shows the page again, which thanks. */
    final void thank(RoutingContext ctx) {
        Desk.seeOther(ctx, path + "?done=1&t=" + Desk.encode(token(ctx)));
    }

    /** Where the form goes. */
    final String action(RoutingContext ctx) {
        return path + "?t=" + Desk.encode(token(ctx));
    }

    final ReportView.Slip slip(RoutingContext ctx, boolean asks) {
        Presses.Slip slip = slip(ctx, token(ctx));
        return new ReportView.Slip(slip.nonce(), slip.press(), slip.code(), asks);
    }
}
