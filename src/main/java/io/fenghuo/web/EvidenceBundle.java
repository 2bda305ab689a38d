package io.fenghuo.web;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * The button 存证 of an incident's page, and {@code POST /api/incidents/{id}/evidence} with {@code {"by":"zhang"}} for programs: both answer
 * with a ZIP, its SHA-256 in the header {@code Fenghuo-Sha256} and the end of its timeline in {@code Fenghuo-Head}.
 */
final class EvidenceBundle {
    private static final Pattern PERSON = Pattern.compile("[\\p{L}\\p{N}._:@ -]{1,64}");
    private final Desk desk;

    EvidenceBundle(Desk desk) {
        this.desk = desk;
    }

    void form(RoutingContext ctx) {
        desk.checkForm(ctx);
        send(ctx, new Console.Actor(desk.me(ctx), "console"));
    }

    void api(RoutingContext ctx) {
        Desk.onlyJson(ctx);
        String by;
        try {
            String body = ctx.body().asString();
            by = new JsonObject(body == null ? "{}" : body).getString("by", "api");
        } catch (DecodeException | ClassCastException unreadable) {
            throw Trouble.of(400, "error.400");
        }
        if (by == null || !PERSON.matcher(by).matches()) {
            throw Trouble.of(400, "error.400");
        }
        send(ctx, new Console.Actor(by, Desk.via(ctx)));
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
