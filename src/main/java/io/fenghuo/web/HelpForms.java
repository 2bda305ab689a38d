package io.fenghuo.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/** What is pressed beside an incident's actions: steps, drafts to be checked, the statement. */
final class HelpForms {
    private static final String CONSOLE = "console";
    private final Desk desk;
    private final IncidentPage page;

    HelpForms(Desk desk, IncidentPage page) {
        this.desk = desk;
        this.page = page;
    }

    /** Ticks a step or takes the tick back. */
    void step(RoutingContext ctx) {
        desk.checkForm(ctx);
        Helpers.Step step = new Helpers.Step(Desk.field(ctx, "playbook"), Desk.field(ctx, "step"));
        boolean done = !Desk.field(ctx, "done").equals("false");
        answer(ctx, desk.console.rooms().helpers().tick(ctx.pathParam("id"), step, done, actor(ctx)), "#help");
    }

    /** Drafts, approves, sends back or publishes a statement. */
    void statement(RoutingContext ctx) {
        desk.checkForm(ctx);
        answer(
                ctx,
                statement(
                        desk.console.rooms().helpers(),
                        new Errand(
                                ctx.pathParam("id"),
                                Desk.field(ctx, "do"),
                                Desk.field(ctx, "text"),
                                Desk.field(ctx, "number")),
                        actor(ctx)),
                "#statement");
    }

    /** What is to be done with a statement. */
    record Errand(String incident, String what, String text, String number) {}

    /** Does it; fails for what nobody can mean. */
    static Future<Proposals.Heard> statement(Helpers helpers, Errand errand, Console.Actor actor) {
        int version = errand.number().matches("\\d{1,6}") ? Integer.parseInt(errand.number()) : 0;
        return switch (errand.what()) {
            case "draft" -> helpers.draft(errand.incident(), errand.text(), actor);
            case "approve" -> helpers.decide(errand.incident(), version, true, errand.text(), actor);
            case "reject" -> helpers.decide(errand.incident(), version, false, errand.text(), actor);
            case "publish" -> helpers.publish(errand.incident(), version, actor);
            default -> throw Trouble.of(400, "error.400");
        };
    }

    /** Says what speaks against a draft. */
    void check(RoutingContext ctx) {
        desk.checkForm(ctx);
        check(desk, ctx, ctx.pathParam("id"));
    }

    static void check(Desk desk, RoutingContext ctx, String incident) {
        HelpViews views = new HelpViews(desk.words(ctx), id -> id, desk.console.now());
        desk.console
                .rooms()
                .helpers()
                .check(incident, Desk.field(ctx, "text"))
                .onSuccess(faults -> Desk.json(ctx, 200, json(faults, views)))
                .onFailure(ctx::fail);
    }

    private static String json(List<Helpers.Fault> faults, HelpViews views) {
        JsonArray all = new JsonArray();
        faults.forEach(fault -> all.add(new JsonObject()
                .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
                .put("said", views.fault(fault))));
        return new JsonObject().put("faults", all).encode();
    }

    private Console.Actor actor(RoutingContext ctx) {
        return new Console.Actor(desk.me(ctx), CONSOLE);
    }

    private void answer(RoutingContext ctx, Future<Proposals.Heard> done, String anchor) {
        done.onSuccess(heard -> {
                    if (heard.done()) {
                        Desk.seeOther(ctx, "/incidents/" + ctx.pathParam("id") + anchor);
                    } else {
                        page.show(
                                ctx,
                                heard.fault().equals("help.unknown") ? 404 : 409,
                                IncidentPage.Refused.NONE,
                                heard.said(desk.words(ctx)));
                    }
                })
                .onFailure(ctx::fail);
    }
}
