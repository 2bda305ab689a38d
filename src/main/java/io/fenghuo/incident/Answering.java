package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Answering the public or the customers, publishing findings, settling. */
final class Answering {
    /** Other clocks of a category end at settling or by an action that names them. */
    private static final Set<String> BY_ANSWER =
            Set.of(Clocks.GOLDEN, Clocks.RESPOND, Clocks.PROMISED, Clocks.REVIEW_ANSWER);

    private Answering() {}

    static void answer(Draft draft, Set<String> named, Instant at) {
        Set<String> customers = open(draft, named);
        boolean perCase = draft.is(Severity.L3) && !draft.incident().cases().isEmpty();
        Predicate<Clock> ended = c -> BY_ANSWER.contains(c.clock())
                && Promising.ends(draft.incident(), named, perCase ? customers : Set.of(), c);
        if (perCase) {
            Cases.edit(draft, customers, c -> Cases.answered(c, at));
            Clockwork.stop(draft, c -> ended.test(c) && (Promising.promised(c) || Promising.of(c, customers)), at);
            Cases.state(draft);
            if (draft.incident().state() != State.ANSWERED && draft.incident().state() != State.SETTLED) {
                return;
            }
        } else if (draft.incident().state() != State.SETTLED) {
            draft.change(b -> b.state(State.ANSWERED));
            Cases.edit(draft, customers, c -> Cases.answered(c, at));
        }
        Clockwork.stop(draft, ended, at);
        CategoryClocks.updated(draft, at);
        whole(draft, at);
    }

    /** Nothing is left unanswered: the taking no longer expires, the owner is reminded from now on. */
    private static void whole(Draft draft, Instant at) {
        if (!draft.answered()) {
            draft.ladder(l -> l.withAnswer(at));
        }
        draft.unschedule(d -> d.kind() == Deadline.Kind.TAKE_EXPIRES);
        LadderRun.relieve(draft);
        Reminders.plan(draft);
    }

    /** The findings are public; that is an answer, too. */
    static void publish(Draft draft, Instant at) {
        Clockwork.stop(draft, Clocks.FINDINGS, at);
        if (draft.answered()) {
            CategoryClocks.updated(draft, at);
        } else {
            answer(draft, Set.of(), at);
        }
        Reminders.restart(draft);
    }

    /** Settled with the customers named, or with all; that answers them, too. */
    static void settle(Draft draft, Set<String> named, Instant at) {
        Set<String> customers = unsettled(draft, named);
        Cases.edit(draft, customers, c -> Cases.settled(c, at));
        Set<String> whose = new HashSet<>(customers);
        named.stream()
                .filter(one -> Cases.find(draft.incident(), one).isEmpty())
                .forEach(whose::add);
        Clockwork.stop(draft, c -> Promising.of(c, whose) && !outlasts(c.clock()), at);
        Waiting.clear(draft);
        if (draft.is(Severity.L3)) {
            customers.forEach(customer -> CategoryClocks.settled(draft, customer, at));
        }
        boolean all = draft.incident().cases().stream().allMatch(c -> c.settledAt() != null);
        if (draft.is(Severity.L3) && !all) {
            Cases.state(draft);
            if (draft.incident().state() == State.ANSWERED) {
                whole(draft, at);
            }
            return;
        }
        if (named.isEmpty() || draft.is(Severity.L3)) {
            answer(draft, Set.of(), at);
            draft.change(b -> b.state(State.SETTLED));
            Clockwork.stop(draft, c -> (Clockwork.running(c) || Promising.promised(c)) && !outlasts(c.clock()), at);
            if (!draft.is(Severity.L3) || draft.incident().cases().isEmpty()) {
                CategoryClocks.settled(draft, null, at);
            }
            LadderRun.stop(draft);
            Reminders.restart(draft);
        }
    }

    private static boolean outlasts(String clock) {
        return clock.equals(Clocks.FINDINGS) || clock.equals(Clocks.FOLLOW_UP) || clock.startsWith(Aftercare.CLOCK);
    }

    private static Set<String> open(Draft draft, Set<String> named) {
        return draft.incident().cases().stream()
                .filter(c -> c.answeredAt() == null && (named.isEmpty() || named.contains(c.customer())))
                .map(CustomerCase::customer)
                .collect(Collectors.toCollection(HashSet::new));
    }

    static Set<String> unsettled(Draft draft, Set<String> named) {
        return draft.incident().cases().stream()
                .filter(c -> c.settledAt() == null && (named.isEmpty() || named.contains(c.customer())))
                .map(CustomerCase::customer)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
