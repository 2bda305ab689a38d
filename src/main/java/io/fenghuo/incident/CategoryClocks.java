package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Clocks that only a category brings, each with its own beginning and end. */
final class CategoryClocks {
    /** At L3 each customer has their own. */
    private static final Set<String> OF_CUSTOMER =
            Set.of(Clocks.REVIEW_ANSWER, Clocks.WRONG_ITEM, Clocks.REFUND_CREDIT);

    private CategoryClocks() {}

    /** Whether a clock is none of the common ones, so that only a category brings it. */
    static boolean is(String id) {
        return switch (id) {
            case Clocks.ACKNOWLEDGE,
                    Clocks.RESPOND,
                    Clocks.GOLDEN,
                    Clocks.FINDINGS,
                    Clocks.SETTLE,
                    Clocks.PROMISED,
                    Clocks.HAND_OVER -> false;
            default -> true;
        };
    }

    /** Starts the clocks the incident's category brings beside those of its grade. */
    static void start(Draft draft) {
        start(draft, own(draft));
    }

    /** Starts the clocks a further concern's category brings. */
    static void start(Draft draft, String category) {
        Set<String> ids = new TreeSet<>(
                draft.policy().categories().getOrDefault(category, Map.of()).keySet());
        ids.removeIf(id -> Clockwork.runs(draft.incident(), id));
        start(draft, ids);
    }

    private static void start(Draft draft, Set<String> ids) {
        for (String id : ids) {
            boolean later = id.equals(Clocks.FOLLOW_UP) || (draft.is(Severity.L3) && OF_CUSTOMER.contains(id));
            if (is(id) && !later) {
                Clockwork.startNow(draft, id);
            }
        }
        if (ids.contains(Clocks.HAND_OVER)) {
            handOver(draft);
        }
    }

    private static Set<String> own(Draft draft) {
        Set<String> ids = new TreeSet<>();
        for (String category : Concerns.categories(draft.incident())) {
            ids.addAll(
                    draft.policy().categories().getOrDefault(category, Map.of()).keySet());
        }
        return ids;
    }

    /** A threat or self-harm has been seen: the safety role hears it at once, whatever the ladder says. */
    private static void handOver(Draft draft) {
        Word word = Word.of(
                        NoticeReason.HAND_OVER, Reasons.OPENED, draft.incident().level())
                .about(Clocks.HAND_OVER);
        Target safety = Target.role(Roles.SAFETY);
        if (!Targets.told(draft.incident()).contains(safety)) {
            draft.tell(safety, io.fenghuo.model.Notice.Manner.RING, word);
        }
        Clockwork.startNow(draft, Clocks.HAND_OVER);
    }

    /** A customer's own clocks at L3. */
    static void startOfCustomer(Draft draft, String customer, List<Tier> tiers) {
        for (String id : own(draft)) {
            Instant due = OF_CUSTOMER.contains(id) ? Clockwork.due(draft, id, draft.now(), tiers) : null;
            if (due != null) {
                Clockwork.start(draft, id, customer, draft.now(), due);
            }
        }
    }

    /** A public update: the next one is due after the same time again. */
    static void updated(Draft draft, Instant at) {
        if (own(draft).contains(Clocks.OUTAGE_UPDATE) && draft.incident().state() != State.SETTLED) {
            Clockwork.stop(draft, Clocks.OUTAGE_UPDATE, at);
            Clockwork.startNow(draft, Clocks.OUTAGE_UPDATE);
        }
    }

    /** A missed update: the next one is due all the same. */
    static void missed(Draft draft, Clock clock) {
        if (clock.clock().equals(Clocks.OUTAGE_UPDATE)) {
            Instant due = Clockwork.due(draft, clock.clock(), clock.due(), Tiers.of(draft));
            Instant from = due != null && due.isAfter(draft.now()) ? clock.due() : draft.now();
            Clockwork.start(draft, clock.clock(), clock.customer(), from);
        }
    }

    /** Settled with a customer, or with all (null): from now on they are to be asked once more how it went. */
    static void settled(Draft draft, @Nullable String customer, Instant at) {
        if (own(draft).contains(Clocks.FOLLOW_UP)
                && Clockwork.running(draft.incident(), Clocks.FOLLOW_UP, customer)
                        .isEmpty()) {
            Clockwork.start(draft, Clocks.FOLLOW_UP, customer, at);
        }
    }

    /** Begins a category's clock anew by hand, as of {@code at}: a refund was agreed, a department was asked. */
    static void startByHand(Draft draft, String id, @Nullable String customer, Instant at) {
        boolean known = is(id) && own(draft).contains(id);
        Allowance allowed = known ? null : Policy.ofCategories(id);
        if (known) {
            Clockwork.start(draft, id, customer, at);
        } else if (allowed != null && is(id)) {
            Clockwork.start(
                    draft, id, customer, at, allowed.after(at, draft.policy().calendar()));
        } else {
            throw Fields.wrong("start", id);
        }
    }

    /** Follow-ups are tasks: they outlive closing. */
    static List<Clock> followUps(Draft draft) {
        return draft.incident().clocks().stream()
                .filter(c -> c.clock().equals(Clocks.FOLLOW_UP) && c.state() == Clock.Phase.RUNNING)
                .toList();
    }

    /** Lets them run on after everything was stopped. */
    static void outlive(Draft draft, List<Clock> followUps) {
        if (followUps.isEmpty()) {
            return;
        }
        List<Clock> clocks = new ArrayList<>(draft.incident().clocks());
        clocks.removeIf(c -> followUps.stream()
                .anyMatch(f -> c.clock().equals(f.clock())
                        && java.util.Objects.equals(c.customer(), f.customer())
                        && c.startedAt().equals(f.startedAt())));
        clocks.addAll(followUps);
        draft.change(b -> b.clocks(clocks));
        followUps.forEach(c -> Clockwork.plan(draft, c));
    }
}
