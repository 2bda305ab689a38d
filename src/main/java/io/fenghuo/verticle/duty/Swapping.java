package io.fenghuo.verticle.duty;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Quiet;
import io.fenghuo.incident.Swap;
import io.fenghuo.incident.SwapCheck;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.outbox.Internal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Keeps a swapped shift with its audit line, and tells both: who comes on and who is relieved. Works inside one transaction. */
public final class Swapping {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private final Tx tx;
    private final Rulebook rules;
    private final Ids ids;
    private final Instant now;

    public Swapping(Tx tx, Rulebook rules, Ids ids, Instant now) {
        this.tx = tx;
        this.rules = rules;
        this.ids = ids;
        this.now = now;
    }

    /** Keeps it; it has been found in order before. Returns every swap there is now. */
    public List<Swap> keep(Swap swap, Chronicle chronicle, Tidings tidings) {
        Contacts contacts = rules.configuration().contacts();
        Contacts.Rota rota = Objects.requireNonNull(contacts.rotas().get(swap.rota()));
        ZoneId zone = rules.policy().zone();
        String from = MOMENT.format(swap.from().atZone(zone));
        String to = MOMENT.format(swap.to().atZone(zone));
        tell(swap.person(), Reason.of("swap.on", swap.rota(), from, to, swap.by()));
        for (String relieved : SwapCheck.replaced(rota, swap.from(), swap.to())) {
            if (!relieved.equals(swap.person())) {
                tell(relieved, Reason.of("swap.off", swap.rota(), from, to, swap.person()));
            }
        }
        chronicle.deed(tx, "rota.swapped", Swaps.json(swap).encode(), now, tidings);
        return Swaps.add(tx, swap);
    }

    private void tell(String person, Reason why) {
        Notice notice = new Notice(
                ids.next("n", now),
                null,
                "",
                Severity.L3,
                NoticeReason.REMINDER,
                why,
                Target.person(person),
                Notice.Manner.CARD,
                List.of(),
                now,
                false,
                null);
        Contacts.Person known = rules.configuration().contacts().people().get(person);
        Internal.tell(
                tx, rules, notice, Quiet.after(known, notice, rules.policy().zone(), now));
    }
}
