package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Flag;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** 待用户反馈: settle rests while the customer is asked, until they write or the pause ends. */
final class Waiting {
    private static final String NAME = "wait";

    private Waiting() {}

    static void begin(Draft draft, Set<String> customers, Instant until) {
        draft.change(b -> b.flag(Flag.WAITING, true));
        Clockwork.pause(draft, settle(c -> c == null || customers.contains(c)));
        if (customers.isEmpty()) {
            schedule(draft, null, until);
        }
        for (String customer : customers) {
            schedule(draft, customer, until);
        }
    }

    private static void schedule(Draft draft, @Nullable String customer, Instant until) {
        String name = customer == null ? NAME : NAME + "@" + customer;
        draft.schedule(new Deadline(name, until, Deadline.Kind.WAIT_ENDS, Clocks.SETTLE, customer, 0));
    }

    /** The customer wrote: their wait is over. */
    static void wrote(Draft draft, String customer) {
        if (draft.incident().has(Flag.WAITING)) {
            end(draft, customer);
        }
    }

    static void end(Draft draft, @Nullable String customer) {
        draft.unschedule(d -> d.kind() == Deadline.Kind.WAIT_ENDS && Objects.equals(d.customer(), customer));
        Clockwork.resume(draft, settle(c -> Objects.equals(c, customer)));
        clear(draft);
    }

    /** Takes the flag off once nobody is waited for any more. */
    static void clear(Draft draft) {
        if (!draft.scheduled(d -> d.kind() == Deadline.Kind.WAIT_ENDS)) {
            Clockwork.resume(draft, settle(c -> true));
            draft.change(b -> b.flag(Flag.WAITING, false));
        }
    }

    private static Predicate<Clock> settle(Predicate<@Nullable String> customer) {
        return c -> c.clock().equals(Clocks.SETTLE) && customer.test(c.customer());
    }
}
