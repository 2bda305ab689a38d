package io.fenghuo.incident;

import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** What keeps an answered incident from being forgotten by its owner. */
final class Reminders {
    private static final String NAME = "reminder";

    private Reminders() {}

    /** Plans the next reminder where one is due some day; takes it off the agenda otherwise. */
    static void plan(Draft draft) {
        Instant next = wanted(draft) ? next(draft, draft.now()) : null;
        if (next == null) {
            draft.unschedule(d -> d.kind() == Deadline.Kind.REMINDER);
        } else if (!draft.scheduled(d -> d.kind() == Deadline.Kind.REMINDER)) {
            draft.schedule(NAME, next, Deadline.Kind.REMINDER);
        }
    }

    /** Plans anew from now on, for the owner or the grade has changed. */
    static void restart(Draft draft) {
        draft.unschedule(d -> d.kind() == Deadline.Kind.REMINDER);
        plan(draft);
    }

    static void fire(Draft draft, Deadline due) {
        plan(draft);
        String owner = draft.incident().owner();
        Instant answered = draft.incident().ladder().answeredAt();
        if (!wanted(draft) || owner == null || answered == null || findingsSoon(draft)) {
            return;
        }
        long hours = Duration.between(answered, draft.now()).toHours();
        boolean late = draft.late(due.at());
        Word word = Word.of(NoticeReason.REMINDER, Reasons.REMINDER, hours).late(late);
        draft.tell(Target.person(owner), draft.personal(), word);
    }

    /** A findings warning is being told: a reminder that would follow within three hours gives way to it. */
    static void replaced(Draft draft) {
        Instant until = draft.now().plus(draft.policy().margins().replaces());
        if (draft.scheduled(d -> d.kind() == Deadline.Kind.REMINDER && !d.at().isAfter(until))) {
            draft.unschedule(d -> d.kind() == Deadline.Kind.REMINDER);
            Instant next = wanted(draft) ? next(draft, until) : null;
            if (next != null) {
                draft.schedule(NAME, next, Deadline.Kind.REMINDER);
            }
        }
    }

    private static boolean findingsSoon(Draft draft) {
        Instant until = draft.now().plus(draft.policy().margins().replaces());
        return draft.scheduled(d ->
                d.kind() == Deadline.Kind.CLOCK_WARNING && Clocks.FINDINGS.equals(d.clock()) && !d.at().isAfter(until));
    }

    private static boolean wanted(Draft draft) {
        State state = draft.incident().state();
        if (!draft.owned() || !draft.answered() || state.ended()) {
            return false;
        }
        boolean untilPublished = draft.is(Severity.L2) && hasFindings(draft);
        return untilPublished ? !published(draft) : state != State.SETTLED;
    }

    private static boolean hasFindings(Draft draft) {
        return draft.incident().clocks().stream().anyMatch(c -> c.clock().equals(Clocks.FINDINGS));
    }

    private static boolean published(Draft draft) {
        return draft.incident().clocks().stream()
                .filter(c -> c.clock().equals(Clocks.FINDINGS))
                .reduce((a, b) -> b)
                .filter(c -> c.state() == Phase.STOPPED || (c.state() == Phase.MISSED && c.stoppedAt() != null))
                .isPresent();
    }

    private static @Nullable Instant next(Draft draft, Instant after) {
        Policy.Level level = draft.level();
        if (level.reminder() != null) {
            return after.plus(level.reminder());
        }
        ZonedDateTime local = after.atZone(draft.policy().zone());
        Instant next = null;
        for (LocalTime time : level.reminderAt()) {
            ZonedDateTime today = local.with(time);
            Instant at = (today.isAfter(local) ? today : today.plusDays(1)).toInstant();
            next = next == null || at.isBefore(next) ? at : next;
        }
        return next;
    }
}
