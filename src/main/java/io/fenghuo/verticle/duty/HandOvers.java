package io.fenghuo.verticle.duty;

import io.fenghuo.incident.HandOver;
import io.fenghuo.model.Incident;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Gathers a hand-over note from the store. */
public final class HandOvers {
    private static final int MOST = 5_000;
    private static final int LINES = 100;
    private static final int DEEDS = 3;

    private HandOvers() {}

    /** The note over a time, as it would be written now. */
    public static HandOver note(Tx tx, Instant from, Instant at, Instant until) {
        List<Incident> all = tx.incidents().list(new Incidents.Query(false, false, MOST));
        return HandOver.write(all, incident -> deeds(tx, incident, from), from, at, until);
    }

    /** The last few things people did about it since. */
    private static List<HandOver.Deed> deeds(Tx tx, Incident incident, Instant since) {
        List<HandOver.Deed> deeds = new ArrayList<>();
        for (Incidents.Recorded recorded : tx.incidents().timeline(incident.id(), Long.MAX_VALUE, LINES)) {
            String action = recorded.entry().facts().get("action");
            if (action != null && !recorded.entry().at().isBefore(since)) {
                deeds.add(new HandOver.Deed(
                        action, recorded.entry().actor(), recorded.entry().at()));
            }
        }
        return deeds.subList(Math.max(0, deeds.size() - DEEDS), deeds.size());
    }
}
