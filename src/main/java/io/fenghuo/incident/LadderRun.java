package io.fenghuo.incident;

import io.fenghuo.model.Deadline;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ladder: who is told next while nobody has taken the incident. Each step is one deadline, a repeated one goes round. */
final class LadderRun {
    /** In a deadline's name, before how often its step has been told. */
    private static final String TOLD = ":told-";

    private LadderRun() {}

    /** Starts the grade's ladder now, its first step saying {@code first}. */
    static void start(Draft draft, Word first) {
        announce(draft, first, Set.of());
        run(draft);
    }

    /** Tells the ladder's first step (and the rule's own owner), except those in {@code without}. */
    static void announce(Draft draft, Word word, Set<Target> without) {
        Map<Target, Set<String>> ways = new LinkedHashMap<>();
        for (Policy.Step step : draft.level().ladder()) {
            if (step.after().isZero() && applies(draft, step)) {
                reach(draft, step, ways);
            }
        }
        Target owner = Targets.owner(draft.incident());
        if (!owner.equals(Target.role(Roles.BRAND)) && !draft.incident().has(Flag.SUSPECTED)) {
            ways.computeIfAbsent(owner, t -> new LinkedHashSet<>());
        }
        if (!draft.incident().has(Flag.SUSPECTED)) {
            Tiers.tell(draft).forEach(target -> ways.computeIfAbsent(target, t -> new LinkedHashSet<>()));
        }
        ways.keySet().removeAll(without);
        ways.forEach((target, by) -> draft.tell(target, manner(draft, by), List.copyOf(by), word));
    }

    private static void reach(Draft draft, Policy.Step step, Map<Target, Set<String>> ways) {
        for (Target target : Targets.of(draft.incident(), step.tell())) {
            Set<String> by = ways.computeIfAbsent(target, t -> new LinkedHashSet<>());
            by.addAll(step.by());
            by.addAll(step.extra().words());
        }
    }

    /** As loud as the grade is; a program that is asked to do something is asked at once. */
    private static Notice.Manner manner(Draft draft, Set<String> by) {
        boolean asked = by.stream().anyMatch(word -> word.startsWith(Roster.ASK));
        return asked && draft.loud() == Notice.Manner.DIGEST ? Notice.Manner.CARD : draft.loud();
    }

    /** Whether the step's hours and crowd are there now. */
    private static boolean applies(Draft draft, Policy.Step step) {
        Policy.Only only = step.only();
        boolean hours = only.between() == null || only.between().contains(draft.localTime());
        return hours && draft.incident().counts().authors() >= only.crowd();
    }

    /** Puts the later steps on the agenda, from now on; none while suspected, for the suspicion itself is soon decided. */
    static void run(Draft draft) {
        stop(draft);
        draft.ladder(l -> l.withRun(draft.now(), 1));
        if (draft.incident().has(Flag.SNOOZED) || draft.incident().has(Flag.SUSPECTED)) {
            return;
        }
        List<Policy.Step> steps = draft.level().ladder();
        for (int i = 0; i < steps.size(); i++) {
            Policy.Step step = steps.get(i);
            boolean begun = step.after().isZero();
            Duration first = begun ? step.every() : step.after();
            int told = begun && applies(draft, step) ? 1 : 0;
            if (first != null && within(step, first) && again(step, told)) {
                schedule(draft, i, told, draft.now().plus(first));
            }
        }
    }

    static void stop(Draft draft) {
        draft.unschedule(d -> d.kind() == Deadline.Kind.LADDER);
        draft.ladder(l -> l.withRun(null, l.step()));
    }

    /** Takes off what a taking or an answer makes needless. */
    static void relieve(Draft draft) {
        List<Policy.Step> steps = draft.level().ladder();
        draft.unschedule(d ->
                d.kind() == Deadline.Kind.LADDER && (d.step() >= steps.size() || needless(draft, steps.get(d.step()))));
        if (!draft.scheduled(d -> d.kind() == Deadline.Kind.LADDER)) {
            draft.ladder(l -> l.withRun(null, l.step()));
        }
    }

    /** Fires a step and with it every other that is due by now, so that nobody is paged twice at once for two roles or two steps. */
    static void fire(Draft draft, Deadline due) {
        Instant start = draft.incident().ladder().startedAt();
        if (start == null) {
            return;
        }
        List<Deadline> together = new ArrayList<>(List.of(due));
        draft.incident().agenda().stream()
                .filter(d -> d.kind() == Deadline.Kind.LADDER && !d.at().isAfter(draft.now()))
                .forEach(together::add);
        draft.unschedule(together::contains);
        List<Policy.Step> steps = draft.level().ladder();
        Map<Target, Set<String>> ways = new LinkedHashMap<>();
        Instant at = null;
        for (Deadline d : together) {
            if (d.step() >= steps.size()) {
                continue;
            }
            Policy.Step step = steps.get(d.step());
            Instant latest = latest(step, d.at(), start, draft.now());
            boolean tells = !needless(draft, step) && applies(draft, step);
            repeat(draft, d, tells, latest, start);
            if (tells) {
                reach(draft, step, ways);
                at = ways.isEmpty() || (at != null && !latest.isAfter(at)) ? at : latest;
            }
        }
        if (at != null) {
            page(draft, ways, start, at);
        }
    }

    /**
     * Tells the next step that has somebody beside {@code unreached} now, because nobody of a step can be reached; a step that repeats goes on
     * from here. Returns whom; none when no step is left that has anybody else.
     */
    static Set<Target> hasten(Draft draft, Set<Target> unreached) {
        Instant start = draft.incident().ladder().startedAt();
        List<Policy.Step> steps = draft.level().ladder();
        for (Deadline due : List.copyOf(draft.incident().agenda())) {
            boolean ladder = start != null && due.kind() == Deadline.Kind.LADDER && due.step() < steps.size();
            Policy.Step step = ladder ? steps.get(due.step()) : null;
            if (step == null || needless(draft, step) || !applies(draft, step)) {
                continue;
            }
            Map<Target, Set<String>> ways = new LinkedHashMap<>();
            reach(draft, step, ways);
            ways.keySet().removeIf(target -> !Targets.personal(target) || unreached.contains(target));
            if (!ways.isEmpty()) {
                draft.unschedule(due::equals);
                repeat(draft, due, true, draft.now(), start);
                Word word = Dispatching.word(unreached);
                ways.forEach((target, by) -> draft.tell(target, manner(draft, by), List.copyOf(by), word));
                draft.ladder(l -> l.withRun(l.startedAt(), l.step() + 1));
                return ways.keySet();
            }
        }
        return Set.of();
    }

    /** @param ways whom to page, and by which channels beside their own */
    private static void page(Draft draft, Map<Target, Set<String>> ways, Instant start, Instant at) {
        List<Warnings.Spoken> riding = draft.owned() ? List.of() : Warnings.riding(draft);
        List<Object> args = new ArrayList<>();
        args.add(Duration.between(start, at).toMinutes());
        riding.forEach(s -> args.add(s.brief()));
        Word word = new Word(NoticeReason.PAGE, Reason.of(Reasons.PAGE, args.toArray()), null, draft.late(at));
        ways.forEach((target, by) -> draft.tell(target, manner(draft, by), List.copyOf(by), word));
        draft.ladder(l -> l.withRun(l.startedAt(), l.step() + 1));
        for (Warnings.Spoken spoken : riding) {
            Warnings.tellTold(draft, spoken, ways.keySet());
        }
    }

    /** When the next step is due that will page somebody, no later than {@code until}; null = none. */
    static @org.jspecify.annotations.Nullable Instant nextStep(Draft draft, Instant until) {
        for (Deadline d : draft.incident().agenda()) {
            if (d.kind() == Deadline.Kind.LADDER && !d.at().isAfter(until)) {
                return d.at();
            }
        }
        return null;
    }

    private static boolean needless(Draft draft, Policy.Step step) {
        return switch (step.unless()) {
            case NEVER -> false;
            case TAKEN -> draft.owned();
            case ANSWERED -> draft.answered();
        };
    }

    /** The last repeat that is due by now: of several missed ones only this is sent. */
    private static Instant latest(Policy.Step step, Instant at, Instant start, Instant now) {
        if (step.every() == null || step.every().isZero() || !now.isAfter(at)) {
            return at;
        }
        Instant end = step.until() == null || !now.isAfter(start.plus(step.until())) ? now : start.plus(step.until());
        long rounds = Math.max(0, Duration.between(at, end).dividedBy(step.every()));
        return at.plus(step.every().multipliedBy(rounds));
    }

    private static void repeat(Draft draft, Deadline due, boolean tells, Instant last, Instant start) {
        Policy.Step step = draft.level().ladder().get(due.step());
        if (step.every() == null || step.every().isZero()) {
            return;
        }
        Instant next = last.plus(step.every());
        int told = told(due) + (tells ? 1 : 0);
        if (within(step, Duration.between(start, next)) && again(step, told)) {
            schedule(draft, due.step(), told, next);
        }
    }

    private static boolean again(Policy.Step step, int told) {
        return step.only().times() == 0 || told < step.only().times();
    }

    /** How often a step with a limit has been told in this run: its deadline's name says it. */
    private static int told(Deadline due) {
        int mark = due.name().indexOf(TOLD);
        return mark < 0 ? 0 : Integer.parseInt(due.name().substring(mark + TOLD.length()));
    }

    private static boolean within(Policy.Step step, Duration after) {
        return step.until() == null || after.compareTo(step.until()) <= 0;
    }

    private static void schedule(Draft draft, int index, int told, Instant at) {
        boolean counted = draft.level().ladder().get(index).only().times() > 0;
        String name = "ladder:" + index + (counted ? TOLD + told : "");
        draft.schedule(new Deadline(name, at, Deadline.Kind.LADDER, null, null, index));
    }

    /** How near a ladder step must be for a clock's warning to ride on it. */
    static Duration ride(Draft draft) {
        return draft.is(Severity.L1)
                ? draft.policy().margins().rideUrgent()
                : draft.policy().margins().ride();
    }
}
