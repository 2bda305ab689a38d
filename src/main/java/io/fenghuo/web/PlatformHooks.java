package io.fenghuo.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code /hooks/ID} of a platform: from anywhere, as each proves itself. It is answered what its platform waits for, and only once what it
 * brought is durable. An address whose proofs fail again and again is told to wait, for that source; one whose proof holds is taken all the
 * same, at most at the source's rate.
 */
final class PlatformHooks implements Handler<RoutingContext> {
    private static final int REFUSED = 401;

    private final Desk desk;
    private final Clients clients;

    PlatformHooks(Desk desk, Clients clients) {
        this.desk = desk;
        this.clients = clients;
    }

    @Override
    public void handle(RoutingContext ctx) {
        String source = ctx.pathParam("id");
        desk.console
                .rooms()
                .hooks()
                .meet(source, CallbackRoutes.call(ctx))
                .map(found -> found.orElseThrow(() -> Trouble.of(404, "api.nohook")))
                .compose(met -> keep(ctx, source, met))
                .onSuccess(met -> answer(ctx, met.reply()))
                .onFailure(e -> ctx.fail(HooksApi.trouble(e)));
    }

    private Future<Hooks.Met> keep(RoutingContext ctx, String source, Hooks.Met met) {
        if (met.reply().status() == REFUSED) {
            clients.failed(source, ctx);
            return Future.succeededFuture(met);
        }
        clients.rate(source, met.rate());
        Future<?> kept = met.ingest() == null ? Future.succeededFuture() : desk.console.ingest(met.ingest());
        return kept.map(done -> {
            met.kept().run();
            return met;
        });
    }

    private static void answer(RoutingContext ctx, Callbacks.Reply reply) {
        ctx.response()
                .setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, reply.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(reply.body());
    }
}
