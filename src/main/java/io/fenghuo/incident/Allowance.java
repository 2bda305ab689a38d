package io.fenghuo.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time a clock allows: plain time, working hours or working days.
 *
 * @param unit how it is counted
 * @param time its length; a working day counts as one day here
 */
public record Allowance(Unit unit, Duration time) {
    private static final Pattern WORKING = Pattern.compile("([0-9]{1,4})(wd|wh)");

    /** How a time is counted. */
    public enum Unit {
        /** Around the clock. */
        PLAIN,
        /** Only while people work, see {@link WorkCalendar}. */
        WORKING_HOURS,
        /** The day it begins is not counted; it ends with the work of the last day. */
        WORKING_DAYS
    }

    /** So much plain time. */
    public static Allowance of(Duration time) {
        return new Allowance(Unit.PLAIN, time);
    }

    /** So many working days. */
    public static Allowance workingDays(int days) {
        return new Allowance(Unit.WORKING_DAYS, Duration.ofDays(days));
    }

    /** So many working hours. */
    public static Allowance workingHours(int hours) {
        return new Allowance(Unit.WORKING_HOURS, Duration.ofHours(hours));
    }

    /**
     * Reads {@code 5wd}, {@code 48wh}, or a length in ISO 8601, as stored plans have it.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    public static Allowance valueOf(String text) {
        Matcher working = WORKING.matcher(text);
        if (working.matches()) {
            int number = Integer.parseInt(working.group(1));
            return working.group(2).equals("wd") ? workingDays(number) : workingHours(number);
        }
        try {
            return of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no time allowed: " + text, e);
        }
    }

    /** When it is over, begun at {@code start}. */
    public Instant after(Instant start, WorkCalendar calendar) {
        return switch (unit) {
            case PLAIN -> start.plus(time);
            case WORKING_HOURS -> calendar.plusHours(start, time);
            case WORKING_DAYS -> calendar.plusDays(start, (int) time.toDays());
        };
    }

    @Override
    public String toString() {
        return switch (unit) {
            case PLAIN -> time.toString();
            case WORKING_HOURS -> time.toHours() + "wh";
            case WORKING_DAYS -> time.toDays() + "wd";
        };
    }
}
