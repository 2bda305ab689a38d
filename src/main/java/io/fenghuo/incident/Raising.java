package io.fenghuo.incident;

import io.fenghuo.model.Clocks;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Incident;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Up by itself with reasons, down only by a person. */
final class Raising {
    private Raising() {}

    /**
     * Raises or confirms by what a joined hit says.
     *
     * @param another whether the hit stands in a post the incident did not have yet
     * @return whether the grade changed
     */
    static boolean byHit(Draft draft, Grade grade, boolean another) {
        if (draft.incident().has(Flag.SUSPECTED)) {
            boolean evidence = grade.level() == Severity.L1 && !grade.suspected();
            if (another || evidence) {
                confirm(draft, "hit");
                return true;
            }
            return false;
        }
        if (!mayRaise(draft, grade.level(), grade.reasons())) {
            return false;
        }
        Reason why = grade.reasons().stream()
                .filter(r ->
                        !lowered(draft.incident()) || !old(draft.incident()).contains(kind(r)))
                .findFirst()
                .orElse(Reason.of(Reasons.HIT));
        raise(draft, grade.level(), grade.suspected() && grade.level() == Severity.L1, why);
        return true;
    }

    /** Whether a grade is graver than the incident's and, once a person has lowered it, for a new kind of reason. */
    static boolean mayRaise(Draft draft, Severity to, List<Reason> reasons) {
        Incident incident = draft.incident();
        if (!to.graverThan(incident.level())) {
            return false;
        }
        return !lowered(incident)
                || reasons.stream().anyMatch(r -> !old(incident).contains(kind(r)));
    }

    private static boolean lowered(Incident incident) {
        return incident.reasons().stream().anyMatch(r -> r.code().equals(Reasons.LOWERED));
    }

    private static Set<String> old(Incident incident) {
        Set<String> kinds = new HashSet<>();
        Set<String> before = new HashSet<>();
        for (Reason reason : incident.reasons()) {
            if (reason.code().equals(Reasons.LOWERED)) {
                before.addAll(kinds);
            }
            kinds.add(kind(reason));
        }
        return before;
    }

    /** The kind of a reason: its code and, where the first argument names something and is no figure, that name. */
    static String kind(Reason reason) {
        if (reason.code().endsWith(".named")) {
            return reason.code();
        }
        String name = reason.args().isEmpty() ? "" : reason.args().get(0);
        return name.matches("[-+]?[0-9.,]*") ? reason.code() : reason.code() + "/" + name;
    }

    /** Raises the grade: ladder and acknowledge begin anew while nobody has it, else the owner and the newly added roles hear it once. */
    static void raise(Draft draft, Severity to, boolean suspected, Reason why) {
        Severity from = draft.incident().level();
        draft.reason(why);
        if (from == Severity.L3) {
            draft.dropDigest();
        }
        draft.change(b -> b.level(to).flag(Flag.SUSPECTED, suspected));
        Owning.wake(draft);
        enter(draft, "incident.raised", from, to, why);
        startClocks(draft, from, suspected);
        Opening.begin(draft);
        announce(draft, Word.of(NoticeReason.RAISED, Reasons.RAISED, from, to, why.code()));
        if (!suspected) {
            draft.tellGroups(Word.of(NoticeReason.RAISED, Reasons.RAISED, from, to, why.code()));
        }
    }

    /** The suspicion holds: respond starts, everybody of an L1 is told. */
    static void confirm(Draft draft, String by) {
        Reason why = Reason.of(Reasons.CONFIRMED, by);
        draft.reason(why);
        draft.change(b -> b.flag(Flag.SUSPECTED, false));
        draft.unschedule(d -> d.name().equals(Opening.SUSPICION));
        Owning.wake(draft);
        enter(draft, "incident.raised", Severity.L1, Severity.L1, why);
        startClocks(draft, Severity.L1, false);
        Word word = Word.of(NoticeReason.RAISED, Reasons.CONFIRMED, by);
        announce(draft, word);
        draft.tellGroups(word);
    }

    private static void startClocks(Draft draft, Severity from, boolean suspected) {
        if (from == Severity.L3) {
            Exposure.gather(draft);
        }
        Clockwork.replan(draft);
        if (!draft.owned()) {
            Clockwork.startNow(draft, Clocks.ACKNOWLEDGE);
        }
        if (!suspected && draft.is(Severity.L1)) {
            respondAnew(draft);
        }
        if (draft.is(Severity.L2) && !Clockwork.runs(draft.incident(), Clocks.FINDINGS)) {
            Clockwork.startNow(draft, Clocks.FINDINGS);
        }
    }

    /** An L1 wants an answer of its own, whatever was answered before. */
    private static void respondAnew(Draft draft) {
        Clockwork.startNow(draft, Clocks.RESPOND);
        if (draft.incident().state() == State.ANSWERED || draft.incident().state() == State.SETTLED) {
            draft.change(b -> b.state(draft.owned() ? State.TAKEN : State.OPEN));
            draft.ladder(l -> l.withAnswer(null));
        }
    }

    private static void announce(Draft draft, Word word) {
        String owner = draft.incident().owner();
        if (owner == null) {
            LadderRun.start(draft, word);
            return;
        }
        Set<Target> known = new HashSet<>(Targets.told(draft.incident()));
        draft.tell(Target.person(owner), draft.personal(), word);
        LadderRun.announce(draft, word, known);
        LadderRun.run(draft);
        LadderRun.relieve(draft);
        draft.ladder(l -> l.withTaking(l.takenAt(), draft.now()));
        Owning.watch(draft);
        Reminders.restart(draft);
    }

    /** Lowers the grade, by a person and for a reason. What has been promised to customers runs on; what only the higher grade asks ends. */
    static void lower(Draft draft, Severity to, String by) {
        Severity from = draft.incident().level();
        draft.reason(Reason.of(Reasons.LOWERED, by, from, to));
        draft.change(b -> b.level(to).flag(Flag.SUSPECTED, false));
        draft.unschedule(d -> d.name().equals(Opening.SUSPICION));
        draft.unschedule(d -> d.name().startsWith(Growth.NAME));
        Clockwork.stop(draft, c -> Clockwork.running(c) && ends(c.clock(), to), draft.now());
        Clockwork.replan(draft);
        if (to == Severity.L2 && !Clockwork.runs(draft.incident(), Clocks.FINDINGS)) {
            Clockwork.startNow(draft, Clocks.FINDINGS);
            Growth.begin(draft);
        }
        if (to == Severity.L3 && draft.incident().cases().isEmpty()) {
            settle(draft);
        }
        if (draft.owned()) {
            Owning.watch(draft);
            Reminders.restart(draft);
        } else {
            Clockwork.stop(draft, Clocks.ACKNOWLEDGE, draft.now());
            Clockwork.startNow(draft, Clocks.ACKNOWLEDGE);
            LadderRun.run(draft);
        }
    }

    private static boolean ends(String clock, Severity to) {
        return (clock.equals(Clocks.RESPOND) && to != Severity.L1)
                || (clock.equals(Clocks.FINDINGS) && to == Severity.L3);
    }

    /** An L3 that began graver knows no customers apart: one settle clock for the whole, from its opening. */
    private static void settle(Draft draft) {
        boolean settled = draft.incident().state() == State.SETTLED;
        if (!settled && !Clockwork.runs(draft.incident(), Clocks.SETTLE)) {
            Clockwork.start(draft, Clocks.SETTLE, null, draft.incident().openedAt());
        }
    }

    private static void enter(Draft draft, String event, Severity from, Severity to, Reason why) {
        draft.entry(new TimelineEntry(
                draft.incident().id(),
                draft.now(),
                event,
                Draft.SYSTEM,
                Draft.SERVICE,
                Map.of(
                        "from",
                        from.name(),
                        "to",
                        to.name(),
                        "reason",
                        why.code(),
                        "args",
                        String.join(" ", why.args())),
                Map.of()));
    }
}
