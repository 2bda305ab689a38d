package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Starts, stops, pauses and moves clocks, and keeps their warnings on the agenda. */
final class Clockwork {
    /** The step of a {@code CLOCK_MISSED} deadline that only tells a miss already marked. */
    static final int TELL = 1;

    private Clockwork() {}

    /**
     * Starts a clock. One whose time is over already is not born, except golden, which is born missed.
     *
     * @return whether it was born missed
     */
    static boolean start(Draft draft, String id, @Nullable String customer, Instant startedAt, Instant due) {
        return start(draft, new Clock(id, customer, startedAt, due, Phase.RUNNING, null));
    }

    /** As {@link #start(Draft, String, String, Instant, Instant)}, for a clock that may have been said. */
    static boolean start(Draft draft, Clock running) {
        String id = running.clock();
        String customer = running.customer();
        boolean missed = !running.due().isAfter(draft.now());
        if (missed && !id.equals(Clocks.GOLDEN)) {
            return false;
        }
        Clock clock = missed ? running.as(Phase.MISSED, null) : running;
        stop(draft, c -> c.clock().equals(id) && Objects.equals(c.customer(), customer) && running(c), draft.now());
        List<Clock> clocks = new ArrayList<>(draft.incident().clocks());
        clocks.add(clock);
        draft.change(b -> b.clocks(clocks));
        if (missed) {
            Warnings.enterMissed(draft, clock, true);
        } else {
            plan(draft, clock);
        }
        return missed;
    }

    /** Starts a clock of the incident's grade now, if the grade has it. */
    static void startNow(Draft draft, String id) {
        start(draft, id, null, draft.now());
    }

    /** Starts a clock of the incident's grade, category and tiers as of {@code from}, if it has one. */
    static void start(Draft draft, String id, @Nullable String customer, Instant from) {
        Instant due = due(draft, id, from, Tiers.of(draft));
        if (due != null) {
            start(draft, id, customer, from, due);
        }
    }

    /** Starts golden, whole or of one customer, by its exposure. Returns whether it was missed already. */
    static boolean startGolden(Draft draft, @Nullable String customer, Instant exposure, List<Tier> tiers) {
        Instant due = due(draft, Clocks.GOLDEN, exposure, tiers);
        return due != null && start(draft, Clocks.GOLDEN, customer, exposure, due);
    }

    /** When a clock begun at {@code from} is due: what grade and category allow, or the shortest any of the tiers allows; null = it does not run. */
    static @Nullable Instant due(Draft draft, String id, Instant from, List<Tier> tiers) {
        WorkCalendar calendar = draft.policy().calendar();
        Instant due = null;
        for (String category : Concerns.categories(draft.incident())) {
            boolean concern = !category.equals(draft.incident().category());
            Allowance allowed = concern
                    ? draft.policy()
                            .categories()
                            .getOrDefault(category, Map.of())
                            .get(id)
                    : draft.policy().allowed(draft.incident().level(), category, id);
            Instant then = allowed == null ? null : allowed.after(from, calendar);
            due = due == null || (then != null && then.isBefore(due)) ? then : due;
        }
        if (due == null) {
            return null;
        }
        for (Tier tier : tiers) {
            Allowance own = tier.clocks().get(id);
            Instant sooner = own == null ? due : own.after(from, calendar);
            due = sooner.isBefore(due) ? sooner : due;
        }
        return due;
    }

    /** The clock that runs (or is paused) under this id for this customer. */
    static Optional<Clock> running(Incident incident, String id, @Nullable String customer) {
        return incident.clocks().stream()
                .filter(c -> c.clock().equals(id) && Objects.equals(c.customer(), customer) && running(c))
                .findFirst();
    }

    static boolean runs(Incident incident, String id) {
        return incident.clocks().stream().anyMatch(c -> c.clock().equals(id) && running(c));
    }

    static boolean running(Clock clock) {
        return clock.state() == Phase.RUNNING || clock.state() == Phase.PAUSED;
    }

    /**
     * Stops clocks as of {@code at}. One that counted as missed was in time after all when {@code at} lies before its due time; else it stays
     * missed and keeps when it was done.
     */
    static void stop(Draft draft, Predicate<Clock> which, Instant at) {
        List<Clock> stopped = draft.incident().clocks().stream().filter(which).toList();
        draft.clocks(c -> which.test(c) ? stopped(c, at) : c);
        for (Clock clock : stopped) {
            unplan(draft, clock);
        }
    }

    static void stop(Draft draft, String id, Instant at) {
        stop(draft, c -> c.clock().equals(id), at);
    }

    /** Stops all that runs: the incident has ended. */
    static void stopAll(Draft draft, Instant at) {
        stop(draft, Clockwork::running, at);
        draft.change(b -> b.clocks(draft.incident().clocks().stream()
                .filter(c -> c.state() != Phase.PROPOSED)
                .toList()));
        draft.unschedule(d -> true);
    }

    private static Clock stopped(Clock c, Instant at) {
        if (c.state() == Phase.STOPPED || (c.state() == Phase.MISSED && c.stoppedAt() != null)) {
            return c;
        }
        boolean late = c.state() == Phase.MISSED && !at.isBefore(c.due());
        return c.as(late ? Phase.MISSED : Phase.STOPPED, at);
    }

    static void pause(Draft draft, Predicate<Clock> which) {
        Predicate<Clock> pausable = which.and(c -> c.state() == Phase.RUNNING);
        List<Clock> paused = draft.incident().clocks().stream().filter(pausable).toList();
        draft.clocks(c -> pausable.test(c) ? c.as(Phase.PAUSED, draft.now()) : c);
        paused.forEach(c -> unplan(draft, c));
    }

    /** Lets paused clocks run on with the time they had left. */
    static void resume(Draft draft, Predicate<Clock> which) {
        List<Clock> resumed = new ArrayList<>();
        draft.clocks(c -> {
            if (!which.test(c) || c.state() != Phase.PAUSED || c.stoppedAt() == null) {
                return c;
            }
            Duration rest = Duration.between(c.stoppedAt(), c.due());
            Clock on = c.until(draft.now().plus(rest)).as(Phase.RUNNING, null);
            resumed.add(on);
            return on;
        });
        resumed.forEach(c -> plan(draft, c));
    }

    /** Replaces a clock by a changed one and plans it anew. Returns whether it is missed by now. */
    static boolean replace(Draft draft, Clock old, Clock by) {
        draft.clocks(c -> c.equals(old) ? by : c);
        unplan(draft, old);
        if (by.state() != Phase.RUNNING) {
            return by.state() == Phase.MISSED;
        }
        if (by.due().isAfter(draft.now())) {
            plan(draft, by);
            return false;
        }
        Clock missed = by.as(Phase.MISSED, null);
        draft.clocks(c -> c.equals(by) ? missed : c);
        Warnings.enterMissed(draft, missed, false);
        return true;
    }

    /** Plans the warnings of all running clocks anew, for the grade has changed. */
    static void replan(Draft draft) {
        for (Clock clock : draft.incident().clocks()) {
            if (clock.state() == Phase.RUNNING) {
                unplan(draft, clock);
                plan(draft, clock);
            }
        }
    }

    /** Puts a running clock's coming warnings and its miss on the agenda. */
    static void plan(Draft draft, Clock clock) {
        String suffix = suffix(clock);
        List<Duration> warnings = draft.policy().warnings(draft.incident().level(), clock.clock());
        for (int i = 0; i < warnings.size(); i++) {
            Instant at = considerate(draft, clock, clock.due().minus(warnings.get(i)));
            if (!warnings.get(i).isZero() && at.isAfter(draft.now()) && at.isBefore(clock.due())) {
                draft.schedule(new Deadline(
                        "warn:" + clock.clock() + ":" + i + suffix,
                        at,
                        Deadline.Kind.CLOCK_WARNING,
                        clock.clock(),
                        clock.customer(),
                        i));
            }
        }
        draft.schedule(new Deadline(
                "miss:" + clock.clock() + suffix,
                clock.due(),
                Deadline.Kind.CLOCK_MISSED,
                clock.clock(),
                clock.customer(),
                0));
    }

    /** A findings warning that would come at night waits for the morning. */
    private static Instant considerate(Draft draft, Clock clock, Instant at) {
        if (!clock.clock().equals(Clocks.FINDINGS)) {
            return at;
        }
        Policy.Margins margins = draft.policy().margins();
        ZonedDateTime local = at.atZone(draft.policy().zone());
        ZonedDateTime morning = local.with(margins.dayFrom());
        if (local.toLocalTime().isBefore(margins.dayFrom())) {
            return morning.toInstant();
        }
        return local.toLocalTime().isBefore(margins.dayTo())
                ? at
                : morning.plusDays(1).toInstant();
    }

    /** Takes a clock's coming warnings and its miss off the agenda. */
    static void forget(Draft draft, Clock clock) {
        unplan(draft, clock);
    }

    private static void unplan(Draft draft, Clock clock) {
        draft.unschedule(d -> clock.clock().equals(d.clock()) && Objects.equals(clock.customer(), d.customer()));
    }

    private static String suffix(Clock clock) {
        return clock.customer() == null ? "" : "@" + clock.customer();
    }

    /** The warnings of a grade a miss is told to its owner by. */
    static boolean ownerHearsMiss(Draft draft, String clock) {
        Severity level = draft.incident().level();
        return draft.policy().warnings(level, clock).stream().anyMatch(Duration::isZero);
    }
}
