package io.fenghuo.web;

import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.RefineView;
import io.fenghuo.web.view.Words;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** 误报与收窄: what false alarms propose, with its back-test, and the administrators' decision. */
final class RefinePage {
    static final String PATH = "/refinements";
    private static final int SHOWN = 160;
    private final Desk desk;

    RefinePage(Desk desk) {
        this.desk = desk;
    }

    void list(RoutingContext ctx) {
        boolean done = ctx.request().getParam("done", "").equals("yes");
        show(ctx, 200, "", done ? desk.words(ctx).t("refine.done") : "");
    }

    void decide(RoutingContext ctx) {
        desk.checkForm(ctx);
        desk.console
                .casebook()
                .refine(Desk.field(ctx, "id"), new Console.Actor(desk.me(ctx), "console"))
                .onSuccess(heard -> {
                    if (heard.done()) {
                        Desk.seeOther(ctx, PATH + "?done=yes");
                    } else {
                        show(ctx, 409, heard.said(desk.words(ctx)), "");
                    }
                })
                .onFailure(ctx::fail);
    }

    private void show(RoutingContext ctx, int status, String message, String said) {
        Words words = desk.words(ctx);
        desk.console
                .casebook()
                .refinements()
                .onSuccess(all -> {
                    List<RefineView.Line> lines = all.stream()
                            .map(one -> new RefineView.Line(
                                    one.id(),
                                    Harmless.line(one.watchlist() + " / " + one.rule(), 80),
                                    one.authors() > 0
                                            ? words.t("refine.crowd", one.authors())
                                            : words.t("refine.except", Harmless.line(one.phrase(), 40)),
                                    words.t("refine.silenced", one.alarms().size(), one.silenced()),
                                    words.t("refine.tested", one.looked(), one.quiet()),
                                    one.alarms(),
                                    one.samples().stream()
                                            .map(text -> Harmless.line(text, SHOWN))
                                            .toList()))
                            .toList();
                    RefineView view = new RefineView(lines, message, said);
                    desk.show(ctx, status, "refinements", Map.of("s", desk.shell(ctx, false), "v", view));
                })
                .onFailure(ctx::fail);
    }

    /** {@code GET /api/refinements}. */
    void api(RoutingContext ctx) {
        desk.console
                .casebook()
                .refinements()
                .onSuccess(all -> {
                    JsonArray array = new JsonArray();
                    all.forEach(one -> array.add(new JsonObject()
                            .put("id", one.id())
                            .put("watchlist", one.watchlist())
                            .put("rule", one.rule())
                            .put("except", one.phrase())
                            .put("authors", one.authors())
                            .put("falseAlarms", new JsonArray(new ArrayList<>(one.alarms())))
                            .put("silenced", one.silenced())
                            .put("looked", one.looked())
                            .put("quiet", one.quiet())
                            .put("samples", new JsonArray(new ArrayList<>(one.samples())))));
                    Desk.json(
                            ctx, 200, new JsonObject().put("refinements", array).encode());
                })
                .onFailure(ctx::fail);
    }

    /** {@code POST /api/refinements/{id}/accept}. */
    void accept(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        Words words = desk.words(ctx);
        desk.console
                .casebook()
                .refine(ctx.pathParam("id"), asked.actor(ctx, desk.me(ctx)))
                .onSuccess(heard -> {
                    if (heard.done()) {
                        Desk.json(ctx, 200, new JsonObject().put("done", true).encode());
                    } else {
                        Desk.json(
                                ctx,
                                409,
                                new JsonObject()
                                        .put("error", heard.fault())
                                        .put("message", heard.said(words))
                                        .encode());
                    }
                })
                .onFailure(ctx::fail);
    }
}
