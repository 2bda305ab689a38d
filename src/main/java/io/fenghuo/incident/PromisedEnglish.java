package io.fenghuo.incident;

import io.fenghuo.incident.PromisedTimes.Time;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times named in an English clause, as {@link PromisedTimes} does in Chinese: within 2 hours, in an hour, by 6 pm tomorrow, by Friday. */
final class PromisedEnglish {
    private static final Map<String, Double> NUMBERS = Map.ofEntries(
            Map.entry("a", 1.0),
            Map.entry("an", 1.0),
            Map.entry("one", 1.0),
            Map.entry("two", 2.0),
            Map.entry("three", 3.0),
            Map.entry("four", 4.0),
            Map.entry("five", 5.0),
            Map.entry("six", 6.0),
            Map.entry("seven", 7.0),
            Map.entry("ten", 10.0),
            Map.entry("half an", 0.5));

    private static final Pattern LENGTH = Pattern.compile(
            "\\b(within|in)\\s+(?:the\\s+next\\s+)?(about\\s+)?(?:\\d{1,3}\\s*(?:-|to)\\s*)?"
                    + "(\\d{1,3}(?:\\.\\d)?|half\\s+an|an?|one|two|three|four|five|six|seven|ten)\\s*"
                    + "(minutes?|mins?|hours?|hrs?|h|(?:working|business)\\s+(?:days?|hours?)|days?|weeks?)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MOMENT = Pattern.compile(
            "\\b(by|before|no\\s+later\\s+than)\\s+(?:(\\d{1,2})(?::([0-5]\\d))?\\s*(am|pm)?\\s*)?(?:on\\s+|this\\s+)?"
                    + "(today|tonight|tomorrow(?:\\s+(?:morning|noon|afternoon|evening))?|noon|midnight|(?:the\\s+)?end\\s+of\\s+(?:the\\s+)?(?:day|week|month)|eod"
                    + "|monday|tuesday|wednesday|thursday|friday|saturday|sunday)?",
            Pattern.CASE_INSENSITIVE);

    /** What makes a promise of a time that names no limit, when it stands before it. */
    private static final Pattern WILL = Pattern.compile("\\bwill\\b|[a-z]['’]ll\\b", Pattern.CASE_INSENSITIVE);

    private final Instant said;
    private final WorkCalendar calendar;

    PromisedEnglish(Instant said, WorkCalendar calendar) {
        this.said = said;
        this.calendar = calendar;
    }

    void in(String clause, List<Time> times) {
        for (Matcher length = LENGTH.matcher(clause); length.find(); ) {
            boolean firm = length.group(1).equalsIgnoreCase("within")
                    || WILL.matcher(clause.substring(0, length.start())).find();
            Instant due =
                    allowed(lower(length.group(3)), lower(length.group(4))).after(said, calendar);
            times.add(new Time(length.start(), length.end(), due, firm, length.group(2) != null));
        }
        for (Matcher moment = MOMENT.matcher(clause); moment.find(); ) {
            Instant due = moment.group(2) == null && moment.group(5) == null ? null : due(moment);
            if (due != null) {
                boolean odd = moment.group(2) != null && moment.group(3) == null && moment.group(4) == null;
                times.add(new Time(moment.start(), moment.end(), due, true, odd));
            }
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    private static Allowance allowed(String number, String unit) {
        double many = Objects.requireNonNullElseGet(NUMBERS.get(number), () -> Double.parseDouble(number));
        if (unit.startsWith("working") || unit.startsWith("business")) {
            int whole = (int) Math.ceil(many);
            return unit.contains("hour") ? Allowance.workingHours(whole) : Allowance.workingDays(whole);
        }
        int minutes = unit.startsWith("m") ? 1 : unit.startsWith("h") ? 60 : unit.startsWith("d") ? 1_440 : 10_080;
        return Allowance.of(Duration.ofMinutes(Math.max(1, Math.round(many * minutes))));
    }

    private @Nullable Instant due(Matcher moment) {
        ZonedDateTime now = said.atZone(calendar.zone());
        String day = moment.group(5) == null ? "" : lower(moment.group(5));
        LocalDate date = date(day, now.toLocalDate());
        if (moment.group(2) == null) {
            return endOf(date, day);
        }
        int hour = Integer.parseInt(moment.group(2));
        int minute = moment.group(3) == null ? 0 : Integer.parseInt(moment.group(3));
        String half = moment.group(4) == null ? "" : lower(moment.group(4));
        boolean later = half.equals("pm") || (half.isEmpty() && (day.equals("tonight") || hour < 7));
        try {
            int of24 = later && hour < 12 ? hour + 12 : half.equals("am") && hour == 12 ? 0 : hour;
            Instant at = date.atTime(of24, minute).atZone(calendar.zone()).toInstant();
            boolean next = half.isEmpty() && of24 < 12 && !at.isAfter(said);
            return next ? at.plus(Duration.ofHours(12)) : at;
        } catch (DateTimeException none) {
            return null;
        }
    }

    private Instant endOf(LocalDate date, String day) {
        int hour = (day.endsWith("noon") && !day.endsWith("afternoon")) || day.endsWith("morning")
                ? 12
                : day.endsWith("afternoon") ? 18 : 24;
        return (day.endsWith("day") && day.contains("end of")) || day.equals("eod")
                ? calendar.endOf(date)
                : date.atStartOfDay(calendar.zone()).plusHours(hour).toInstant();
    }

    private static LocalDate date(String day, LocalDate today) {
        if (day.startsWith("tomorrow")) {
            return today.plusDays(1);
        }
        if (day.endsWith("week")) {
            return today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        }
        if (day.endsWith("month")) {
            return today.with(TemporalAdjusters.lastDayOfMonth());
        }
        for (DayOfWeek one : DayOfWeek.values()) {
            if (one.name().equalsIgnoreCase(day)) {
                return today.with(TemporalAdjusters.nextOrSame(one));
            }
        }
        return today;
    }
}
