package io.fenghuo.web;

import io.fenghuo.model.Passing;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every request that failed: JSON to programs, a page to people, never a stack trace. */
final class Failures implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String MOST = "most";
    private static final Set<Integer> WORDED = Set.of(400, 403, 404, 405, 413, 415, 503);

    private static final int AWAY_SECONDS = 5;
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Desk desk;
    private volatile Instant noted = Instant.EPOCH;

    Failures(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (ctx.response().ended()) {
            return;
        }
        if (ctx.response().headWritten()) {
            ctx.response().reset();
            return;
        }
        Trouble trouble = trouble(ctx);
        Words words = desk.words(ctx);
        String what = trouble.what() == null ? words.t(trouble.key(), trouble.args()) : trouble.what();
        String cure = trouble.cure();
        if (cure == null) {
            String said = words.t(trouble.key() + ".cure", trouble.args());
            cure = said.equals(trouble.key() + ".cure") ? "" : said;
        }
        if (trouble.retryAfter() > 0) {
            ctx.response().putHeader("Retry-After", String.valueOf(trouble.retryAfter()));
        }
        if (trouble.status() == 413) {
            ctx.response().putHeader("Connection", "close");
        }
        if (program(ctx)) {
            JsonObject json = new JsonObject().put("error", trouble.key()).put("message", what);
            if (!trouble.lines().isEmpty()) {
                json.put("lines", trouble.lines());
            }
            Desk.json(ctx, trouble.status(), (cure.isEmpty() ? json : json.put("cure", cure)).encode());
        } else {
            boolean open = trouble.status() != 403;
            desk.show(
                    ctx,
                    trouble.status(),
                    "message",
                    Map.of(
                            "s",
                            desk.shell(ctx, true),
                            "title",
                            words.t("error.title"),
                            "text",
                            what,
                            "cure",
                            cure,
                            "home",
                            open));
        }
    }

    /** Notes how many bytes the body of this request may have, for whoever is told that it has more. */
    static void bounded(RoutingContext ctx, long most) {
        ctx.put(MOST, most);
        ctx.next();
    }

    private Trouble trouble(RoutingContext ctx) {
        if (ctx.failure() instanceof Trouble trouble) {
            return trouble;
        }
        if (ctx.failure() instanceof Console.Unkept) {
            return Trouble.unkept();
        }
        int status = ctx.statusCode();
        if (ctx.failure() instanceof Console.Busy busy) {
            return Trouble.busy(Math.max(1, (busy.retryAfterMillis() + 999) / 1000));
        }
        if (Passing.is(ctx.failure())) {
            note(ctx);
            return Trouble.away(AWAY_SECONDS);
        }
        if (status == 413) {
            long most = ctx.<Long>get(MOST, desk.settings.maxBody());
            return Trouble.of(413, "error.413", String.valueOf(Math.max(1, most >> 20)));
        }
        if (WORDED.contains(status)) {
            return Trouble.of(status, "error." + status);
        }
        if (status >= 400 && status < 500) {
            return Trouble.of(status, "error.400");
        }
        if (ctx.request().decoderResult().isFailure()) {
            return Trouble.of(400, "error.400");
        }
        if (!ctx.request().isEnded()) {
            // what broke is what the caller was still sending: bad chunks, a connection that went away
            LOG.info(
                    "{} {} could not be read: {}",
                    ctx.request().method(),
                    Harmless.line(ctx.normalizedPath(), 200),
                    Harmless.line(String.valueOf(ctx.failure()), 200));
            return Trouble.of(400, "error.400");
        }
        LOG.error("{} {} failed", ctx.request().method(), Harmless.line(ctx.normalizedPath(), 200), ctx.failure());
        return Trouble.of(500, "error.500");
    }

    /** While the database is away every page fails alike: one line a minute says why. */
    private void note(RoutingContext ctx) {
        Instant now = desk.console.now();
        if (!now.isBefore(noted.plus(NOTED_EVERY))) {
            noted = now;
            LOG.warn(
                    "{} {} failed, as the database does: {}",
                    ctx.request().method(),
                    Harmless.line(ctx.normalizedPath(), 200),
                    Harmless.line(String.valueOf(ctx.failure().getMessage()), 500));
        }
    }

    private static boolean program(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        String accept = ctx.request().getHeader("Accept");
        boolean programs = path.startsWith("/api/")
                || path.startsWith("/hooks/")
                || path.startsWith("/health/")
                || path.equals("/metrics");
        return programs || accept == null || (!accept.contains("text/html") && !accept.contains("*/*"));
    }
}
