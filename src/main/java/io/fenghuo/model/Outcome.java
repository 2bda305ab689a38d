package io.fenghuo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's reply means. Only {@link Kind#DELIVERED} and {@link Kind#UNCONFIRMED} end a delivery well; an unknown body is never one
 * of them.
 *
 * @param until when to try again, for RETRY and THROTTLED
 * @param detail the vendor's code and words, without secrets
 * @param cure what a person can do about it, as a resource-bundle key, or null; beside a delivery: somebody it did not reach
 * @param card the vendor's name of the message, by which it can be changed or answered to later; null when there is none
 */
public record Outcome(
        Kind kind,
        @Nullable Instant until,
        String detail,
        @Nullable String cure,
        @Nullable String card) {
    /** One without a card. */
    public Outcome(Kind kind, @Nullable Instant until, String detail, @Nullable String cure) {
        this(kind, until, detail, cure, null);
    }

    /** The classes of reply. */
    public enum Kind {
        DELIVERED,
        UNCONFIRMED,
        RETRY,
        /** The whole channel must pause until {@code until}. */
        THROTTLED,
        /** The channel cannot work until a person mends it: key revoked, robot removed. */
        DEAD,
        /** Our message was refused; the same bytes will be refused again. */
        REJECTED,
        /** Sent, and no or no readable answer. */
        AMBIGUOUS
    }

    public static Outcome delivered(String detail) {
        return new Outcome(Kind.DELIVERED, null, detail, null);
    }

    public static Outcome unconfirmed(String detail) {
        return new Outcome(Kind.UNCONFIRMED, null, detail, null);
    }

    public static Outcome retry(@Nullable Instant until, String detail) {
        return new Outcome(Kind.RETRY, until, detail, null);
    }

    public static Outcome throttled(Instant until, String detail) {
        return new Outcome(Kind.THROTTLED, until, detail, null);
    }

    public static Outcome dead(String detail, String cure) {
        return new Outcome(Kind.DEAD, null, detail, cure);
    }

    public static Outcome rejected(String detail, @Nullable String cure) {
        return new Outcome(Kind.REJECTED, null, detail, cure);
    }

    public static Outcome ambiguous(String detail) {
        return new Outcome(Kind.AMBIGUOUS, null, detail, null);
    }
}
