package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.source.NextPoll;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.hearing.Inlet.Draught;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws from a mailbox or a topic, off the event loop: takes what is there, hands it over, and tells the other side only when it is durable;
 * so a busy house draws less. Between, it waits to be told, and looks by itself every {@code every}. A failure is shown and tried again with
 * growing patience.
 */
public final class DrawVerticle extends VerticleBase {
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private final SourceSpec spec;
    private final Inlet inlet;
    private final SourcePorts ports;
    private final SourceHealth health;
    private @Nullable Courier courier;
    private @Nullable WorkerExecutor hand;
    private @Nullable String cursor;
    private Runnable cancel = () -> {};
    private Instant toldAt = Instant.MIN;
    private boolean history;
    private boolean waiting;
    private boolean stopped;

    public DrawVerticle(SourceSpec spec, Inlet inlet, SourcePorts ports) {
        this.spec = spec;
        this.inlet = inlet;
        this.ports = ports;
        this.health = new SourceHealth(spec, ports);
    }

    @Override
    public Future<?> start() {
        courier = new Courier(ports, context, health::remarks);
        // It may wait for hours until somebody writes.
        hand = vertx.createSharedWorkerExecutor("draw-" + spec.id(), 1, 7, TimeUnit.DAYS);
        return ports.log().recall(spec.id()).onSuccess(memory -> {
            cursor = memory.cursor();
            history = cursor == null && !"alert".equals(spec.backfill());
            health.restore(memory);
            draw();
        });
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        cancel.run();
        if (courier != null) {
            courier.stop();
        }
        WorkerExecutor own = hand;
        return vertx.executeBlocking(
                        () -> {
                            inlet.close();
                            return true;
                        },
                        false)
                .otherwise(false)
                .compose(closed -> own == null ? Future.succeededFuture() : own.close());
    }

    private void draw() {
        String before = cursor;
        Instant now = ports.time().now();
        blocking(() -> inlet.next(before, now), this::take);
    }

    private void take(Draught draught) {
        boolean same = draught.cursor() == null || Objects.equals(draught.cursor(), cursor);
        if (draught.posts().isEmpty() && draught.raw() == null && same) {
            drawn(draught);
            return;
        }
        Raw raw = draught.raw();
        List<Post> posts = raw == null ? draught.posts() : raw.behind(draught.posts());
        Batch batch = new Batch(spec.id(), posts, draught.cursor(), raw, history);
        Objects.requireNonNull(courier, "set in start").deliver(batch).onSuccess(receipt -> {
            cursor = draught.cursor() == null ? cursor : draught.cursor();
            health.received(receipt, posts, ports.time().now());
            blocking(
                    () -> {
                        inlet.kept();
                        return draught;
                    },
                    this::drawn);
        });
    }

    private void drawn(Draught draught) {
        Instant now = ports.time().now();
        history &= !draught.caughtUp();
        if (!draught.more() || !now.isBefore(toldAt.plus(TELL_EVERY))) {
            toldAt = now;
            // What was written while nobody read is still there.
            health.continuous();
            health.works(now, draught.note(), draught.more() ? null : now.plus(spec.every()));
        }
        if (draught.more()) {
            draw();
        } else {
            rest();
        }
    }

    private void rest() {
        waiting = true;
        plan(spec.every());
        blocking(inlet::await, waited -> {
            waiting = false;
            if (waited) {
                cancel.run();
                draw();
            }
        });
    }

    /** Draws after {@code wait}, by ending the waiting for word if there is one. */
    private void plan(Duration wait) {
        cancel.run();
        cancel = ports.time()
                .after(
                        wait,
                        () -> context.runOnContext(hop -> {
                            if (stopped) {
                                return;
                            }
                            if (!waiting) {
                                draw();
                                return;
                            }
                            vertx.executeBlocking(
                                    () -> {
                                        inlet.wake();
                                        return true;
                                    },
                                    false);
                            // Somebody who was about to wait did not hear it.
                            plan(TELL_EVERY);
                        }));
    }

    private <T> void blocking(Callable<T> call, Consumer<T> then) {
        if (stopped || hand == null) {
            return;
        }
        hand.executeBlocking(call, true)
                .onComplete(result -> context.runOnContext(hop -> {
                    if (stopped) {
                        return;
                    }
                    if (result.succeeded()) {
                        then.accept(result.result());
                    } else {
                        failed(result.cause());
                    }
                }));
    }

    private void failed(Throwable failure) {
        waiting = false;
        Trouble trouble = failure instanceof SourceException known
                ? known.trouble()
                : FetchException.troubleOf(failure, Fetcher.host(Objects.requireNonNullElse(spec.url(), "")));
        health.fails(trouble);
        Duration wait = NextPoll.afterFailure(spec.every(), health.errors(), null, ports.random());
        health.retriesAt(ports.time().now().plus(wait));
        plan(wait);
    }
}
