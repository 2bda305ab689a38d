package io.fenghuo.vendor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many in any stretch of time. Threadsafe. */
final class Rate {
    static final Duration MINUTE = Duration.ofMinutes(1);

    private final int most;
    private final Duration window;
    private final Deque<Instant> taken = new ArrayDeque<>();

    Rate(int most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /** Whether one more is taken at {@code at}. */
    synchronized boolean takes(Instant at) {
        while (!taken.isEmpty() && !taken.peekFirst().plus(window).isAfter(at)) {
            taken.removeFirst();
        }
        if (taken.size() >= most) {
            return false;
        }
        taken.addLast(at);
        return true;
    }
}
