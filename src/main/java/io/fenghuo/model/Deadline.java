package io.fenghuo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something an incident has to do at a moment. It is a row in the store, not a timer: after a restart the due ones fire at once, in order.
 *
 * @param name unique within its incident
 * @param at when it is due
 * @param kind what is to be decided then
 * @param clock the clock it speaks of, or null
 * @param customer the customer's case it speaks of, or null
 * @param step the ladder step, the repeat or the warning's number, from 0
 */
public record Deadline(
        String name,
        Instant at,
        Kind kind,
        @Nullable String clock,
        @Nullable String customer,
        int step) {

    /** What a deadline asks to be decided. */
    public enum Kind {
        CLOCK_WARNING,
        CLOCK_MISSED,
        LADDER,
        TAKE_EXPIRES,
        REMINDER,
        SUSPICION_CONFIRMED,
        WAIT_ENDS,
        SNOOZE_ENDS,
        GROWTH
    }
}
