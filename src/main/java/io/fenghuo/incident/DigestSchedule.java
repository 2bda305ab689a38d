package io.fenghuo.incident;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * When digests go out: every full hour from the first (09:00) to the last (22:00), and at 08:30 with what the night has gathered. All lines
 * of one incident for one reader in one digest are one line.
 */
public final class DigestSchedule {
    private DigestSchedule() {}

    /** The next digest after {@code at}; a line decided at the very moment of a digest waits for the one after. */
    public static Instant next(Policy policy, Instant at) {
        Policy.Noise noise = policy.noise();
        ZonedDateTime local = at.atZone(policy.zone());
        LocalTime time = local.toLocalTime();
        if (time.isBefore(noise.morning())) {
            return local.with(noise.morning()).toInstant();
        }
        if (time.isBefore(noise.dayStart())) {
            return local.with(noise.dayStart()).toInstant();
        }
        if (!time.isBefore(noise.dayEnd())) {
            return local.plusDays(1).with(noise.morning()).toInstant();
        }
        ZonedDateTime hour = local.with(noise.dayStart());
        while (!hour.isAfter(local)) {
            hour = hour.plusHours(1);
        }
        ZonedDateTime last = local.with(noise.dayEnd());
        return (hour.isAfter(last) ? last : hour).toInstant();
    }
}
