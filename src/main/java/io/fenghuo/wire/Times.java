package io.fenghuo.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Moments on the wire: written as ISO-8601 with the zone's offset and at most milliseconds; read as that or as seconds or milliseconds since 1970. */
public final class Times {
    /** Numbers below this are seconds, from it on milliseconds: as seconds it is the year 5138, as milliseconds 1973. */
    private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799_999L);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.ofEpochMilli(LATEST.longValueExact());

    /** Characters up to the end of the seconds. */
    private static final int SECONDS_END = 19;
    /** The most characters up to the end of the nanoseconds. */
    private static final int FRACTION_END = 29;

    private static final int SHORTEST = 20;

    private Times() {}

    /** Such as {@code 2026-06-18T20:01:05+08:00}. */
    public static String text(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.MILLIS).atZone(zone));
    }

    /** The moment {@code text} names; empty when it is none between the years 1970 and 9999, or lacks its offset. */
    public static Optional<Instant> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.length() >= SHORTEST && trimmed.charAt(4) == '-') {
            Instant plain = plain(trimmed);
            if (plain != null) {
                return Optional.of(plain);
            }
        } else if (NUMBER.matcher(trimmed).matches()) {
            return epoch(new BigDecimal(trimmed));
        }
        try {
            Instant at = OffsetDateTime.parse(trimmed.replace(' ', 'T')).toInstant();
            return at.isBefore(FIRST) || at.isAfter(LAST) ? Optional.empty() : Optional.of(at);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The form nearly all moments come in, {@code 2026-06-18T20:01:05.123+08:00} or with {@code Z}; null for any other, which may be one still. */
    private static @Nullable Instant plain(String text) {
        int end = fractionEnd(text);
        int zone = text.length() - end;
        boolean utc = zone == 1 && text.charAt(end) == 'Z';
        boolean offset = zone == 6 && text.charAt(end + 3) == ':';
        int year = digits(text, 0, 4);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
        boolean fits = (utc || offset) && year >= 1971 && year < 9999 && hour >= 0 && hour < 24;
        if (!fits || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return null;
        }
        boolean marked =
                text.charAt(7) == '-' && text.charAt(10) == 'T' && text.charAt(13) == ':' && text.charAt(16) == ':';
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        if (!marked
                || month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        int shift = utc ? 0 : shift(text, end);
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400L + hour * 3600L + minute * 60L + second;
        return shift == Integer.MIN_VALUE ? null : Instant.ofEpochSecond(seconds - shift, nanos(text, end));
    }

    /** Where the seconds end with what stands behind their point; without digits behind it nothing fits. */
    private static int fractionEnd(String text) {
        int end = SECONDS_END;
        if (text.charAt(end) != '.') {
            return end;
        }
        end++;
        while (end < text.length() && end < FRACTION_END && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == SECONDS_END + 1 ? text.length() : end;
    }

    private static int nanos(String text, int end) {
        int nanos = 0;
        for (int i = SECONDS_END + 1; i < FRACTION_END; i++) {
            nanos = nanos * 10 + (i < end ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static int shift(String text, int from) {
        char sign = text.charAt(from);
        int hours = digits(text, from + 1, 2);
        int minutes = digits(text, from + 4, 2);
        if ((sign != '+' && sign != '-') || hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return (sign == '-' ? -60 : 60) * (hours * 60 + minutes);
    }

    private static int digits(String text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
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
