package io.fenghuo.incident;

import io.fenghuo.incident.Contacts.Handing;
import io.fenghuo.incident.Contacts.Rota;
import io.fenghuo.incident.Contacts.StandIn;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is on in a rota, and when that changes. Pure. */
public final class Shifts {
    /** Shifts looked at for one answer at most. */
    private static final int MOST = 10_000;

    private Shifts() {}

    /**
     * A time in which one person is on.
     *
     * @param person null = nobody
     */
    public record Shift(Instant from, Instant to, @Nullable String person) {}

    /** Who is on; null before it begins, when it is empty, and on days without shifts. Swaps come before overrides, and both before the turn. */
    public static @Nullable String on(Rota rota, Instant at) {
        String instead = standIn(rota.swaps(), at);
        if (instead == null) {
            instead = standIn(rota.overrides(), at);
        }
        return instead == null ? turn(rota, at) : instead;
    }

    private static @Nullable String standIn(List<StandIn> all, Instant at) {
        String found = null;
        for (StandIn one : all) {
            found = one.covers(at) ? one.person() : found;
        }
        return found;
    }

    private static @Nullable String turn(Rota rota, Instant at) {
        if (rota.people().isEmpty() || at.isBefore(rota.from())) {
            return null;
        }
        Handing handing = rota.handing();
        long round =
                handing == null ? Duration.between(rota.from(), at).dividedBy(rota.every()) : round(rota, handing, at);
        return round < 0 ? null : rota.people().get((int) (round % rota.people().size()));
    }

    /** The number of the shift that runs at {@code at}; -1 when none does. */
    private static long round(Rota rota, Handing handing, Instant at) {
        ZonedDateTime local = at.atZone(handing.zone());
        int slot = begun(handing, local.toLocalTime());
        LocalDate day = local.toLocalDate();
        if (slot == 0) {
            day = day.minusDays(1);
            slot = handing.at().size();
        }
        ZonedDateTime from = rota.from().atZone(handing.zone());
        if (!handing.days().contains(day.getDayOfWeek())) {
            return -1;
        }
        LocalDate first = from.toLocalDate();
        int before = (int) handing.at().stream()
                .filter(time -> time.isBefore(from.toLocalTime()))
                .count();
        long done = days(handing, first, day) * handing.at().size() + slot - 1;
        long round = done - (handing.days().contains(first.getDayOfWeek()) ? before : 0);
        return Math.max(round, 0);
    }

    /** How many of the day's hand-overs have been by that time. */
    private static int begun(Handing handing, LocalTime time) {
        return (int) handing.at().stream().filter(each -> !each.isAfter(time)).count();
    }

    /** Days with shifts from {@code first} on, before {@code day}. */
    private static long days(Handing handing, LocalDate first, LocalDate day) {
        long all = ChronoUnit.DAYS.between(first, day);
        if (all <= 0) {
            return 0;
        }
        long count = all / 7 * handing.days().size();
        DayOfWeek weekday = first.getDayOfWeek();
        for (int i = 0; i < all % 7; i++) {
            count += handing.days().contains(weekday.plus(i)) ? 1 : 0;
        }
        return count;
    }

    /** When somebody else may come on: the next hand-over, or the next beginning or end of somebody's standing in. */
    public static Instant changesAt(Rota rota, Instant at) {
        Instant next = handOver(rota, at);
        for (StandIn one : standIns(rota)) {
            next = one.from().isAfter(at) && one.from().isBefore(next) ? one.from() : next;
            next = one.to().isAfter(at) && one.to().isBefore(next) ? one.to() : next;
        }
        return next;
    }

    private static List<StandIn> standIns(Rota rota) {
        List<StandIn> all = new ArrayList<>(rota.overrides());
        all.addAll(rota.swaps());
        return all;
    }

    private static Instant handOver(Rota rota, Instant at) {
        if (at.isBefore(rota.from())) {
            return rota.from();
        }
        Handing handing = rota.handing();
        if (handing == null) {
            long round = Duration.between(rota.from(), at).dividedBy(rota.every());
            return rota.from().plus(rota.every().multipliedBy(round + 1));
        }
        ZonedDateTime local = at.atZone(handing.zone());
        int slot = begun(handing, local.toLocalTime());
        boolean today = slot < handing.at().size();
        return local.toLocalDate()
                .plusDays(today ? 0 : 1)
                .atTime(handing.at().get(today ? slot : 0))
                .atZone(handing.zone())
                .toInstant();
    }

    /** The shifts from {@code from} to {@code until}, one after the other. */
    public static List<Shift> between(Rota rota, Instant from, Instant until) {
        List<Shift> shifts = new ArrayList<>();
        Instant at = from;
        for (int i = 0; i < MOST && at.isBefore(until); i++) {
            Instant next = changesAt(rota, at);
            Instant to = next.isAfter(until) ? until : next;
            shifts.add(new Shift(at, to, on(rota, at)));
            at = to;
        }
        return List.copyOf(shifts);
    }
}
