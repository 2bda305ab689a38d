package io.fenghuo.incident;

import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Who has it: taking, giving back, handing over, and the end of a taking without progress. */
final class Owning {
    private static final String EXPIRY = "take";
    private static final String SNOOZE = "snooze";
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(3);
    private static final Set<String> URGENT = Set.of(Clocks.PROMISED, Clocks.GOLDEN, Clocks.RESPOND);

    private Owning() {}

    /** Somebody has it now: the ladder and acknowledge end, the cards say so. */
    static void take(Draft draft, String by, Instant at) {
        own(draft, by, at);
        Clockwork.stop(draft, Clocks.ACKNOWLEDGE, at);
        Word word = Word.of(NoticeReason.TAKEN, Reasons.TAKEN, by);
        draft.editCards(word, t -> true);
    }

    private static void own(Draft draft, String by, Instant at) {
        State state = draft.incident().state();
        draft.change(b -> b.owner(by).state(state == State.OPEN ? State.TAKEN : state));
        draft.ladder(l -> l.withTaking(at, draft.now()));
        draft.incident().ladder().heard().values().stream()
                .max(Instant::compareTo)
                .ifPresent(last -> draft.heard(Target.person(by), last));
        draft.unschedule(d -> d.name().startsWith(Growth.NAME));
        LadderRun.relieve(draft);
        watch(draft);
        Reminders.restart(draft);
    }

    /** Nobody has it any more: ladder and acknowledge begin anew, saying {@code word}. */
    static void free(Draft draft, Word word) {
        State state = draft.incident().state();
        draft.change(b -> b.owner(null).state(state == State.TAKEN ? State.OPEN : state));
        draft.ladder(l -> l.withTaking(null, null));
        draft.unschedule(d -> d.kind() == Deadline.Kind.TAKE_EXPIRES || d.name().startsWith(Growth.NAME));
        Reminders.restart(draft);
        wake(draft);
        Clockwork.startNow(draft, Clocks.ACKNOWLEDGE);
        LadderRun.start(draft, word);
    }

    static void handOver(Draft draft, String to, String text) {
        String former = Objects.requireNonNullElse(draft.incident().owner(), "");
        own(draft, to, draft.now());
        Word word = Word.of(NoticeReason.HAND_OVER, Reasons.HANDED_OVER, former, text);
        draft.tell(Target.person(to), quiet(draft), word);
        Word taken = Word.of(NoticeReason.TAKEN, Reasons.TAKEN, to);
        draft.editCards(taken, t -> !t.equals(Target.person(to)));
    }

    /** The owner has done something: the taking lasts its full time again. */
    static void progress(Draft draft) {
        draft.ladder(l -> l.withTaking(l.takenAt(), draft.now()));
        watch(draft);
    }

    /** Plans the end of a taking without progress, for as long as it is not answered. */
    static void watch(Draft draft) {
        draft.unschedule(d -> d.kind() == Deadline.Kind.TAKE_EXPIRES);
        Instant progress = draft.incident().ladder().progressAt();
        State state = draft.incident().state();
        if (draft.owned() && !draft.answered() && progress != null && state == State.TAKEN) {
            Instant at = progress.plus(draft.level().takeExpires());
            Instant earliest = at.isAfter(draft.now())
                    ? at
                    : draft.now().plus(draft.level().takeExpires());
            draft.schedule(EXPIRY, earliest, Deadline.Kind.TAKE_EXPIRES);
        }
    }

    static void expire(Draft draft, Deadline due) {
        Incident incident = draft.incident();
        String owner = incident.owner();
        if (owner == null || draft.answered()) {
            return;
        }
        Duration idle = draft.level().takeExpires();
        Word word = Word.of(NoticeReason.EXPIRED, Reasons.EXPIRED, owner, idle.toMinutes())
                .late(draft.late(due.at()));
        draft.entry("action", Map.of("action", "expired", "minutes", String.valueOf(idle.toMinutes())));
        draft.tell(Target.person(owner), draft.loud(), word);
        free(draft, word);
    }

    /** 暂缓: ladder, reminders and growth rest; clocks run and say so. */
    static void snooze(Draft draft, Instant until) {
        draft.change(b -> b.flag(Flag.SNOOZED, true));
        draft.unschedule(d -> d.kind() == Deadline.Kind.LADDER || d.kind() == Deadline.Kind.REMINDER);
        draft.schedule(SNOOZE, until, Deadline.Kind.SNOOZE_ENDS);
    }

    /**
     * Until when a snooze may last: 72 hours; of an L1 not past the next warning or miss of a promise, of golden or of the first answer, which
     * are why it is an L1.
     */
    static Instant latestSnooze(Draft draft) {
        Instant latest = draft.now().plus(LONGEST_SNOOZE);
        if (!draft.is(Severity.L1)) {
            return latest;
        }
        return draft.incident().agenda().stream()
                .filter(d -> d.clock() != null && URGENT.contains(d.clock()))
                .map(Deadline::at)
                .filter(at -> at.isAfter(draft.now()) && at.isBefore(latest))
                .min(Instant::compareTo)
                .orElse(latest);
    }

    /** Ends a snooze without a word, because something else is being told. */
    static void wake(Draft draft) {
        draft.unschedule(d -> d.kind() == Deadline.Kind.SNOOZE_ENDS);
        draft.change(b -> b.flag(Flag.SNOOZED, false));
    }

    static void snoozeEnds(Draft draft, Deadline due) {
        wake(draft);
        Reminders.restart(draft);
        Word word = Word.of(NoticeReason.PAGE, Reasons.AWAKE).late(draft.late(due.at()));
        String owner = draft.incident().owner();
        if (owner != null) {
            draft.tell(Target.person(owner), quiet(draft), word);
        } else if (draft.incident().state() != State.SETTLED) {
            LadderRun.start(draft, word);
        }
    }

    /** How a person is told, which at night is not at all of an L3 but in the morning's digest. */
    private static Notice.Manner quiet(Draft draft) {
        return draft.is(Severity.L3) && draft.night() ? Notice.Manner.DIGEST : draft.personal();
    }

    /** Until when growth must wait for a snooze; the beginning of time when none is on. */
    static Instant snoozedUntil(Draft draft) {
        return draft.incident().agenda().stream()
                .filter(d -> d.kind() == Deadline.Kind.SNOOZE_ENDS)
                .map(Deadline::at)
                .findFirst()
                .orElse(Instant.MIN);
    }

    static Set<State> releasable() {
        return Set.of(State.TAKEN, State.ANSWERED);
    }
}
