package io.fenghuo.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Beats beside something that takes long, from its making until it is closed. */
final class Pulse implements AutoCloseable {
    private static final Duration TOLD = Duration.ofSeconds(30);

    private final CountDownLatch end = new CountDownLatch(1);
    private final Duration every;
    private final Runnable beat;
    private final Upgrading told;
    private final Thread thread;

    /** @param beat must not throw */
    Pulse(Duration every, Runnable beat, Upgrading told) {
        this.every = every;
        this.beat = beat;
        this.told = told;
        this.thread = new Thread(this::run, "store-upgrade");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long begun = System.nanoTime();
        long next = TOLD.toNanos();
        try {
            while (!end.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                beat.run();
                long since = System.nanoTime() - begun;
                if (since >= next) {
                    next += TOLD.toNanos();
                    told.lasts(Duration.ofNanos(since));
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when nothing beats any more. */
    @Override
    public void close() {
        end.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
