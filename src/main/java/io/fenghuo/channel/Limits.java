package io.fenghuo.channel;

import java.time.Duration;

/**
 * What a vendor allows, and how patiently it is tried again.
 *
 * @param perMinute sendings in any 60 s; 0 = no limit known
 * @param reserve how many of those are kept for L1
 * @param retries attempts after the first before a delivery is given up
 * @param firstRetry upper bound of the first pause between attempts; doubles with each attempt
 * @param maxRetry upper bound of every pause
 * @param again pause when a throttle follows closely on a pause; zero = as the vendor says
 * @param lanePerPerson whether persons are served side by side instead of one after the other
 * @param perSecond sendings in any second; 0 = no limit known
 * @param ratePerPerson whether the vendor counts each reader's sendings apart; else all of the destination's
 */
public record Limits(
        int perMinute,
        int reserve,
        int retries,
        Duration firstRetry,
        Duration maxRetry,
        Duration again,
        boolean lanePerPerson,
        int perSecond,
        boolean ratePerPerson) {

    /** Limits of a minute that count whatever goes to the destination. */
    public Limits(
            int perMinute,
            int reserve,
            int retries,
            Duration firstRetry,
            Duration maxRetry,
            Duration again,
            boolean lanePerPerson) {
        this(perMinute, reserve, retries, firstRetry, maxRetry, again, lanePerPerson, 0, false);
    }

    /** No vendor limit: a few quick retries. */
    public static final Limits FREE =
            new Limits(0, 0, 5, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ZERO, false);

    /** A robot of a group chat. */
    public static Limits robot(int perMinute, int reserve) {
        return new Limits(perMinute, reserve, 3, Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ZERO, false);
    }

    /** The same with another pause after a second throttle. */
    public Limits again(Duration pause) {
        return new Limits(
                perMinute, reserve, retries, firstRetry, maxRetry, pause, lanePerPerson, perSecond, ratePerPerson);
    }

    /** The same with no more than so many in any second. */
    public Limits inASecond(int most) {
        return new Limits(perMinute, reserve, retries, firstRetry, maxRetry, again, lanePerPerson, most, ratePerPerson);
    }

    /** The same, counted for each reader. */
    public Limits forEach() {
        return new Limits(perMinute, reserve, retries, firstRetry, maxRetry, again, lanePerPerson, perSecond, true);
    }
}
