package io.fenghuo;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How long this thread has been at work: what a test says must not take long is measured so, since a busy machine lets anybody wait. */
public final class Effort {
    private final long start = spent();

    private static long spent() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** What the thread that made this has worked since. */
    public Duration soFar() {
        return Duration.ofNanos(spent() - start);
    }
}
