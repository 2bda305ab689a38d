package io.fenghuo.web;

import io.fenghuo.web.guard.Allowance;
import io.fenghuo.web.guard.Presses;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.ReportView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/**
 * 换班 by a personal signed link: whoever holds it gives away a shift of theirs or takes over another's, from the phone. Opening it changes
 * nothing.
 */
final class RotaLink implements Handler<RoutingContext> {
    static final String PATH = "/link/rota";
    /** Swaps one link may make at once, and how many more each minute. */
    static final int BURST = 5;

    private static final double A_MINUTE = 1;
    private static final String COOKIE = "fh_rota";

    private final Desk desk;
    private final Allowance allowance = new Allowance(BURST, A_MINUTE / 60);

    RotaLink(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        pass(ctx)
                .ifPresentOrElse(
                        pass -> {
                            boolean done = ctx.request().getParam("done") != null;
                            show(ctx, pass, 200, done ? desk.words(ctx).t("rota.done") : "", "", false);
                        },
                        () -> desk.gone(ctx));
    }

    /** Takes the form. */
    void swap(RoutingContext ctx) {
        Optional<Console.Pass> held = pass(ctx);
        if (held.isEmpty()) {
            desk.gone(ctx);
            return;
        }
        Console.Pass pass = held.get();
        Words words = desk.words(ctx);
        Presses.Verdict verdict = Reader.judge(ctx, desk, COOKIE, purpose(ctx));
        if (verdict == Presses.Verdict.FOREIGN) {
            show(ctx, pass, 403, "", words.t("error.csrf"), false);
            return;
        }
        if (verdict == Presses.Verdict.UNPRESSED) {
            String why = Desk.field(ctx, "code").isEmpty() ? "report.code.why" : "take.code.wrong";
            show(ctx, pass, 422, "", words.t(why), true);
            return;
        }
        RotaDesk.Wish wish = RotaPage.wish(ctx, pass.person(), "link", true);
        if (wish == null) {
            show(ctx, pass, 422, "", words.t("rota.need"), false);
            return;
        }
        long wait = allowance.take(token(ctx), desk.console.now());
        if (wait > 0) {
            throw Trouble.busy(wait);
        }
        desk.console
                .rooms()
                .rota()
                .swap(wish)
                .onSuccess(refusal -> {
                    if (refusal == null) {
                        Desk.seeOther(ctx, PATH + "?done=1&t=" + Desk.encode(token(ctx)));
                    } else {
                        show(ctx, pass, 409, "", words.refusal(refusal, one -> desk.name(one, words)), false);
                    }
                })
                .onFailure(ctx::fail);
    }

    private static String token(RoutingContext ctx) {
        return String.valueOf(ctx.request().getParam("t", ""));
    }

    private static String purpose(RoutingContext ctx) {
        return COOKIE + " " + token(ctx);
    }

    private Optional<Console.Pass> pass(RoutingContext ctx) {
        String token = token(ctx);
        return token.isEmpty()
                ? Optional.empty()
                : desk.console.pass(token).filter(one -> one.errand() == Console.Errand.ROTA);
    }

    private void show(RoutingContext ctx, Console.Pass pass, int status, String said, String message, boolean asks) {
        desk.console
                .rooms()
                .rota()
                .board()
                .onSuccess(board -> {
                    Presses.Slip slip =
                            desk.presses.slip(purpose(ctx), Reader.of(ctx, desk, COOKIE, "/link/"), desk.console.now());
                    desk.show(
                            ctx,
                            status,
                            "swap",
                            Map.of(
                                    "s",
                                    desk.shell(ctx, true),
                                    "v",
                                    new RotaShown(desk, desk.words(ctx)).view(board, true, said, message),
                                    "action",
                                    PATH + "?t=" + Desk.encode(token(ctx)),
                                    "issued",
                                    Harmless.line(pass.name(), 40),
                                    "slip",
                                    new ReportView.Slip(slip.nonce(), slip.press(), slip.code(), asks)));
                })
                .onFailure(ctx::fail);
    }
}
