package io.fenghuo.app;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** Stops everything, last first; what fails is logged and the rest goes on. */
    Future<Void> stop() {
        Step step = started.poll();
        if (step == null) {
            return Future.succeededFuture();
        }
        return step.stop()
                .get()
                .onFailure(failure -> LOG.warn("stopping {}: {}", step.name(), failure.getMessage()))
                .otherwiseEmpty()
                .compose(done -> stop());
    }
}
