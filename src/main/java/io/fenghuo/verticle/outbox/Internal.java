package io.fenghuo.verticle.outbox;

import io.fenghuo.incident.Roster;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import java.time.Instant;
import java.util.List;

/** Puts notices that no incident's decision made into the outbox, by the ways of the roster. Works inside one transaction. */
public final class Internal {
    private Internal() {}

    /** One copy for each destination, not before {@code notBefore}. */
    public static void tell(Tx tx, Rulebook rules, Notice notice, Instant notBefore) {
        Roster.Route route = rules.roster().route(notice, false, notice.at());
        List<Delivery> rows = route.destinations().stream()
                .map(to -> new Delivery(
                        "d-" + notice.id() + "-" + to.channel() + (to.person() == null ? "" : "-" + to.person()),
                        notice.id(),
                        notice.incident(),
                        to.channel(),
                        to.person(),
                        Delivery.Status.PENDING,
                        0,
                        notBefore,
                        null,
                        null,
                        null,
                        notice.at()))
                .toList();
        tx.outbox().add(notice, rows);
    }
}
