package io.fenghuo.verticle;

import io.fenghuo.incident.Correlation;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Promises;
import io.fenghuo.incident.Roles;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Incident;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Target;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Tx;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What our own people said, and whom our own messages reached, looked up in the store. */
final class OurWords {
    private OurWords() {}

    /** Whether an agent or host promises a time in this post. */
    static boolean promise(Post post, Policy policy, Instant now) {
        boolean ours = post.role() == Role.AGENT || post.role() == Role.HOST;
        return ours
                && !Promises.find(post.text(), Correlation.exposure(post, now), policy.calendar())
                        .isEmpty();
    }

    /** To whom a post was said: the author it answers, else the only customer of the incident; null when it is open. */
    static @Nullable String saidTo(Tx tx, Post post, Incident incident) {
        Optional<Post> parent =
                post.parent() == null ? Optional.empty() : tx.posts().find(post.source(), post.parent());
        if (parent.isPresent() && parent.get().role() == Role.CUSTOMER) {
            return Correlation.author(parent.get());
        }
        return incident.cases().size() == 1
                ? incident.cases().stream()
                        .map(CustomerCase::customer)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** When the safety role was reached, if this deadline asks whether it was; empty = it asks something else, or nobody was. */
    static Optional<Instant> handedOver(Tx tx, Incidents.Due due) {
        Deadline deadline = due.deadline();
        if (deadline.kind() != Deadline.Kind.CLOCK_MISSED || !Clocks.HAND_OVER.equals(deadline.clock())) {
            return Optional.empty();
        }
        return tx.outbox().ofIncident(due.incident()).stream()
                .filter(one -> one.deliveredAt() != null && tells(tx, one))
                .map(Delivery::deliveredAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
    }

    private static boolean tells(Tx tx, Delivery delivery) {
        return tx.outbox()
                .notice(delivery.notice())
                .filter(notice ->
                        notice.to().equals(Target.role(Roles.SAFETY)) || notice.reason() == NoticeReason.HAND_OVER)
                .isPresent();
    }
}
