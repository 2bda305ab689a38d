package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What is told of a clock about to be missed, and of one missed: to whom, once, and riding on the ladder where one is near. */
final class Warnings {
    private Warnings() {}

    /**
     * Something to be said of a clock.
     *
     * @param customers customers concerned, 0 = the whole incident
     */
    record Spoken(String clock, boolean missed, long minutesLeft, int customers, boolean late, boolean night) {
        String brief() {
            return clock + ":" + (missed ? "missed" : String.valueOf(minutesLeft));
        }

        Word word() {
            Word word = missed
                    ? Word.of(NoticeReason.MISSED, Reasons.MISSED, clock, customers, night ? "night" : "")
                    : Word.of(NoticeReason.WARNING, Reasons.WARNING, clock, minutesLeft, customers);
            return word.about(clock).late(late);
        }
    }

    static void warn(Draft draft, Deadline due) {
        Clock clock = clock(draft, due);
        if (clock == null || clock.state() != Phase.RUNNING || overtaken(draft, due)) {
            return;
        }
        if (rides(draft, due)) {
            return;
        }
        tell(draft, warned(draft, due, clock));
    }

    static void miss(Draft draft, Deadline due) {
        if (due.step() == Clockwork.TELL) {
            tell(draft, spokenMiss(draft, due));
            return;
        }
        if (!mark(draft, due) || due.clock() == null || due.clock().equals(Clocks.ACKNOWLEDGE)) {
            return;
        }
        Deadline announcement = new Deadline(
                due.name().replaceFirst("^miss:", "missed:"),
                due.at(),
                Deadline.Kind.CLOCK_MISSED,
                due.clock(),
                due.customer(),
                Clockwork.TELL);
        if (!rides(draft, announcement)) {
            tell(draft, spokenMiss(draft, due));
        }
    }

    /** What was to be said by now and goes with the ladder step that is just being sent. Takes it off the agenda. */
    static List<Spoken> riding(Draft draft) {
        List<Spoken> spoken = new ArrayList<>();
        for (Deadline d : List.copyOf(draft.incident().agenda())) {
            boolean clocked = d.kind() == Deadline.Kind.CLOCK_WARNING || d.kind() == Deadline.Kind.CLOCK_MISSED;
            if (!clocked || d.at().isAfter(draft.now())) {
                continue;
            }
            draft.unschedule(other -> other.name().equals(d.name()));
            speak(draft, d, spoken);
        }
        return spoken;
    }

    private static void speak(Draft draft, Deadline d, List<Spoken> spoken) {
        Clock clock = clock(draft, d);
        if (d.kind() == Deadline.Kind.CLOCK_MISSED) {
            boolean told = d.step() == Clockwork.TELL || mark(draft, d);
            if (told && !Clocks.ACKNOWLEDGE.equals(d.clock())) {
                spoken.add(spokenMiss(draft, d));
            }
        } else if (clock != null && clock.state() == Phase.RUNNING && !overtaken(draft, d)) {
            spoken.add(warned(draft, d, clock));
        }
    }

    /** Tells those told before, except {@code without}, what rode on a ladder step. */
    static void tellTold(Draft draft, Spoken spoken, Set<Target> without) {
        for (Target target : Targets.toldPersons(draft.incident())) {
            if (!without.contains(target)) {
                draft.tell(target, draft.personal(), spoken.word());
            }
        }
    }

    /** Tells a miss that showed only now, such as by a post found late. */
    static void tellMissed(Draft draft, Clock clock) {
        int customers = clock.customer() == null ? 0 : 1;
        boolean night = atNight(draft, clock.clock(), clock.due());
        tell(draft, new Spoken(clock.clock(), true, 0, customers, false, night));
    }

    /** Writes a miss into the story. */
    static void enterMissed(Draft draft, Clock clock, boolean born) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("clock", clock.clock());
        facts.put("due", clock.due().toString());
        if (clock.customer() != null) {
            facts.put("customers", "1");
        }
        if (born) {
            facts.put("found", "late");
        }
        if (atNight(draft, clock.clock(), clock.due())) {
            facts.put("night", "true");
        }
        draft.entry("clock.missed", facts);
    }

    private static boolean atNight(Draft draft, String clock, Instant due) {
        return draft.is(Severity.L3) && clock.equals(Clocks.GOLDEN) && Noise.night(draft.policy(), due);
    }

    /** Marks a running clock as missed. Returns whether it was running. */
    private static boolean mark(Draft draft, Deadline due) {
        Clock clock = clock(draft, due);
        if (clock == null || clock.state() != Phase.RUNNING) {
            return false;
        }
        draft.clocks(c -> c.equals(clock) ? c.as(Phase.MISSED, null) : c);
        enterMissed(draft, clock, false);
        CategoryClocks.missed(draft, clock);
        return true;
    }

    private static Spoken warned(Draft draft, Deadline due, Clock clock) {
        int customers = due.customer() == null ? 0 : 1 + together(draft, due);
        long left = Math.max(0, Duration.between(draft.now(), clock.due()).toMinutes());
        draft.entry(
                "clock.warned",
                Map.of(
                        "clock",
                        clock.clock(),
                        "left",
                        String.valueOf(left),
                        "due",
                        clock.due().toString()));
        if (clock.clock().equals(Clocks.FINDINGS)) {
            Reminders.replaced(draft);
        }
        return new Spoken(clock.clock(), false, left, customers, draft.late(due.at()), false);
    }

    private static Spoken spokenMiss(Draft draft, Deadline due) {
        String id = Objects.requireNonNull(due.clock());
        Instant at = draft.incident().clocks().stream()
                .filter(c -> c.clock().equals(id)
                        && Objects.equals(c.customer(), due.customer())
                        && c.state() == Phase.MISSED)
                .reduce((a, b) -> b)
                .map(Clock::due)
                .orElse(due.at());
        int customers = due.customer() == null ? 0 : 1;
        return new Spoken(id, true, 0, customers, draft.late(at), atNight(draft, id, at));
    }

    /** Takes the same warning of other customers that is due soon off the agenda. Returns how many. */
    private static int together(Draft draft, Deadline due) {
        Instant until = draft.now().plus(draft.policy().margins().together());
        List<Deadline> others = draft.incident().agenda().stream()
                .filter(d -> d.kind() == Deadline.Kind.CLOCK_WARNING
                        && Objects.equals(d.clock(), due.clock())
                        && d.step() == due.step()
                        && !d.at().isAfter(until))
                .toList();
        draft.unschedule(others::contains);
        return others.size();
    }

    /** Whether a later warning of the same clock, or its miss, is due by now as well: only the latest is told. */
    private static boolean overtaken(Draft draft, Deadline due) {
        return draft.scheduled(d -> Objects.equals(d.clock(), due.clock())
                && Objects.equals(d.customer(), due.customer())
                && !d.name().equals(due.name())
                && !d.at().isAfter(draft.now())
                && !d.at().isBefore(due.at()));
    }

    /** Puts it off to a ladder step that is near. Returns whether it was. */
    private static boolean rides(Draft draft, Deadline due) {
        if (draft.owned() || draft.is(Severity.L3)) {
            return false;
        }
        Instant step = LadderRun.nextStep(draft, draft.now().plus(LadderRun.ride(draft)));
        if (step == null) {
            return false;
        }
        draft.schedule(new Deadline(due.name(), step, due.kind(), due.clock(), due.customer(), due.step()));
        return true;
    }

    private static void tell(Draft draft, Spoken spoken) {
        if (spoken.clock().equals(Clocks.STATEMENT)) {
            Helping.overdue(draft, spoken);
            return;
        }
        if (draft.owned()) {
            tellOwner(draft, spoken);
        } else if (draft.is(Severity.L3)) {
            tellUnowned(draft, spoken);
        } else {
            tellTold(draft, spoken, Set.of());
        }
    }

    private static void tellOwner(Draft draft, Spoken spoken) {
        Target owner = Target.person(Objects.requireNonNull(draft.incident().owner()));
        if (!spoken.missed() || Clockwork.ownerHearsMiss(draft, spoken.clock())) {
            draft.tell(owner, quiet(draft, owner, spoken), spoken.word());
        }
        if (spoken.missed()) {
            draft.tell(Target.role(Roles.SUPERVISOR), draft.loud(), spoken.word());
        }
    }

    /** Of an L3 nobody has taken: one personal message when golden is about to run out, everything else to the supervisor's digest. */
    private static void tellUnowned(Draft draft, Spoken spoken) {
        if (spoken.missed() || !spoken.clock().equals(Clocks.GOLDEN)) {
            draft.tell(Target.role(Roles.SUPERVISOR), Notice.Manner.DIGEST, spoken.word());
            return;
        }
        for (Target target : Targets.toldPersons(draft.incident())) {
            draft.tell(target, quiet(draft, target, spoken), spoken.word());
        }
    }

    /** At L3 nothing personal at night, and only the first golden warning is personal at all. */
    private static Notice.Manner quiet(Draft draft, Target to, Spoken spoken) {
        boolean again = spoken.clock().equals(Clocks.GOLDEN)
                && draft.incident().ladder().heard().containsKey(to.toString());
        return draft.is(Severity.L3) && (draft.night() || again) ? Notice.Manner.DIGEST : draft.personal();
    }

    /** The clock a deadline is of: the one that runs, else the latest. */
    private static @org.jspecify.annotations.Nullable Clock clock(Draft draft, Deadline due) {
        Clock found = null;
        for (Clock c : draft.incident().clocks()) {
            boolean same = c.clock().equals(due.clock()) && Objects.equals(c.customer(), due.customer());
            if (same && (found == null || found.state() != Phase.RUNNING)) {
                found = c;
            }
        }
        return found;
    }
}
