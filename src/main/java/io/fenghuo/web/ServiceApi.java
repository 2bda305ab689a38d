package io.fenghuo.web;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/instance}: who answers here, so that a command does not act on somebody else's service; {@code /api/demo}. */
final class ServiceApi {
    private final Desk desk;

    ServiceApi(Desk desk) {
        this.desk = desk;
    }

    void identity(RoutingContext ctx) {
        Console.Identity identity = desk.console.identity();
        JsonObject json = new JsonObject()
                .put("name", "fenghuo")
                .put("home", identity.home())
                .put("pid", identity.pid())
                .put("serving", identity.serving());
        Desk.json(ctx, 200, json.encode());
    }

    void demo(RoutingContext ctx) {
        desk.console.demo().onSuccess(demo -> Desk.json(ctx, 200, json(demo))).onFailure(ctx::fail);
    }

    /** {@code {"demo":"off"}} or {@code {"demo":"keep"}}. */
    void decide(RoutingContext ctx) {
        String wish = Asked.of(ctx).text("demo", "");
        if (!wish.equals("off") && !wish.equals("keep")) {
            throw Trouble.of(400, "error.demo");
        }
        desk.console
                .demo(wish.equals("keep"))
                .onSuccess(demo -> Desk.json(ctx, 200, json(demo)))
                .onFailure(ctx::fail);
    }

    private static String json(Console.Demo demo) {
        return new JsonObject()
                .put("demo", demo.setting())
                .put("running", demo.running())
                .put("removed", demo.removed())
                .encode();
    }
}
