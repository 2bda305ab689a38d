package io.fenghuo.verticle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that moves when the test says so. Threadsafe. */
public final class HandTime implements Time {
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

    /** Moves on to the next task and runs it. */
    public void step() {
        Due due;
        synchronized (this) {
            due = waiting.stream().min(Comparator.comparing(Due::at)).orElseThrow();
            waiting.remove(due);
            now = due.at().isAfter(now) ? due.at() : now;
        }
        due.task().run();
    }

    private record Due(Instant at, Runnable task) {}
}
