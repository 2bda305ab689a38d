package io.fenghuo.verticle;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before reconnecting: anything between nothing and a span that doubles from 1 s to 60 s ("full jitter", AWS Architecture
 * Blog, Exponential Backoff and Jitter), so that many listeners of one server do not come back together. Not threadsafe.
 */
public final class Backoff {
    public static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final RandomGenerator random;
    private int attempts;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next wait; at least what the server {@code asked} for, within a minute. */
    public Duration next(@Nullable Duration asked) {
        long span = Math.min(LONGEST.toMillis(), 1_000L << Math.min(attempts++, 6));
        long wait = Math.max(SHORTEST.toMillis(), (long) (span * random.nextDouble()));
        long least = asked == null ? 0 : Math.min(asked.toMillis(), LONGEST.toMillis());
        return Duration.ofMillis(Math.max(wait, least));
    }

    /** Something good was heard. */
    public void reset() {
        attempts = 0;
    }
}
