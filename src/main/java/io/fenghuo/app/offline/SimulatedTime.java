package io.fenghuo.app.offline;

import io.fenghuo.verticle.Time;
import java.time.Duration;
import java.time.Instant;

/** Time that stands still until it is moved, and never backwards. Confined to its simulation. */
final class SimulatedTime implements Time {
    private Instant now;

    SimulatedTime(Instant start) {
        now = start;
    }

    @Override
    public Instant now() {
        return now;
    }

    void moveTo(Instant then) {
        now = then.isAfter(now) ? then : now;
    }

    /** Nothing waits here: what falls due is asked of the store. */
    @Override
    public Runnable after(Duration delay, Runnable task) {
        throw new UnsupportedOperationException("simulated time has no timers");
    }
}
