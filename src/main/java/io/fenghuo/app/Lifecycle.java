package io.fenghuo.app;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be stopped in the opposite order. Confined to whoever starts and stops. */
final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Deque<Step> started = new ArrayDeque<>();

    private record Step(String name, Supplier<Future<?>> stop) {}

    /** Names how to stop what has just been started. */
    void onStop(String name, Supplier<Future<?>> stop) {
        started.push(new Step(name, stop));
    }

    /** Names how to close what has just been opened. */
    void onClose(String name, AutoCloseable open) {
        onStop(name, () -> {
            try {
                open.close();
                return Future.succeededFuture();
            } catch (Exception failure) {
                return Future.failedFuture(failure);
            }
        });
    }

    /**
     * Stops everything, last first; what fails is logged and the rest goes on. The steps are not chained as futures of Vert.x: those are
     * completed on an event loop, and the one that is waited for would never be once Vert.x itself has been closed.
     */
    Future<Void> stop() {
        return Future.fromCompletionStage(next());
    }

    private CompletionStage<Void> next() {
        Step step = started.poll();
        if (step == null) {
            return CompletableFuture.completedFuture(null);
        }
        return step.stop()
                .get()
                .toCompletionStage()
                .handle((done, failure) -> {
                    if (failure != null) {
                        LOG.warn("stopping {}: {}", step.name(), failure.getMessage());
                    }
                    return step;
                })
                .thenCompose(done -> next());
    }
}
