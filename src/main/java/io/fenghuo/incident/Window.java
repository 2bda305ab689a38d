package io.fenghuo.incident;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A part of every day, such as 22:00-08:00, which goes over midnight.
 *
 * @param from the first moment in it
 * @param to the first moment after it; equal to {@code from} = the whole day
 */
public record Window(LocalTime from, LocalTime to) {

    /** Whether a time of day lies in it. */
    public boolean contains(LocalTime time) {
        if (from.isBefore(to)) {
            return !time.isBefore(from) && time.isBefore(to);
        }
        return !time.isBefore(from) || time.isBefore(to);
    }

    /** Whether a moment lies in it. */
    public boolean contains(Instant at, ZoneId zone) {
        return contains(at.atZone(zone).toLocalTime());
    }

    /** When the window that {@code at} lies in ends. */
    public Instant end(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        ZonedDateTime end = local.with(to);
        return (end.isAfter(local)
                        ? end
                        : local.toLocalDate().plusDays(1).atTime(to).atZone(zone))
                .toInstant();
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
