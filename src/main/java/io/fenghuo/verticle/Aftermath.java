package io.fenghuo.verticle;

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
 * @param fallback whether another channel takes over
 */
record Aftermath(
        Delivery.Status state, Instant notBefore, @Nullable Instant pause, boolean dead, boolean fallback) {
    /** A dead channel is tried again after this, in case somebody mended it. */
    static final Duration PROBE = Duration.ofMinutes(10);
    /** Older than this, nothing is tried again. */
    static final Duration OLDEST = Duration.ofHours(24);

    private static final Duration ONCE_MORE = Duration.ofSeconds(5);

    /**
     * Decides.
     *
     * @param delivery with the attempt just made counted in, its outcome still the one before
     * @param pausedBefore when the channel's last pause ended, or null
     * @param spare whether another channel could take over
     */
    static Aftermath of(
            Outcome outcome,
            Delivery delivery,
            Notice notice,
            Limits limits,
            @Nullable Instant pausedBefore,
            boolean spare,
            Moment moment) {
        Instant now = moment.now();
        boolean waited = spare && Duration.between(delivery.createdAt(), now).compareTo(patience(notice)) > 0;
        boolean old = Duration.between(delivery.createdAt(), now).compareTo(OLDEST) > 0;
        return switch (outcome.kind()) {
            case DELIVERED -> new Aftermath(Delivery.Status.DELIVERED, now, null, false, false);
            case UNCONFIRMED -> new Aftermath(Delivery.Status.UNCONFIRMED, now, null, false, false);
            case REJECTED -> failed(now, null, false);
            case DEAD -> failed(now, now.plus(PROBE), true);
            case RETRY -> {
                boolean spent = delivery.attempts() > limits.retries();
                yield spent || waited
                        ? failed(now, null, false)
                        : again(retryAt(outcome, delivery, limits, moment), null);
            }
            case AMBIGUOUS -> {
                boolean before =
                        delivery.outcome() != null && delivery.outcome().startsWith("AMBIGUOUS");
                yield before ? failed(now, null, false) : again(now.plus(jitter(ONCE_MORE, moment.random())), null);
            }
            case THROTTLED -> {
                Instant until = until(outcome, limits, pausedBefore, now);
                boolean late = spare && Duration.between(now, until).compareTo(patience(notice)) > 0;
                yield late || waited || old ? failed(now, until, false) : again(until, until);
            }
        };
    }

    /** The present moment and what chance there is in it. */
    record Moment(Instant now, RandomGenerator random) {}

    /** How long a notice may wait for a paused or failing channel before another takes over. */
    static Duration patience(Notice notice) {
        if (notice.manner() == Notice.Manner.DIGEST) {
            return Duration.ofMinutes(30);
        }
        return switch (notice.level()) {
            case L1 -> Duration.ofSeconds(20);
            case L2 -> Duration.ofMinutes(2);
            case L3 -> Duration.ofMinutes(15);
        };
    }

    static boolean gravest(Notice notice) {
        return notice.level() == Severity.L1 && notice.manner() != Notice.Manner.DIGEST;
    }

    private static Aftermath failed(Instant now, @Nullable Instant pause, boolean dead) {
        return new Aftermath(Delivery.Status.FAILED, now, pause, dead, true);
    }

    private static Aftermath again(Instant at, @Nullable Instant pause) {
        return new Aftermath(Delivery.Status.PENDING, at, pause, false, false);
    }

    private static Instant retryAt(Outcome outcome, Delivery delivery, Limits limits, Moment moment) {
        if (outcome.until() != null) {
            return outcome.until();
        }
        Duration span = limits.firstRetry().multipliedBy(1L << Math.min(Math.max(delivery.attempts() - 1, 0), 16));
        Duration bounded = span.compareTo(limits.maxRetry()) > 0 ? limits.maxRetry() : span;
        return moment.now().plus(jitter(bounded, moment.random()));
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
