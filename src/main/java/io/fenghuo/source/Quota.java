package io.fenghuo.source;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a platform allows in a day, such as the 10,000 units of the YouTube Data API, spread so that the source hears until midnight instead
 * of being deaf from noon.
 *
 * @param units a read costs
 * @param perDay units, from midnight to midnight in the source's zone
 */
public record Quota(long units, long perDay) {

    /**
     * What was used of a day.
     *
     * @param day ISO date in the source's zone
     */
    public record Used(String day, long units) {}

    /** After one more read at {@code now}. */
    public Used spent(@Nullable Used before, Instant now, ZoneId zone) {
        String day = now.atZone(zone).toLocalDate().toString();
        return new Used(day, (before == null || !before.day().equals(day) ? 0 : before.units()) + units);
    }

    /** The least wait with which what is left lasts until midnight; until midnight itself when too little is left for another read. */
    public Duration pace(@Nullable Used used, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        Duration rest =
                Duration.between(now, today.plusDays(1).atStartOfDay(zone).toInstant());
        long gone = used == null || !used.day().equals(today.toString()) ? 0 : used.units();
        long reads = Math.max(0, (perDay - gone) / units);
        return reads == 0 ? rest : rest.dividedBy(reads);
    }

    /** Whether another read today would be over it. */
    public boolean spentUp(@Nullable Used used, Instant now, ZoneId zone) {
        return used != null
                && used.day().equals(now.atZone(zone).toLocalDate().toString())
                && perDay - used.units() < units;
    }
}
