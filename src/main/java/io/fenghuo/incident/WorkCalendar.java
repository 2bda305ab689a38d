package io.fenghuo.incident;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * When people work: hours of the day, days of the week, public holidays and the days worked instead (调休). Threadsafe.
 *
 * <p>Working days are counted as the Civil Code counts terms in days (民法典第二百零一条、第二百零三条): the day of the beginning is not
 * counted; the term ends with the work of its last day.
 *
 * @param zone where the days are
 * @param hours of work in a day, in order, none touching another
 * @param days of work in a week
 * @param off days nobody works although the week would have it
 * @param worked days of work although the week would not have it
 * @param years years whose holidays are known; in others only the week counts
 */
public record WorkCalendar(
        ZoneId zone,
        List<Hours> hours,
        Set<DayOfWeek> days,
        Set<LocalDate> off,
        Set<LocalDate> worked,
        Set<Integer> years) {
    /** Longer than any allowance and any holiday: who asks for more has made a mistake. */
    private static final int DAYS_AHEAD = 20_000;

    private static final Set<DayOfWeek> WEEK =
            Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);

    /** Monday to Friday from 9 to 18, in the zone Asia/Shanghai, without holidays. */
    public static final WorkCalendar PLAIN = new WorkCalendar(
            ZoneId.of("Asia/Shanghai"),
            List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(18, 0))),
            WEEK,
            Set.of(),
            Set.of(),
            Set.of());

    public WorkCalendar {
        hours = List.copyOf(hours);
        days = Set.copyOf(days);
        off = Set.copyOf(off);
        worked = Set.copyOf(worked);
        years = Set.copyOf(years);
    }

    /** One stretch of work in a day. */
    public record Hours(LocalTime from, LocalTime to) {}

    /** Whether people work on this day. */
    public boolean works(LocalDate day) {
        return worked.contains(day) || (days.contains(day.getDayOfWeek()) && !off.contains(day));
    }

    /** The moment so much working time after {@code start} has passed. */
    public Instant plusHours(Instant start, Duration time) {
        Duration left = time;
        ZonedDateTime begin = start.atZone(zone);
        LocalDate day = begin.toLocalDate();
        for (int i = 0; i < DAYS_AHEAD; i++, day = day.plusDays(1)) {
            if (!works(day)) {
                continue;
            }
            for (Hours stretch : hours) {
                ZonedDateTime to = day.atTime(stretch.to()).atZone(zone);
                ZonedDateTime from = day.atTime(stretch.from()).atZone(zone);
                from = from.isBefore(begin) ? begin : from;
                Duration here = Duration.between(from, to);
                if (here.compareTo(left) >= 0) {
                    return from.plus(left).toInstant();
                }
                left = here.isNegative() ? left : left.minus(here);
            }
        }
        throw new IllegalArgumentException("nobody works within " + DAYS_AHEAD + " days after " + start);
    }

    /** The end of work on the working day that is the {@code number}-th after the day of {@code start}. */
    public Instant plusDays(Instant start, int number) {
        LocalDate day = start.atZone(zone).toLocalDate();
        int counted = 0;
        for (int i = 0; i < DAYS_AHEAD && counted < number; i++) {
            day = day.plusDays(1);
            counted += works(day) ? 1 : 0;
        }
        if (counted < number) {
            throw new IllegalArgumentException("nobody works within " + DAYS_AHEAD + " days after " + start);
        }
        return endOf(day);
    }

    /** When the work of a day ends. */
    public Instant endOf(LocalDate day) {
        return day.atTime(hours.get(hours.size() - 1).to()).atZone(zone).toInstant();
    }

    /** The same content gives the same text in every process. */
    String mark() {
        List<Object> parts = new ArrayList<>(List.of(zone, hours, new TreeSet<>(days)));
        parts.addAll(List.of(new TreeSet<>(off), new TreeSet<>(worked), new TreeSet<>(years)));
        return parts.toString();
    }
}
