package io.fenghuo.web;

import io.fenghuo.web.guard.Allowance;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /callback/CHANNEL}: a messenger's calls, from anywhere; each is signed. An address whose signatures fail again and again is told to
 * wait, for that channel; as a proxy's address is everybody's behind it, a call whose signature holds is taken all the same.
 */
final class CallbackRoutes {
    /** Bytes of a call: a press with the message it stands in. */
    private static final long BODY = 256 << 10;

    /** What a call is answered whose signature does not hold. */
    private static final int UNSIGNED = 401;

    private static final int FAILURES = 20;
    private static final double FAILURES_A_SECOND = 0.2;

    private final Desk desk;
    private final Allowance failures = new Allowance(FAILURES, FAILURES_A_SECOND);

    private CallbackRoutes(Desk desk) {
        this.desk = desk;
    }

    static void add(Router router, Desk desk) {
        CallbackRoutes routes = new CallbackRoutes(desk);
        router.route(HttpMethod.GET, "/callback/:channel").handler(routes::hear);
        router.route(HttpMethod.POST, "/callback/:channel")
                .handler(BodyHandler.create(false).setBodyLimit(BODY))
                .handler(routes::hear);
    }

    private void hear(RoutingContext ctx) {
        String caller = ctx.request().remoteAddress().hostAddress();
        String channel = ctx.pathParam("channel");
        desk.console
                .rooms()
                .callbacks()
                .call(channel, call(ctx))
                .onSuccess(reply -> answer(ctx, reply, channel + " " + caller))
                .onFailure(ctx::fail);
    }

    /** A request as the services behind the web see it. */
    static Callbacks.Call call(RoutingContext ctx) {
        Map<String, String> query = new HashMap<>();
        ctx.queryParams().forEach(one -> query.putIfAbsent(one.getKey(), one.getValue()));
        Map<String, String> headers = new HashMap<>();
        ctx.request().headers().forEach(one -> headers.putIfAbsent(one.getKey(), one.getValue()));
        Buffer body = ctx.body() == null ? null : ctx.body().buffer();
        return new Callbacks.Call(
                ctx.request().method().name(), query, headers, body == null ? new byte[0] : body.getBytes());
    }

    private void answer(RoutingContext ctx, Optional<Callbacks.Reply> found, String caller) {
        if (found.isEmpty()) {
            ctx.fail(Trouble.of(404, "error.404"));
            return;
        }
        Callbacks.Reply reply = found.get();
        long wait = reply.status() == UNSIGNED ? failures.take(caller, desk.console.now()) : 0;
        if (wait > 0) {
            ctx.fail(Trouble.busy(wait));
            return;
        }
        ctx.response()
                .setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, reply.type() + "; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(reply.body());
    }
}
