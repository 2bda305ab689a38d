package io.fenghuo.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** For those who run the service: health, metrics and the description of the interface. */
final class Ops {
    private final Desk desk;
    private final Buffer openapi;

    Ops(Desk desk) {
        this.desk = desk;
        try (InputStream in = Ops.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("missing from the class path: io/fenghuo/web/openapi.json");
            }
            this.openapi = Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void live(RoutingContext ctx) {
        Desk.json(ctx, 200, "{\"status\":\"up\"}");
    }

    /** What is wrong is told only to those who may open the console. */
    void ready(RoutingContext ctx) {
        desk.console
                .notReady()
                .onSuccess(problems -> {
                    JsonObject json = new JsonObject().put("status", problems.isEmpty() ? "up" : "down");
                    boolean near = desk.doors.trusts(
                            ctx.request().remoteAddress().hostAddress(),
                            Gate.forwarded(ctx.request().headers()));
                    if (near && !problems.isEmpty()) {
                        json.put("problems", new JsonArray(problems));
                    }
                    Desk.json(ctx, problems.isEmpty() ? 200 : 503, json.encode());
                })
                .onFailure(e -> Desk.json(ctx, 503, "{\"status\":\"down\"}"));
    }

    void metrics(RoutingContext ctx) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(desk.console.metrics());
    }

    void openapi(RoutingContext ctx) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .end(openapi);
    }
}
