package io.fenghuo.verticle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;

/** Time that moves when the test says so. Threadsafe. */
public final class HandTime implements Time {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Due> waiting = new ArrayList<>();
    private Instant now;

    public HandTime(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable task) {
        Due due = new Due(now.plus(delay), task);
        waiting.add(due);
        notifyAll();
        return () -> {
            synchronized (this) {
                waiting.remove(due);
            }
        };
    }

    /** How long until the next task; null when none waits. */
    public synchronized Duration untilNext() {
        return waiting.stream()
                .min(Comparator.comparing(Due::at))
                .map(due -> Duration.between(now, due.at()))
                .orElse(null);
    }

    /** Lets time pass while nobody waits. */
    public synchronized void sleep(Duration span) {
        now = now.plus(span);
    }

    public synchronized int waiting() {
        return waiting.size();
    }

    /**
     * Moves on to the next task and runs it. What is told to be done at a time is often told by another thread, which
     * may be late: it is waited for.
     */
    public void step() {
        Due due;
        synchronized (this) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (long left = PATIENCE.toMillis(); waiting.isEmpty(); left = (end - System.nanoTime()) / 1_000_000) {
                if (left <= 0) {
                    throw new NoSuchElementException("nothing waits for a time");
                }
                await(left);
            }
            due = next();
        }
        due.task().run();
    }

    /** Moves on to the next task and runs it; false when none waits now. */
    public boolean stepIfAny() {
        Due due;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return false;
            }
            due = next();
        }
        due.task().run();
        return true;
    }

    private void await(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Due next() {
        Due due = waiting.stream().min(Comparator.comparing(Due::at)).orElseThrow();
        waiting.remove(due);
        now = due.at().isAfter(now) ? due.at() : now;
        return due;
    }

    private record Due(Instant at, Runnable task) {}
}
