package io.fenghuo.verticle;

import java.time.Duration;
import java.time.Instant;

/** The one clock and the timers behind it. In tests and in {@code simulate} time moves by hand. */
public interface Time {
    Instant now();

    /** Runs {@code task} once {@code delay} has passed, on the caller's context; returns a handle that cancels it. */
    Runnable after(Duration delay, Runnable task);
}
