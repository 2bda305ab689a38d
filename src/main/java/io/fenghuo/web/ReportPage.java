package io.fenghuo.web;

import io.fenghuo.web.guard.Tokens;
import io.fenghuo.web.view.ReportView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** 人工上报 in the console. A form sent twice is one post. */
final class ReportPage implements Handler<RoutingContext> {
    private final Desk desk;

    ReportPage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        show(ctx, 200, ctx.request().getParam("done") != null, "", Map.of());
    }

    /** Takes the form. */
    void file(RoutingContext ctx) {
        desk.checkForm(ctx);
        ReportForm form = ReportForm.read(ctx, desk);
        Words words = desk.words(ctx);
        String nonce = Desk.field(ctx, "nonce");
        String wrong = !form.fault().isEmpty() ? form.fault() : Tokens.plausible(nonce) ? "" : "error.csrf";
        if (!wrong.isEmpty()) {
            show(ctx, 422, false, again(form, words.t(wrong), words), form.entered());
            return;
        }
        desk.console
                .ingest(form.ingest("r-" + nonce, desk.me(ctx), words.t("report.only"), desk.console.now()))
                .onSuccess(receipt -> Desk.seeOther(ctx, "/report?done=1"))
                .onFailure(ctx::fail);
    }

    /** The message, and that a browser does not send pictures a second time by itself. */
    static String again(ReportForm form, String message, Words words) {
        return form.pictured() ? message + " " + words.t("report.picturesagain") : message;
    }

    private void show(RoutingContext ctx, int status, boolean done, String message, Map<String, String> entered) {
        ReportView view = new ReportView(
                "/report",
                ReportView.Slip.plain(desk.tokens.cookie()),
                "",
                done,
                message,
                entered,
                ReportView.latest(desk.console.now(), desk.settings.zone()));
        desk.show(ctx, status, "report", Map.of("s", desk.shell(ctx, false), "v", view));
    }
}
