package io.fenghuo.app;

import io.fenghuo.app.bench.DeadlineBench;
import io.fenghuo.app.bench.DeliverBench;
import io.fenghuo.app.bench.FeedsBench;
import io.fenghuo.app.bench.IngestBench;
import io.fenghuo.app.bench.StreamBench;
import java.io.IOException;
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
            throw interrupted(e);
        }
    }

    /** How late very many polled feeds are asked; takes a first round and the window. */
    public static FeedsBench.Figure feeds(FeedsBench.Load load) {
        try {
            return new FeedsBench(load, new SystemTime()).run();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** How one stream at full tilt gets to the disk; takes the window and what it lags behind. */
    public static StreamBench.Figure stream(StreamBench.Load load) {
        try {
            return new StreamBench(load, new SystemTime()).run();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** How fast pushed posts are durable, and how long an alarm takes meanwhile; takes twice the window and some seconds. */
    public static IngestBench.Figure ingest(IngestBench.Load load) throws IOException {
        try {
            return new IngestBench(load, new SystemTime()).run();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("the benchmark was interrupted", e);
    }

    /** How long messages are on their way to many destinations at once; takes about a minute with the usual load. */
    public static DeliverBench.Figure deliver(DeliverBench.Load load) {
        try {
            return new DeliverBench(load, new SystemTime()).run();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
