package io.fenghuo.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as pages and interfaces write it.
 *
 * @param at never after the moment of reading: a time in the future counts as now
 * @param absolute whether the same post will show the same time tomorrow; 3分钟前 will not
 */
record Moment(Instant at, boolean absolute) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}(?:\\.\\d{1,9})?");
    private static final Pattern AGO = Pattern.compile(
            "(?i)(\\d{1,9}|半|an?)\\s*个?\\s*(秒钟?|分钟?|小时|天|周|星期|月|年|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhdw])\\s*(?:以?前|之前|ago)");
    private static final Pattern JUST = Pattern.compile("(?i)刚刚|刚才|just now|now");
    private static final Pattern DAY =
            Pattern.compile("(?i)(今天|昨天|前天|today|yesterday)?\\s*(?:at\\s*)?(\\d{1,2}:\\d{2}(?::\\d{2})?)?");
    private static final Pattern DATE = Pattern.compile(
            "(?:(\\d{4})\\s*[-/.年]\\s*)?(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?[\\sT]*(\\d{1,2}:\\d{2}(?::\\d{2})?)?(?:\\.\\d+)?");
    private static final List<DateTimeFormatter> WITH_ZONE = List.of(
            DateTimeFormatter.ISO_DATE_TIME,
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[ ]XX", Locale.ROOT),
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXX", Locale.ROOT),
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss XX yyyy", Locale.ENGLISH));
    private static final Duration MONTH = Duration.ofDays(30);
    /** What stands around a time: 发布于, 编辑于, · 广东, 来自 iPhone. */
    private static final Pattern AROUND = Pattern.compile(
            "(?i)^(?:(?:发布|发表|评论|回复|编辑|更新)(?:时间)?\\s*[于：:]?|posted|published|updated)\\s*[:：]?\\s*|\\s*(?:[·•|]|来自|IP属地|from ).*$");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);

    /** Reads {@code text}; null when it is no time we know. {@code zone} is that of times which name none. */
    static @Nullable Moment parse(String text, Instant now, ZoneId zone) {
        String t = AROUND.matcher(text.strip()).replaceAll("").strip();
        if (t.isEmpty() || t.length() > 100) {
            return null;
        }
        try {
            Moment moment = number(t);
            moment = moment == null ? zoned(t, zone) : moment;
            moment = moment == null ? ago(t, now) : moment;
            moment = moment == null ? day(t, now, zone) : moment;
            moment = moment == null ? date(t, now, zone) : moment;
            return moment == null || !moment.at.isAfter(now) ? moment : new Moment(now, moment.absolute);
        } catch (DateTimeException | ArithmeticException | NumberFormatException impossible) {
            return null;
        }
    }

    /** Seconds, or by the size of the number milli-, micro- or nanoseconds, since 1970. Too small a number is no time. */
    private static @Nullable Moment number(String t) {
        if (!NUMBER.matcher(t).matches()) {
            return null;
        }
        int dot = t.indexOf('.');
        long value = Long.parseLong(dot < 0 ? t : t.substring(0, dot));
        if (value < 100_000_000L) {
            return null;
        }
        if (value < 100_000_000_000L) {
            double part = dot < 0 ? 0 : Double.parseDouble("0" + t.substring(dot));
            return new Moment(Instant.ofEpochSecond(value, Math.round(part * 1e9)), true);
        }
        if (value < 100_000_000_000_000L) {
            return new Moment(Instant.ofEpochMilli(value), true);
        }
        long micros = value < 100_000_000_000_000_000L ? value : value / 1_000;
        return new Moment(Instant.ofEpochSecond(micros / 1_000_000, (micros % 1_000_000) * 1_000), true);
    }

    private static @Nullable Moment zoned(String t, ZoneId zone) {
        for (DateTimeFormatter format : WITH_ZONE) {
            try {
                TemporalAccessor read =
                        format.parseBest(t, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
                Instant at =
                        read instanceof LocalDateTime local ? local.atZone(zone).toInstant() : Instant.from(read);
                return new Moment(at, true);
            } catch (DateTimeException ignored) {
                // another format may fit
            }
        }
        return null;
    }

    private static @Nullable Moment ago(String t, Instant now) {
        if (JUST.matcher(t).matches()) {
            return new Moment(now, false);
        }
        Matcher found = AGO.matcher(t);
        if (!found.matches()) {
            return null;
        }
        Duration unit = unit(found.group(2).toLowerCase(Locale.ROOT));
        Duration past = switch (found.group(1).toLowerCase(Locale.ROOT)) {
            case "半" -> unit.dividedBy(2);
            case "a", "an" -> unit;
            default -> unit.multipliedBy(Long.parseLong(found.group(1)));
        };
        return new Moment(now.minus(past), false);
    }

    private static Duration unit(String word) {
        return switch (word.charAt(0)) {
            case '秒', 's' -> Duration.ofSeconds(1);
            case '分' -> Duration.ofMinutes(1);
            case 'm' -> word.startsWith("mo") ? MONTH : Duration.ofMinutes(1);
            case '小', 'h' -> Duration.ofHours(1);
            case '天', 'd' -> Duration.ofDays(1);
            case '月' -> MONTH;
            case '年', 'y' -> Duration.ofDays(365);
            default -> Duration.ofDays(7);
        };
    }

    private static @Nullable Moment day(String t, Instant now, ZoneId zone) {
        Matcher found = DAY.matcher(t);
        if (!found.matches()) {
            return null;
        }
        String word = found.group(1) == null ? "今天" : found.group(1).toLowerCase(Locale.ROOT);
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate date = switch (word) {
            case "昨天", "yesterday" -> today.minusDays(1);
            case "前天" -> today.minusDays(2);
            default -> today;
        };
        return new Moment(at(date, found.group(2), zone), false);
    }

    private static @Nullable Moment date(String t, Instant now, ZoneId zone) {
        boolean lastYear = t.startsWith("去年");
        if (t.equals("去年")) {
            return new Moment(now.atZone(zone).minusYears(1).toInstant(), false);
        }
        Matcher found = DATE.matcher(t.replaceFirst("^[去今]年\\s*", ""));
        if (!found.matches()) {
            return null;
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        boolean dated = found.group(1) != null;
        int year = dated ? Integer.parseInt(found.group(1)) : today.getYear();
        LocalDate date = LocalDate.of(year, Integer.parseInt(found.group(2)), Integer.parseInt(found.group(3)));
        if (lastYear || (!dated && date.isAfter(today.plusDays(1)))) {
            date = date.minusYears(1);
        }
        return new Moment(at(date, found.group(4), zone), dated);
    }

    private static Instant at(LocalDate date, @Nullable String time, ZoneId zone) {
        LocalTime clock = time == null ? LocalTime.MIDNIGHT : LocalTime.parse(time, TIME);
        return date.atTime(clock).atZone(zone).toInstant();
    }
}
