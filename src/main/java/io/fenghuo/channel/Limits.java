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
 */
public record Limits(
        int perMinute,
        int reserve,
        int retries,
        Duration firstRetry,
        Duration maxRetry,
        Duration again,
        boolean lanePerPerson) {

    /** No vendor limit: a few quick retries. */
    public static final Limits FREE =
            new Limits(0, 0, 5, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ZERO, false);

    /** A robot of a group chat. */
    public static Limits robot(int perMinute, int reserve) {
        return new Limits(perMinute, reserve, 3, Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ZERO, false);
    }

    /** The same with another pause after a second throttle. */
    public Limits again(Duration pause) {
        return new Limits(perMinute, reserve, retries, firstRetry, maxRetry, pause, lanePerPerson);
    }
}
