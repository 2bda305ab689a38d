package io.fenghuo.verticle.outbox;

import io.fenghuo.channel.Limits;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an attempt: pure.
 *
 * @param state what becomes of the delivery
 * @param notBefore when it is tried again, while PENDING
 * @param pause until when the whole channel rests, or null
 * @param dead whether the channel is dead
 * @param fallback whether another channel takes over; while PENDING, whether it is told beside
 */
public record Aftermath(
        Delivery.Status state, Instant notBefore, @Nullable Instant pause, boolean dead, boolean fallback) {
    /** A dead channel is tried again after this, in case somebody mended it. */
    static final Duration PROBE = Duration.ofMinutes(10);
    /** Older than this, nothing is tried again. */
    public static final Duration OLDEST = Duration.ofHours(24);

    private static final Duration ONCE_MORE = Duration.ofSeconds(5);
    /** An L1 is never left longer than this between two attempts. */
    private static final Duration GRAVEST = Duration.ofMinutes(1);
    /** Between attempts after the quick ones, when nobody can take over. */
    private static final Duration SLOW = Duration.ofMinutes(10);

    /**
     * Decides. With a channel that could take over, an attempt that may be repeated is repeated as often as the vendor's limits say and as long
     * as the notice can wait; without one it is repeated for a day, more slowly after the first few.
     *
     * @param delivery with the attempt just made counted in
     */
    public static Aftermath of(
            Outcome outcome, Delivery delivery, Notice notice, Limits limits, Past past, Moment moment) {
        Instant now = moment.now();
        Duration age = Duration.between(delivery.createdAt(), now);
        boolean old = age.compareTo(OLDEST) > 0;
        if (Backfill.owed(delivery)) {
            return owed(outcome, limits, past, old, moment);
        }
        boolean waited = past.spare()
                && Duration.between(past.since(delivery.createdAt(), now), now).compareTo(patience(notice)) > 0;
        return switch (outcome.kind()) {
            case DELIVERED -> new Aftermath(Delivery.Status.DELIVERED, now, null, false, false);
            case UNCONFIRMED -> new Aftermath(Delivery.Status.UNCONFIRMED, now, null, false, false);
            case REJECTED -> failed(now, null, false);
            case DEAD -> failed(now, now.plus(PROBE), true);
            case RETRY -> {
                Instant at = retryAt(outcome, delivery, notice, limits, moment);
                boolean late = waited || Duration.between(now, at).compareTo(patience(notice)) > 0;
                boolean over = past.spare() ? late || delivery.attempts() - past.throttles() > limits.retries() : old;
                yield over ? failed(now, null, false) : again(at, null);
            }
            case AMBIGUOUS ->
                past.doubts() > 0
                        ? failed(now, null, false)
                        : again(now.plus(jitter(ONCE_MORE, moment.random())), null);
            case THROTTLED -> {
                Instant until = until(outcome, limits, past.pausedBefore(), now);
                boolean late = longer(age, Duration.between(now, until)).compareTo(patience(notice)) > 0;
                yield old || (late && past.spare())
                        ? failed(now, until, false)
                        : new Aftermath(Delivery.Status.PENDING, until, until, false, late);
            }
        };
    }

    /** What tells of the past is tried again and again for a day, never by another channel, and nobody is alarmed about it. */
    private static Aftermath owed(Outcome outcome, Limits limits, Past past, boolean old, Moment moment) {
        Instant now = moment.now();
        Instant later = now.plus(Backfill.PROBE.dividedBy(2)).plus(jitter(Backfill.PROBE, moment.random()));
        Aftermath over = new Aftermath(Delivery.Status.FAILED, now, null, false, false);
        return switch (outcome.kind()) {
            case DELIVERED -> new Aftermath(Delivery.Status.DELIVERED, now, null, false, false);
            case UNCONFIRMED -> new Aftermath(Delivery.Status.UNCONFIRMED, now, null, false, false);
            case REJECTED -> over;
            case DEAD ->
                new Aftermath(
                        old ? Delivery.Status.FAILED : Delivery.Status.PENDING, later, now.plus(PROBE), true, false);
            case RETRY -> old ? over : again(later, null);
            case AMBIGUOUS -> past.doubts() > 0 ? over : again(now.plus(jitter(ONCE_MORE, moment.random())), null);
            case THROTTLED -> {
                Instant until = until(outcome, limits, past.pausedBefore(), now);
                Instant at = until.isAfter(later) ? until : later;
                Delivery.Status state = old ? Delivery.Status.FAILED : Delivery.Status.PENDING;
                yield new Aftermath(state, at, until, false, false);
            }
        };
    }

    /**
     * What went before.
     *
     * @param pausedBefore when the channel's last pause ended, or null
     * @param spare whether another channel could take over; after a throttle only one chosen for that counts
     * @param doubts how many of the attempts before this one were never answered
     * @param throttles how many of them were throttled: waiting as one was told to is no failing
     */
    public record Past(@Nullable Instant pausedBefore, boolean spare, int doubts, int throttles) {
        public Past(@Nullable Instant pausedBefore, boolean spare, int doubts) {
            this(pausedBefore, spare, doubts, 0);
        }

        /** Since when a delivery made at {@code made} could have gone: a channel that rested is given its chance afterwards. */
        private Instant since(Instant made, Instant now) {
            Instant rested = pausedBefore;
            return rested != null && rested.isAfter(made) && !rested.isAfter(now) ? rested : made;
        }
    }

    /** Whether the quick attempts are used up. */
    public static boolean spent(Delivery delivery, Limits limits) {
        return delivery.attempts() > limits.retries();
    }

    /** The present moment and what chance there is in it. */
    public record Moment(Instant now, RandomGenerator random) {}

    /** How long a notice may wait for a paused or failing channel before another takes over. */
    public static Duration patience(Notice notice) {
        if (notice.manner() == Notice.Manner.DIGEST) {
            return Duration.ofMinutes(30);
        }
        return switch (notice.level()) {
            case L1 -> Duration.ofSeconds(20);
            case L2 -> Duration.ofMinutes(2);
            case L3 -> Duration.ofMinutes(15);
        };
    }

    public static boolean gravest(Notice notice) {
        return notice.level() == Severity.L1 && notice.manner() != Notice.Manner.DIGEST;
    }

    private static Aftermath failed(Instant now, @Nullable Instant pause, boolean dead) {
        return new Aftermath(Delivery.Status.FAILED, now, pause, dead, true);
    }

    private static Aftermath again(Instant at, @Nullable Instant pause) {
        return new Aftermath(Delivery.Status.PENDING, at, pause, false, false);
    }

    private static Instant retryAt(Outcome outcome, Delivery delivery, Notice notice, Limits limits, Moment moment) {
        if (outcome.until() != null) {
            return outcome.until();
        }
        Duration span = limits.firstRetry().multipliedBy(1L << Math.min(Math.max(delivery.attempts() - 1, 0), 16));
        Duration longest = longer(limits.maxRetry(), spent(delivery, limits) ? SLOW : Duration.ZERO);
        Duration most = gravest(notice) ? shorter(longest, GRAVEST) : longest;
        return moment.now().plus(jitter(shorter(span, most), moment.random()));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Anything between a tenth of a second and {@code span} ("full jitter", AWS Architecture Blog). */
    private static Duration jitter(Duration span, RandomGenerator random) {
        return Duration.ofMillis(Math.max(100, (long) (span.toMillis() * random.nextDouble())));
    }

    private static Instant until(Outcome outcome, Limits limits, @Nullable Instant pausedBefore, Instant now) {
        Instant until = outcome.until() == null ? now.plusSeconds(60) : outcome.until();
        boolean seenAgain = !limits.again().isZero()
                && pausedBefore != null
                && Duration.between(pausedBefore, now).compareTo(limits.again()) < 0;
        Instant longer = now.plus(limits.again());
        return seenAgain && longer.isAfter(until) ? longer : until;
    }
}
