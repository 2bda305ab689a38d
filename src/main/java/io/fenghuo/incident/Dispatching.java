package io.fenghuo.incident;

import io.fenghuo.model.Flag;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What becomes of an incident's messages: it is written down, and when nobody of a step can be reached, the next is told now. */
final class Dispatching {
    /** What the name of a line about one message begins with; the result follows. */
    static final String LINE = "delivery.";

    private Dispatching() {}

    static void reported(Draft draft, Event.Reported event) {
        enter(draft, event);
        unreached(draft, event.unreached());
    }

    /** Writes it down and no more: the incident has ended. */
    static void enter(Draft draft, Event.Reported event) {
        event.what().forEach(one -> draft.entry(line(draft, one)));
    }

    static void died(Draft draft, Event.ChannelDied event) {
        enter(draft, event);
        unreached(draft, event.unreached());
    }

    static void enter(Draft draft, Event.ChannelDied event) {
        Map<String, String> facts = new TreeMap<>(Map.of("channel", event.channel()));
        if (event.cure() != null) {
            facts.put("cure", event.cure());
        }
        draft.entry(entry(draft, "channel.dead", facts, event.said()));
    }

    private static TimelineEntry line(Draft draft, Dispatch one) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("ways", one.way());
        facts.put("reason", one.about().name());
        if (one.notices() > 1) {
            facts.put("notices", String.valueOf(one.notices()));
        }
        if (one.cure() != null) {
            facts.put("cure", one.cure());
        }
        if (one.spare() != null) {
            facts.put("spare", one.spare());
        }
        String said = one.result() == Dispatch.Result.DELIVERED ? "" : one.said();
        return entry(draft, LINE + one.result().name().toLowerCase(Locale.ROOT), facts, said);
    }

    /** A vendor's words may name a person, such as the address it refused: they can be erased. */
    private static TimelineEntry entry(Draft draft, String event, Map<String, String> facts, String said) {
        Map<String, String> personal = said.isBlank() ? Map.of() : Map.of("said", said);
        return new TimelineEntry(
                draft.incident().id(), draft.now(), event, Draft.SYSTEM, Draft.SERVICE, facts, personal);
    }

    private static void unreached(Draft draft, Set<Target> unreached) {
        String owner = draft.incident().owner();
        boolean waits = draft.is(Severity.L3)
                || draft.incident().has(Flag.SNOOZED)
                || draft.incident().state() == State.SETTLED
                || (owner != null && !unreached.contains(Target.person(owner)));
        if (unreached.isEmpty() || waits) {
            return;
        }
        Set<Target> next = draft.owned() ? Set.of() : LadderRun.hasten(draft, unreached);
        if (next.isEmpty()) {
            next = fallback(draft, unreached);
        }
        draft.entry("step.unreached", Map.of("missed", names(unreached), "next", names(next)));
    }

    /**
     * Nobody of the ladder is left: an owner's supervisor hears of it, else the administrators and the terminal, once in a run of the ladder
     * or in a taking. Returns who.
     */
    private static Set<Target> fallback(Draft draft, Set<Target> unreached) {
        Target supervisor = Target.role(Roles.SUPERVISOR);
        if (draft.owned() && !unreached.contains(supervisor)) {
            return once(draft, Set.of(supervisor), unreached);
        }
        Set<Target> last = new LinkedHashSet<>(List.of(Target.role(Roles.ADMIN), Target.channel(Roster.TERMINAL)));
        last.removeAll(unreached);
        return once(draft, last, unreached);
    }

    private static Set<Target> once(Draft draft, Set<Target> last, Set<Target> unreached) {
        Instant since = draft.owned()
                ? draft.incident().ladder().takenAt()
                : draft.incident().ladder().startedAt();
        boolean before = last.stream()
                .map(target -> draft.incident().ladder().heard().get(target.toString()))
                .anyMatch(heard -> heard != null && since != null && !heard.isBefore(since));
        if (before) {
            return Set.of();
        }
        Word word = draft.owned()
                ? Word.of(NoticeReason.REMINDER, Reasons.UNREACHED, sorted(unreached).toArray())
                : word(unreached);
        last.forEach(target -> draft.tell(target, draft.personal(), word));
        return last;
    }

    /** What is told because of it. */
    static Word word(Set<Target> unreached) {
        return Word.of(NoticeReason.PAGE, Reasons.UNREACHED, sorted(unreached).toArray());
    }

    private static String names(Set<Target> targets) {
        return String.join(" ", sorted(targets));
    }

    /** As text, persons by their ids alone. */
    private static List<String> sorted(Set<Target> targets) {
        return targets.stream()
                .map(target -> target.kind() == Target.Kind.PERSON ? target.id() : target.toString())
                .sorted()
                .toList();
    }
}
