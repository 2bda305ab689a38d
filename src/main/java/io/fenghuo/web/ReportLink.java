package io.fenghuo.web;

import io.fenghuo.web.guard.Allowance;
import io.fenghuo.web.guard.Presses;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.ReportView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * 人工上报 by a personal signed link: whoever holds it files in the name it was issued to, from any address, without an account. Opening it
 * changes nothing.
 */
final class ReportLink implements Handler<RoutingContext> {
    static final String PATH = "/link/report";
    /** Reports one link may file at once, and how many more each minute. */
    static final int BURST = 10;

    private static final double A_MINUTE = 3;
    private static final String COOKIE = "fh_report";
    private static final String PASS = "pass";
    private final Desk desk;
    private final Allowance allowance = new Allowance(BURST, A_MINUTE / 60);

    ReportLink(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        String token = token(ctx);
        pass(token)
                .ifPresentOrElse(
                        pass -> show(ctx, pass, 200, ctx.request().getParam("done") != null, "", Map.of(), false),
                        () -> desk.gone(ctx));
    }

    /** Lets the form be read only when the link holds. */
    void admit(RoutingContext ctx) {
        Optional<Console.Pass> pass = pass(token(ctx));
        if (pass.isEmpty()) {
            ctx.response().putHeader("Connection", "close");
            desk.gone(ctx);
            return;
        }
        ctx.put(PASS, pass.get());
        ctx.next();
    }

    /** Takes the form. */
    void file(RoutingContext ctx) {
        Console.Pass pass = ctx.get(PASS);
        String token = token(ctx);
        Words words = desk.words(ctx);
        Presses.Verdict verdict = Reader.judge(ctx, desk, COOKIE, purpose(token));
        ReportForm form = ReportForm.read(ctx, desk);
        if (verdict == Presses.Verdict.FOREIGN) {
            show(ctx, pass, 403, false, ReportPage.again(form, words.t("error.csrf"), words), form.entered(), false);
        } else if (!form.fault().isEmpty()) {
            show(ctx, pass, 422, false, ReportPage.again(form, words.t(form.fault()), words), form.entered(), false);
        } else if (verdict == Presses.Verdict.UNPRESSED) {
            String why = Desk.field(ctx, "code").isEmpty() ? "report.code.why" : "take.code.wrong";
            show(ctx, pass, 422, false, ReportPage.again(form, words.t(why), words), form.entered(), true);
        } else {
            long wait = allowance.take(token, desk.console.now());
            if (wait > 0) {
                throw Trouble.busy(wait);
            }
            String nonce = PostsApi.sha256(Desk.field(ctx, "nonce").getBytes(StandardCharsets.UTF_8));
            desk.console
                    .ingest(form.ingest(
                            "r-" + nonce.substring(0, 22), pass.person(), words.t("report.only"), desk.console.now()))
                    .onSuccess(receipt -> Desk.seeOther(ctx, PATH + "?done=1&t=" + Desk.encode(token)))
                    .onFailure(ctx::fail);
        }
    }

    private static String token(RoutingContext ctx) {
        return String.valueOf(ctx.request().getParam("t", ""));
    }

    private Optional<Console.Pass> pass(String token) {
        return token.isEmpty()
                ? Optional.empty()
                : desk.console.pass(token).filter(one -> one.errand() == Console.Errand.REPORT);
    }

    private static String purpose(String token) {
        return COOKIE + " " + token;
    }

    private void show(
            RoutingContext ctx,
            Console.Pass pass,
            int status,
            boolean done,
            String message,
            Map<String, String> entered,
            boolean asks) {
        String token = token(ctx);
        Presses.Slip slip =
                desk.presses.slip(purpose(token), Reader.of(ctx, desk, COOKIE, "/link/"), desk.console.now());
        ReportView view = new ReportView(
                PATH + "?t=" + Desk.encode(token),
                new ReportView.Slip(slip.nonce(), slip.press(), slip.code(), asks),
                Harmless.line(pass.name(), 40),
                done,
                message,
                entered,
                ReportView.latest(desk.console.now(), desk.settings.zone()));
        desk.show(ctx, status, "report", Map.of("s", desk.shell(ctx, true), "v", view));
    }
}
