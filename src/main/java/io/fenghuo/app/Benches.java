package io.fenghuo.app;

import io.fenghuo.app.bench.DeadlineBench;
import io.fenghuo.app.bench.DeliverBench;
import java.time.Duration;

/** Benchmarks that need the machine's clock. */
public final class Benches {
    private Benches() {}

    /**
     * How late deadlines fire; takes {@code window} and some seconds.
     *
     * @param open deadlines that are open
     * @param due how many of them fall due within the window
     */
    public static DeadlineBench.Figure deadlines(int open, int due, Duration window) {
        try {
            return new DeadlineBench(open, due, window, new SystemTime()).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the benchmark was interrupted", e);
        }
    }

    /** How long messages are on their way to many destinations at once; takes about a minute with the usual load. */
    public static DeliverBench.Figure deliver(DeliverBench.Load load) {
        try {
            return new DeliverBench(load, new SystemTime()).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the benchmark was interrupted", e);
        }
    }
}
