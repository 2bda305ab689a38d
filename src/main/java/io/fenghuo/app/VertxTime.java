package io.fenghuo.app;

import io.fenghuo.verticle.Time;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time as it really passes, on Vert.x timers. Threadsafe. */
public final class VertxTime implements Time {
    private final Vertx vertx;
    private final InstantSource clock;

    public VertxTime(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        long millis = Math.max(1, delay.toMillis());
        long id = vertx.setTimer(millis, fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
