package io.fenghuo.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Moments on the wire: written as ISO-8601 with the zone's offset and at most milliseconds; read as that or as seconds or milliseconds since 1970. */
public final class Times {
    /** Numbers below this are seconds, from it on milliseconds: as seconds it is the year 5138, as milliseconds 1973. */
    private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799_999L);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.ofEpochMilli(LATEST.longValueExact());

    private Times() {}

    /** Such as {@code 2026-06-18T20:01:05+08:00}. */
    public static String text(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.MILLIS).atZone(zone));
    }

    /** The moment {@code text} names; empty when it is none between the years 1970 and 9999, or lacks its offset. */
    public static Optional<Instant> parse(String text) {
        String trimmed = text.strip();
        if (NUMBER.matcher(trimmed).matches()) {
            return epoch(new BigDecimal(trimmed));
        }
        try {
            Instant at = OffsetDateTime.parse(trimmed.replace(' ', 'T')).toInstant();
            return at.isBefore(FIRST) || at.isAfter(LAST) ? Optional.empty() : Optional.of(at);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The moment a number of seconds or milliseconds since 1970 names. */
    static Optional<Instant> epoch(BigDecimal number) {
        BigDecimal millis = number.compareTo(MILLIS_FROM) < 0 ? number.movePointRight(3) : number;
        if (millis.signum() < 0 || millis.compareTo(LATEST) > 0) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochMilli(millis.longValue()));
    }

    /** Whether {@code text} would be a moment if it named its offset. */
    static boolean lacksOffset(String text) {
        try {
            LocalDateTime.parse(text.strip().replace(' ', 'T'));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
