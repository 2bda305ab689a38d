package io.fenghuo.incident;

import io.fenghuo.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a shift can be swapped as somebody wishes. Pure. */
public final class SwapCheck {
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration FARTHEST = Duration.ofDays(366);

    private SwapCheck() {}

    /**
     * What is against it; null = nothing.
     *
     * @param own whose personal link it comes by: they may give away their own shift or take over another's; null = no such limit
     */
    public static @Nullable Reason refusal(
            Contacts contacts,
            String rota,
            Instant from,
            Instant to,
            String person,
            @Nullable String own,
            Instant now) {
        Contacts.Rota known = contacts.rotas().get(rota);
        if (known == null) {
            return Reason.of("swap.rota", rota);
        }
        if (!contacts.people().containsKey(person)) {
            return Reason.of("swap.person", person);
        }
        boolean odd = !from.isBefore(to)
                || !to.isAfter(now)
                || Duration.between(from, to).compareTo(LONGEST) > 0
                || from.isAfter(now.plus(FARTHEST));
        if (odd) {
            return Reason.of("swap.time");
        }
        Set<String> before = replaced(known, from, to);
        if (before.equals(Set.of(person))) {
            return Reason.of("swap.same", person);
        }
        return own == null || own.equals(person) || before.equals(Set.of(own)) ? null : Reason.of("swap.own");
    }

    /** Who is on from … to so far, in order. */
    public static Set<String> replaced(Contacts.Rota rota, Instant from, Instant to) {
        Set<String> persons = new LinkedHashSet<>();
        for (Shifts.Shift shift : Shifts.between(rota, from, to)) {
            if (shift.person() != null) {
                persons.add(shift.person());
            }
        }
        return persons;
    }
}
