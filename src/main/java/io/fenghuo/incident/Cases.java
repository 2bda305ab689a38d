package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The customers of an L3, each with a golden and a settle clock of their own. */
final class Cases {
    private Cases() {}

    /** Opens a customer's case, or opens a settled one again. Returns whether golden was over already. */
    static boolean open(Draft draft, Post post, Instant exposure) {
        String customer = Correlation.author(post);
        List<CustomerCase> cases = new ArrayList<>(draft.incident().cases());
        cases.removeIf(c -> c.customer().equals(customer));
        cases.add(new CustomerCase(
                customer, post.author().name(), Correlation.name(post), exposure, draft.now(), null, null));
        draft.change(b -> b.cases(cases));
        List<Tier> tiers = Tiers.of(draft.policy(), post);
        boolean missed = Clockwork.startGolden(draft, customer, exposure, tiers);
        Instant settle = Clockwork.due(draft, Clocks.SETTLE, draft.now(), tiers);
        if (settle != null) {
            Clockwork.start(draft, Clocks.SETTLE, customer, draft.now(), settle);
        }
        CategoryClocks.startOfCustomer(draft, customer, tiers);
        return missed;
    }

    static Optional<CustomerCase> find(Incident incident, String customer) {
        return incident.cases().stream()
                .filter(c -> c.customer().equals(customer))
                .findFirst();
    }

    static void edit(Draft draft, Set<String> customers, UnaryOperator<CustomerCase> step) {
        draft.change(b -> b.cases(draft.incident().cases().stream()
                .map(c -> customers.contains(c.customer()) ? step.apply(c) : c)
                .toList()));
    }

    static CustomerCase answered(CustomerCase c, Instant at) {
        Instant answered = c.answeredAt() == null ? at : c.answeredAt();
        return new CustomerCase(c.customer(), c.name(), c.post(), c.exposure(), c.openedAt(), answered, c.settledAt());
    }

    static CustomerCase settled(CustomerCase c, Instant at) {
        CustomerCase a = answered(c, at);
        Instant settled = c.settledAt() == null ? at : c.settledAt();
        return new CustomerCase(a.customer(), a.name(), a.post(), a.exposure(), a.openedAt(), a.answeredAt(), settled);
    }

    /** A customer wrote earlier than was known: golden runs from there, unless it has ended. */
    static void expose(Draft draft, CustomerCase known, Instant exposure) {
        if (!exposure.isBefore(known.exposure())) {
            return;
        }
        edit(
                draft,
                Set.of(known.customer()),
                c -> new CustomerCase(
                        c.customer(), c.name(), c.post(), exposure, c.openedAt(), c.answeredAt(), c.settledAt()));
        Exposure.move(draft, known.customer(), exposure);
    }

    /** The state an L3 has by its cases: it is answered or settled only when all of them are. */
    static void state(Draft draft) {
        Incident incident = draft.incident();
        if (incident.level() != Severity.L3
                || incident.cases().isEmpty()
                || incident.state().ended()) {
            return;
        }
        boolean settled = incident.cases().stream().allMatch(c -> c.settledAt() != null);
        boolean answered = incident.cases().stream().allMatch(c -> c.answeredAt() != null);
        State open = draft.owned() ? State.TAKEN : State.OPEN;
        draft.change(b -> b.state(settled ? State.SETTLED : answered ? State.ANSWERED : open));
        if (!answered) {
            draft.ladder(l -> l.withAnswer(null));
        }
    }

    /** Takes over cases of a merged incident that are not settled, with their clocks as they ran. */
    static void adopt(Draft draft, Incident from) {
        List<CustomerCase> cases = new ArrayList<>(draft.incident().cases());
        List<Clock> clocks = new ArrayList<>();
        for (CustomerCase theirs : from.cases()) {
            if (find(draft.incident(), theirs.customer()).isEmpty()) {
                cases.add(theirs);
                from.clocks().stream()
                        .filter(c -> theirs.customer().equals(c.customer()))
                        .forEach(clocks::add);
            }
        }
        draft.change(b -> b.cases(cases));
        for (Clock clock : clocks) {
            Deadline wait = waiting(from, clock);
            if (wait == null) {
                adopt(draft, clock);
            } else {
                rest(draft, clock, wait);
            }
        }
        owed(from, clocks).forEach(clock -> adopt(draft, renamed(draft, clock)));
    }

    /** What is owed beside the customers' own clocks: promises, follow-ups, what the category and its authorities ask, each once. */
    private static List<Clock> owed(Incident from, List<Clock> adopted) {
        return from.clocks().stream()
                .filter(c -> !adopted.contains(c))
                .filter(c -> c.state() == Clock.Phase.RUNNING || c.state() == Clock.Phase.PROPOSED)
                .filter(c -> c.clock().equals(Clocks.PROMISED)
                        || c.clock().equals(Clocks.HAND_OVER)
                        || CategoryClocks.is(c.clock()))
                .toList();
    }

    /** A promise under a name that is free; of any other clock the one that ends sooner runs. */
    private static Clock renamed(Draft draft, Clock clock) {
        if (clock.clock().equals(Clocks.PROMISED)) {
            String free = Promising.free(draft, Promising.base(clock.customer()));
            return new Clock(
                    clock.clock(), free, clock.startedAt(), clock.due(), clock.state(), clock.stoppedAt(), clock.said());
        }
        Optional<Clock> own = Clockwork.running(draft.incident(), clock.clock(), clock.customer());
        if (own.isEmpty()) {
            return clock;
        }
        Clock sooner = own.get().due().isAfter(clock.due()) ? clock : own.get();
        List<Clock> left = new ArrayList<>(draft.incident().clocks());
        left.remove(own.get());
        Clockwork.forget(draft, own.get());
        draft.change(b -> b.clocks(left));
        return sooner;
    }

    private static @Nullable Deadline waiting(Incident from, Clock clock) {
        return from.agenda().stream()
                .filter(d -> clock.state() == Clock.Phase.PAUSED
                        && d.kind() == Deadline.Kind.WAIT_ENDS
                        && clock.customer() != null
                        && clock.customer().equals(d.customer()))
                .findFirst()
                .orElse(null);
    }

    /** A customer who is waited for is waited for in the new incident, too. */
    private static void rest(Draft draft, Clock clock, Deadline wait) {
        List<Clock> clocks = new ArrayList<>(draft.incident().clocks());
        clocks.add(clock);
        draft.change(b -> b.clocks(clocks).flag(Flag.WAITING, true));
        draft.schedule(wait);
    }

    /** Takes over one clock as it runs; a paused one runs on with what it had left. */
    static void adopt(Draft draft, Clock clock) {
        List<Clock> clocks = new ArrayList<>(draft.incident().clocks());
        Clock on = clock;
        if (clock.state() == Clock.Phase.PAUSED && clock.stoppedAt() != null) {
            Instant due = draft.now().plus(Duration.between(clock.stoppedAt(), clock.due()));
            on = clock.until(due).as(Clock.Phase.RUNNING, null);
        }
        clocks.add(on);
        draft.change(b -> b.clocks(clocks));
        if (on.state() == Clock.Phase.RUNNING) {
            Clockwork.plan(draft, on);
        }
    }
}
