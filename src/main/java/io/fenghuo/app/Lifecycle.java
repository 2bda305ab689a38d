package io.fenghuo.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be stopped in the opposite order. Confined to whoever starts and stops. */
final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Deque<Step> started = new ConcurrentLinkedDeque<>();

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
     * Stops everything, last first; what fails or takes longer than {@link #PATIENCE} is logged and the rest goes on. The steps run on a thread
     * of their own: once Vert.x is closed, nothing that waits on one of its threads would go on.
     */
    Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        Thread thread = new Thread(
                () -> {
                    try {
                        for (Step step = started.poll(); step != null; step = started.poll()) {
                            stop(step);
                        }
                    } finally {
                        stopped.complete();
                    }
                },
                "stop-steps");
        thread.start();
        return stopped.future();
    }

    private static void stop(Step step) {
        try {
            step.stop().get().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException failure) {
            LOG.warn("stopping {}: {}", step.name(), failure.toString());
        }
    }
}
