package io.fenghuo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One promise with a deadline.
 *
 * @param clock its id, see {@link Clocks}
 * @param customer the customer's case it belongs to (an author key), or null when it is the whole incident's
 * @param due when it is missed
 * @param stoppedAt when it was stopped or paused; of a missed one when it was done after all, null = still owed
 */
public record Clock(
        String clock,
        @Nullable String customer,
        Instant startedAt,
        Instant due,
        Phase state,
        @Nullable Instant stoppedAt) {

    /** What a clock is doing. */
    public enum Phase {
        RUNNING,
        PAUSED,
        STOPPED,
        MISSED
    }
}
