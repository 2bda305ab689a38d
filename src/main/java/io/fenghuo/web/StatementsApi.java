package io.fenghuo.web;

import io.fenghuo.model.Statement;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** {@code /api/incidents/:id/statement}: every version of the statement; drafting, deciding, publishing. */
final class StatementsApi implements Handler<RoutingContext> {
    private final Desk desk;

    StatementsApi(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        show(ctx, 200);
    }

    /** Body: {@code do} (draft, approve, reject, publish), {@code text}, {@code number}, {@code by}. */
    void change(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        HelpForms.statement(
                        desk.console.rooms().helpers(),
                        new HelpForms.Errand(
                                ctx.pathParam("id"),
                                asked.text("do", ""),
                                asked.text("text", ""),
                                asked.number("number", "")),
                        asked.actor(ctx, desk.me(ctx)))
                .onSuccess(heard -> {
                    if (heard.done()) {
                        show(ctx, 200);
                    } else {
                        int status = heard.fault().equals("help.unknown") ? 404 : 409;
                        Desk.json(
                                ctx,
                                status,
                                new JsonObject()
                                        .put("error", heard.fault())
                                        .put("message", heard.said(desk.words(ctx)))
                                        .encode());
                    }
                })
                .onFailure(ctx::fail);
    }

    private void show(RoutingContext ctx, int status) {
        desk.console
                .rooms()
                .helpers()
                .statements(ctx.pathParam("id"))
                .onSuccess(all -> {
                    JsonArray versions = new JsonArray();
                    all.forEach(one -> versions.add(json(one)));
                    Desk.json(
                            ctx,
                            status,
                            new JsonObject().put("statements", versions).encode());
                })
                .onFailure(ctx::fail);
    }

    private JsonObject json(Statement one) {
        JsonObject json = new JsonObject()
                .put("number", one.version())
                .put("stage", one.stage().name().toLowerCase(Locale.ROOT))
                .put("text", one.text())
                .put("by", one.by())
                .put("at", wire(one.at()))
                .put("due", wire(one.due()));
        put(json, "decidedBy", one.decidedBy());
        put(json, "decidedAt", one.decidedAt() == null ? null : wire(one.decidedAt()));
        put(json, "note", one.note());
        put(json, "publishedBy", one.publishedBy());
        put(json, "publishedAt", one.publishedAt() == null ? null : wire(one.publishedAt()));
        return json;
    }

    private static void put(JsonObject json, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private String wire(java.time.Instant at) {
        return at.atZone(desk.settings.zone()).toOffsetDateTime().toString();
    }
}
