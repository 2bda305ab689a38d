package io.fenghuo.web;

import io.fenghuo.model.Severity;
import io.fenghuo.web.guard.Allowance;
import io.fenghuo.web.guard.Presses;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.ReportView;
import io.fenghuo.web.view.WordView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** 加词 by a personal signed link: whoever holds it proposes a word to watch for; an administrator decides. Opening it changes nothing. */
final class WordLink implements Handler<RoutingContext> {
    static final String PATH = "/link/word";
    /** Words one link may propose at once, and how many more each minute. */
    static final int BURST = 10;

    private static final double A_MINUTE = 2;
    private static final String COOKIE = "fh_word";
    private static final int NOTE = 200;
    private final Desk desk;
    private final Allowance allowance = new Allowance(BURST, A_MINUTE / 60);

    WordLink(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        pass(ctx)
                .ifPresentOrElse(
                        pass -> show(ctx, pass, 200, ctx.request().getParam("done") != null, "", false),
                        () -> desk.gone(ctx));
    }

    /** Takes the form. */
    void propose(RoutingContext ctx) {
        Optional<Console.Pass> held = pass(ctx);
        if (held.isEmpty()) {
            desk.gone(ctx);
            return;
        }
        Console.Pass pass = held.get();
        Words words = desk.words(ctx);
        Presses.Verdict verdict = Reader.judge(ctx, desk, COOKIE, purpose(ctx));
        if (verdict == Presses.Verdict.FOREIGN) {
            show(ctx, pass, 403, false, words.t("error.csrf"), false);
            return;
        }
        if (verdict == Presses.Verdict.UNPRESSED) {
            String why = Desk.field(ctx, "code").isEmpty() ? "report.code.why" : "take.code.wrong";
            show(ctx, pass, 422, false, words.t(why), true);
            return;
        }
        long wait = allowance.take(token(ctx), desk.console.now());
        if (wait > 0) {
            throw Trouble.busy(wait);
        }
        desk.console
                .propose(wording(ctx), pass.person())
                .onSuccess(heard -> {
                    if (heard.done()) {
                        Desk.seeOther(ctx, PATH + "?done=1&t=" + Desk.encode(token(ctx)));
                    } else {
                        show(ctx, pass, 422, false, heard.said(words), false);
                    }
                })
                .onFailure(ctx::fail);
    }

    private static Proposals.Wording wording(RoutingContext ctx) {
        String level = Desk.field(ctx, "level");
        String note = Desk.field(ctx, "note");
        return new Proposals.Wording(
                Desk.field(ctx, "word"),
                note.substring(0, Math.min(NOTE, note.length())),
                level.equals("L1") ? Severity.L1 : level.equals("L2") ? Severity.L2 : Severity.L3);
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
                : desk.console.pass(token).filter(one -> one.errand() == Console.Errand.WORD);
    }

    private void show(RoutingContext ctx, Console.Pass pass, int status, boolean done, String message, boolean asks) {
        Presses.Slip slip = desk.presses.slip(purpose(ctx), Reader.of(ctx, desk, COOKIE, "/link/"), desk.console.now());
        WordView view = new WordView(
                PATH + "?t=" + Desk.encode(token(ctx)),
                new ReportView.Slip(slip.nonce(), slip.press(), slip.code(), asks),
                Harmless.line(pass.name(), 40),
                done,
                message,
                Map.of(
                        "word", Desk.field(ctx, "word"),
                        "note", Desk.field(ctx, "note"),
                        "level", Desk.field(ctx, "level")));
        desk.show(ctx, status, "word", Map.of("s", desk.shell(ctx, true), "v", view));
    }
}
