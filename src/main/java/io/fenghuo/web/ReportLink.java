package io.fenghuo.web;

import io.fenghuo.web.guard.Allowance;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.ReportView;
import io.fenghuo.web.view.Words;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 人工上报 by a personal signed link: whoever holds it files in the name it was issued to. */
final class ReportLink extends ErrandLink {
    static final String PATH = "/link/report";
    /** Reports one link may file at once, and how many more each minute. */
    static final int BURST = 10;

    private static final double A_MINUTE = 3;
    private static final String FORM = "report.form";

    ReportLink(Desk desk) {
        super(desk, Console.Errand.REPORT, PATH, "fh_report", new Allowance(BURST, A_MINUTE / 60));
    }

    /** Lets the form be read only when the link holds. */
    void admit(RoutingContext ctx) {
        if (pass(ctx).isEmpty()) {
            ctx.response().putHeader("Connection", "close");
            desk.gone(ctx);
            return;
        }
        ctx.next();
    }

    @Override
    String fault(RoutingContext ctx, Console.Pass pass) {
        ReportForm form = ReportForm.read(ctx, desk);
        ctx.put(FORM, form);
        return form.fault();
    }

    @Override
    void done(RoutingContext ctx, Console.Pass pass) {
        ReportForm form = ctx.get(FORM);
        String nonce = PostsApi.sha256(Desk.field(ctx, "nonce").getBytes(StandardCharsets.UTF_8));
        desk.console
                .ingest(form.ingest(
                        "r-" + nonce.substring(0, 22),
                        pass.person(),
                        desk.words(ctx).t("report.only"),
                        desk.console.now()))
                .onSuccess(receipt -> thank(ctx))
                .onFailure(ctx::fail);
    }

    @Override
    void show(RoutingContext ctx, Console.Pass pass, Shown shown) {
        Words words = desk.words(ctx);
        @Nullable ReportForm form = ctx.get(FORM);
        ReportView view = new ReportView(
                action(ctx),
                slip(ctx, shown.asks()),
                Harmless.line(pass.name(), 40),
                shown.done(),
                form == null ? shown.message() : ReportPage.again(form, shown.message(), words),
                form == null ? Map.of() : form.entered(),
                ReportView.latest(desk.console.now(), desk.settings.zone()));
        desk.show(ctx, shown.status(), "report", Map.of("s", desk.shell(ctx, true), "v", view));
    }
}
