package io.fenghuo.web;

import io.vertx.ext.web.RoutingContext;

/**
 * The button 存证 of an incident's page, and {@code POST /api/incidents/{id}/evidence} with {@code {"by":"zhang"}} for programs: both answer
 * with a ZIP, its SHA-256 in the header {@code Fenghuo-Sha256} and the end of its timeline in {@code Fenghuo-Head}.
 */
final class EvidenceBundle {
    private final Desk desk;

    EvidenceBundle(Desk desk) {
        this.desk = desk;
    }

    void form(RoutingContext ctx) {
        desk.checkForm(ctx);
        send(ctx, new Console.Actor(desk.me(ctx), "console"));
    }

    void api(RoutingContext ctx) {
        send(ctx, Asked.of(ctx).actor(ctx, "api"));
    }

    private void send(RoutingContext ctx, Console.Actor actor) {
        desk.console
                .rooms()
                .evidencing()
                .bundle(ctx.pathParam("id"), actor)
                .onSuccess(found -> {
                    if (found.isEmpty()) {
                        ctx.fail(Trouble.of(404, "error.404"));
                    } else {
                        send(ctx, found.get());
                    }
                })
                .onFailure(ctx::fail);
    }

    private static void send(RoutingContext ctx, Evidencing.Made made) {
        ctx.response()
                .putHeader("Content-Type", "application/zip")
                .putHeader("Content-Disposition", "attachment; filename=\"" + made.name() + "\"")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Fenghuo-Sha256", made.sha256())
                .putHeader("Fenghuo-Head", made.head())
                .putHeader("Fenghuo-Lines", Long.toString(made.lines()))
                .putHeader("Fenghuo-Records", Integer.toString(made.records()))
                .sendFile(made.file().toString())
                .onComplete(sent ->
                        ctx.vertx().fileSystem().delete(made.file().toString()).onFailure(left -> {}));
    }
}
