package io.fenghuo.web;

import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/drills}: how rehearsals stand; {@code {"scenario":"…","by":"…"}} begins one, {@code {"stop":true}} ends it. */
final class DrillsApi implements Handler<RoutingContext> {
    private final Desk desk;

    DrillsApi(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        desk.console
                .rooms()
                .drills()
                .look()
                .onSuccess(stand -> Desk.json(ctx, 200, json(stand).encode()))
                .onFailure(ctx::fail);
    }

    void decide(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        Console.Actor actor = asked.actor(ctx, "api");
        String scenario = asked.text("scenario", "").strip();
        boolean stop = asked.flag("stop");
        if (stop != scenario.isEmpty()) {
            throw Trouble.of(400, "drill.what");
        }
        Future<Proposals.Heard> done = stop
                ? desk.console.rooms().drills().stop(actor)
                : desk.console.rooms().drills().start(scenario, actor);
        done.onSuccess(heard -> {
                    if (heard.done()) {
                        handle(ctx);
                    } else {
                        refuse(ctx, heard);
                    }
                })
                .onFailure(ctx::fail);
    }

    private void refuse(RoutingContext ctx, Proposals.Heard heard) {
        Words words = desk.words(ctx);
        Desk.json(
                ctx,
                409,
                new JsonObject()
                        .put("error", heard.fault())
                        .put("message", heard.said(words))
                        .encode());
    }

    private static JsonObject json(Drills.Stand stand) {
        JsonArray scenarios = new JsonArray();
        for (Drills.Offer one : stand.scenarios()) {
            scenarios.add(new JsonObject()
                    .put("id", one.id())
                    .put("title", one.title())
                    .put("about", one.about())
                    .put("expect", one.expect())
                    .put("seconds", one.seconds())
                    .put("posts", one.posts()));
        }
        JsonArray reports = new JsonArray();
        stand.reports().forEach(report -> reports.add(json(report)));
        Drills.Report running = stand.running();
        return new JsonObject()
                .put("scenarios", scenarios)
                .put("running", running == null ? null : json(running))
                .put("reports", reports);
    }

    private static JsonObject json(Drills.Report one) {
        JsonArray incidents = new JsonArray();
        one.incidents().forEach(matter -> incidents.add(json(matter)));
        JsonArray told = new JsonArray();
        for (Drills.Told reader : one.told()) {
            told.add(new JsonObject()
                    .put("who", reader.who())
                    .put("sent", reader.sent())
                    .put("failed", reader.failed())
                    .put("waiting", reader.waiting()));
        }
        return new JsonObject()
                .put("run", one.run())
                .put("scenario", one.scenario())
                .put("title", one.title())
                .put("by", one.by())
                .put("startedAt", one.startedAt())
                .put("endedAt", one.endedAt())
                .put("posts", one.posts())
                .put("of", one.of())
                .put("expect", one.expect())
                .put("reached", one.reached())
                .put("incidents", incidents)
                .put("told", told);
    }

    private static JsonObject json(Drills.Matter one) {
        JsonArray clocks = new JsonArray();
        for (Drills.Took time : one.clocks()) {
            clocks.add(new JsonObject()
                    .put("clock", time.clock())
                    .put("allowed", time.allowed())
                    .put("used", time.used())
                    .put("outcome", time.outcome()));
        }
        return new JsonObject()
                .put("id", one.id())
                .put("title", one.title())
                .put("level", one.level())
                .put("state", one.state())
                .put("owner", one.owner())
                .put("openedAfter", one.openedAfter())
                .put("clocks", clocks);
    }
}
