package io.fenghuo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One promise with a deadline.
 *
 * @param clock its id, see {@link Clocks}
 * @param customer the customer's case it belongs to (an author key, for a promise made to nobody in particular the post it stands in), or
 *     null when it is the whole incident's
 * @param due when it is missed
 * @param stoppedAt when it was stopped or paused; of a missed one when it was done after all, null = still owed
 * @param said the words of ours it was read from; null for every other clock
 */
public record Clock(
        String clock,
        @Nullable String customer,
        Instant startedAt,
        Instant due,
        Phase state,
        @Nullable Instant stoppedAt,
        @Nullable Said said) {

    /** A clock nobody's words began. */
    public Clock(
            String clock,
            @Nullable String customer,
            Instant startedAt,
            Instant due,
            Phase state,
            @Nullable Instant stoppedAt) {
        this(clock, customer, startedAt, due, state, stoppedAt, null);
    }

    /** What a clock is doing. */
    public enum Phase {
        RUNNING,
        PAUSED,
        STOPPED,
        MISSED,
        /** A promise that may be none or mean another time: it runs only once a person says so. */
        PROPOSED
    }

    /**
     * A promise of ours in words.
     *
     * @param words the part of the text that promises
     * @param by who said it: a person's id, or the author of the post
     * @param confirmed whether a person has said that it was meant so; until then it runs as read
     */
    public record Said(String words, String by, boolean confirmed) {}

    /** The same in another state. */
    public Clock as(Phase phase, @Nullable Instant at) {
        return new Clock(clock, customer, startedAt, due, phase, at, said);
    }

    /** The same with another deadline. */
    public Clock until(Instant other) {
        return new Clock(clock, customer, startedAt, other, state, stoppedAt, said);
    }

    /** The same as read from these words. */
    public Clock said(@Nullable Said by) {
        return new Clock(clock, customer, startedAt, due, state, stoppedAt, by);
    }
}
