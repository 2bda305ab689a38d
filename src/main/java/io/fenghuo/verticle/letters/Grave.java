package io.fenghuo.verticle.letters;

import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.OnCall;
import io.fenghuo.incident.Reasons;
import io.fenghuo.incident.Roles;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Target;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds words of threats or self-harm, and who may read them. One post can belong to several incidents: what is withheld in one of them is
 * withheld in all. For one transaction.
 */
final class Grave {
    private final @Nullable Tx tx;
    private final Map<String, Boolean> known = new HashMap<>();

    /** {@code tx} = where posts and their incidents are looked up; null = nowhere, an incident is then judged by itself. */
    Grave(@Nullable Tx tx) {
        this.tx = tx;
    }

    /** Whether an incident is about threats or self-harm, by its clocks, its category or a further concern. */
    static boolean is(Incident incident) {
        return incident.clocks().stream().anyMatch(clock -> clock.clock().equals(Clocks.HAND_OVER))
                || EvidencePolicy.DEFAULT.isWhole(incident.category())
                || EvidencePolicy.DEFAULT.isWhole(incident.family())
                || incident.reasons().stream()
                        .filter(reason -> reason.code().equals(Reasons.CONCERN))
                        .flatMap(reason -> reason.args().stream())
                        .anyMatch(EvidencePolicy.DEFAULT::isWhole);
    }

    /** Whether an incident is about threats or self-harm or holds a post of one that is; its title may be that post's words. */
    boolean touches(Incident incident) {
        return is(incident) || (tx != null && any(tx, tx.incidents().beside(incident.id())));
    }

    /** Whether a post of this incident may belong to a grave one too. */
    boolean mayHold(Incident incident) {
        return touches(incident) || incident.counts().posts() > Incidents.BESIDE;
    }

    /** Whether a post belongs to an incident about threats or self-harm. */
    boolean holds(Post post) {
        return tx != null && any(tx, tx.posts().incidentsOf(post.source(), post.id()));
    }

    private boolean any(Tx from, List<String> incidents) {
        for (String id : incidents) {
            Boolean grave = known.get(id);
            if (grave == null) {
                grave = from.incidents().find(id).map(Grave::is).orElse(false);
                known.put(id, grave);
            }
            if (grave) {
                return true;
            }
        }
        return false;
    }

    /** Whether a person has the role safety or legal at that moment. */
    static boolean entrusted(Contacts contacts, String person, Instant now) {
        return OnCall.persons(contacts, Target.role(Roles.SAFETY), now).contains(person)
                || OnCall.persons(contacts, Target.role(Roles.LEGAL), now).contains(person);
    }
}
