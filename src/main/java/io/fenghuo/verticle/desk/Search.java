package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Concerns;
import io.fenghuo.incident.Correlation;
import io.fenghuo.incident.Policy;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.State;
import io.fenghuo.store.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the incident a hit belongs to, among those opened since a moment. Confined to one transaction. */
final class Search {
    private final Tx tx;
    private final Policy policy;
    private final Instant now;
    private final Instant since;

    Search(Tx tx, Policy policy, Instant now, Instant since) {
        this.tx = tx;
        this.policy = policy;
        this.now = now;
        this.since = since;
    }

    /** The open incident of this key, or of a near-duplicate text; null when a new one must be opened. */
    @Nullable
    Incident home(Hit hit, String key, long fingerprint) {
        Incident byKey = tx.incidents()
                .latest(hit.brand(), hit.family(), key)
                .map(this::survivor)
                .filter(this::takesMore)
                .orElse(null);
        if (byKey != null || fingerprint == 0) {
            return byKey;
        }
        return tx.posts()
                .similar(hit.brand(), hit.family(), fingerprint, Correlation.NEAR_DUPLICATE, now.minus(policy.window()))
                .flatMap(tx.incidents()::find)
                .filter(this::takesMore)
                .orElse(null);
    }

    /**
     * The open incident that deals with this hit although it was opened for another family: the one of the same grade this very post has gone
     * to, else one in the same thread or session that has the hit's family as a further concern; null when there is none.
     *
     * @param filed where this post has gone
     */
    @Nullable
    Incident concerned(Post post, Hit hit, Grade grade, Set<String> filed) {
        for (String id : filed) {
            Incident same = tx.incidents().find(id).map(this::survivor).orElse(null);
            if (same != null && same.brand().equals(hit.brand()) && same.level() == grade.level() && takesMore(same)) {
                return same;
            }
        }
        return tx.incidents().inThread(post.source(), post.thread(), post.session()).stream()
                .map(tx.incidents()::find)
                .flatMap(Optional::stream)
                .filter(one -> Concerns.of(one, hit) && !one.family().equals(hit.family()) && takesMore(one))
                .findFirst()
                .orElse(null);
    }

    /** The incident of the same key that was closed lately enough to be reopened rather than forgotten; null when there is none. */
    @Nullable
    Incident previous(Hit hit, String key) {
        return tx.incidents()
                .closed(hit.brand(), hit.family(), key, Correlation.reopensSince(policy, now))
                .orElse(null);
    }

    private Incident survivor(Incident incident) {
        Incident current = incident;
        while (current.state() == State.MERGED && current.closing() != null) {
            String into = current.closing().into();
            Optional<Incident> next =
                    into == null ? Optional.empty() : tx.incidents().find(into);
            if (next.isEmpty()) {
                break;
            }
            current = next.get();
        }
        return current;
    }

    private boolean takesMore(Incident incident) {
        return !incident.openedAt().isBefore(since) && Correlation.joins(incident, policy, now);
    }
}
