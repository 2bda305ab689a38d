package io.fenghuo.verticle;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Wall time, for tests against real sockets. */
public record RealTime(Vertx vertx) implements Time {
    @Override
    public Instant now() {
        return InstantSource.system().instant();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
