package io.fenghuo.verticle;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.source.NextPoll;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one source again and again: fetch, parse, hand over, wait. The next read is planned only when the posts of this one are durable,
 * so a busy house slows its own reading down. A failure is shown and retried with growing patience; it never ends the verticle.
 */
public final class PollVerticle extends VerticleBase {
    private static final int FIRST_SPREAD_MILLIS = 300;

    private final SourceSpec spec;
    private final Source source;
    private final SourcePorts ports;
    private final SourceHealth health;
    private @Nullable Courier courier;
    private @Nullable String cursor;
    private String troubled = "";
    private Runnable cancel = () -> {};
    private boolean stopped;

    public PollVerticle(SourceSpec spec, Source source, SourcePorts ports) {
        this.spec = spec;
        this.source = source;
        this.ports = ports;
        this.health = new SourceHealth(spec, ports);
    }

    @Override
    public Future<?> start() {
        courier = new Courier(ports, context, health::remarks);
        return ports.log().recall(spec.id()).onSuccess(memory -> {
            cursor = memory.cursor();
            health.restore(memory.status());
            plan(Duration.ofMillis(ports.random().nextInt(FIRST_SPREAD_MILLIS)));
        });
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        cancel.run();
        if (courier != null) {
            courier.stop();
        }
        return Future.succeededFuture();
    }

    private void plan(Duration wait) {
        cancel = ports.time().after(wait, () -> context.runOnContext(hop -> poll()));
    }

    private void poll() {
        if (stopped) {
            return;
        }
        fetch().compose(this::read)
                .onComplete(result -> context.runOnContext(hop -> {
                    if (stopped) {
                        return;
                    }
                    if (result.succeeded()) {
                        succeeded(result.result());
                    } else {
                        failed(result.cause());
                    }
                }));
    }

    private Future<Fetched> fetch() {
        try {
            return ports.fetcher().get(source.request(cursor, ports.time().now()), spec.allowPrivate());
        } catch (RuntimeException faulty) {
            return Future.failedFuture(faulty);
        }
    }

    private Future<Reading> read(Fetched answer) {
        Instant now = ports.time().now();
        Trouble trouble = answer.trouble();
        if (trouble != null) {
            return Future.failedFuture(new FetchException(trouble, NextPoll.retryAfter(answer.headers(), now), null));
        }
        if (answer.unchanged()) {
            return Future.succeededFuture(new Reading(answer, new Parsed(List.of(), null)));
        }
        Raw raw = new Raw(
                Sha256.hex(answer.body()),
                spec.id(),
                answer.url(),
                answer.headers().lines(),
                answer.body(),
                now);
        // A page of some megabytes takes a moment to parse: not on the event loop.
        String before = cursor;
        return vertx.executeBlocking(() -> source.parse(answer.body(), answer.headers(), before, now), false)
                .recover(unreadable -> keepEvidence(raw).compose(kept -> Future.failedFuture(unreadable)))
                .compose(parsed -> take(answer, parsed, raw));
    }

    private Future<Reading> take(Fetched answer, Parsed parsed, Raw raw) {
        if (parsed.posts().isEmpty() && (parsed.cursor() == null || Objects.equals(parsed.cursor(), cursor))) {
            return Future.succeededFuture(new Reading(answer, parsed));
        }
        List<Post> posts = parsed.posts().stream()
                .map(post -> post.with().raw(raw.sha256()).build())
                .toList();
        boolean history = cursor == null && !"alert".equals(spec.backfill());
        Batch batch = new Batch(spec.id(), posts, parsed.cursor(), posts.isEmpty() ? null : raw, history);
        return deliver(batch).map(receipt -> {
            cursor = parsed.cursor() == null ? cursor : parsed.cursor();
            health.received(receipt, ports.time().now());
            return new Reading(answer, parsed);
        });
    }

    /** What could not be understood is kept too, once: somebody has to see what the site sent. */
    private Future<?> keepEvidence(Raw raw) {
        if (troubled.equals(raw.sha256())) {
            return Future.succeededFuture();
        }
        troubled = raw.sha256();
        return deliver(new Batch(spec.id(), List.of(), null, raw, false));
    }

    private Future<Intake.Receipt> deliver(Batch batch) {
        return Objects.requireNonNull(courier, "set in start").deliver(batch);
    }

    private void succeeded(Reading reading) {
        Instant now = ports.time().now();
        Duration wait = NextPoll.afterSuccess(
                spec.every(), reading.answer().headers(), reading.parsed().ttl(), now, ports.random());
        health.works(now, reading.parsed().note(), now.plus(wait));
        plan(wait);
    }

    private void failed(Throwable failure) {
        Trouble trouble = failure instanceof SourceException unreadable
                ? unreadable.trouble()
                : FetchException.troubleOf(failure, Fetcher.host(Objects.requireNonNullElse(spec.url(), "")));
        health.fails(trouble);
        Duration order = failure instanceof FetchException refused ? refused.retryAfter() : null;
        Duration wait = NextPoll.afterFailure(spec.every(), health.errors(), order, ports.random());
        health.retriesAt(ports.time().now().plus(wait));
        plan(wait);
    }

    private record Reading(Fetched answer, Parsed parsed) {}
}
