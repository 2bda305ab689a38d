package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Correlation;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Promises;
import io.fenghuo.incident.Roles;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Target;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Tx;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What our own people said, and whom our own messages reached, looked up in the store. */
final class OurWords {
    /** Replies to replies followed up to the customer. */
    private static final int DEEPEST = 10;
    /** Posts of an incident looked through for those of one thread. */
    private static final int LOOKED_THROUGH = 500;

    private OurWords() {}

    /** Whether an agent or host promises a time in this post. */
    static boolean promise(Post post, Policy policy, Instant now) {
        boolean ours = post.role() == Role.AGENT || post.role() == Role.HOST;
        return ours
                && !Promises.find(post.text(), Correlation.exposure(post, now), policy.calendar())
                        .isEmpty();
    }

    /**
     * To whom a post was said, as they are counted: the customer it answers, also through replies of ours between; the customer of the incident
     * it calls by name ({@code @小明}); the only one of the incident who wrote under this thread or in this session, or who began the thread;
     * the only one there is. Null = nobody in particular.
     */
    static @Nullable String saidTo(Tx tx, Post post, Incident incident) {
        Post answered = answered(tx, post);
        if (answered != null) {
            return Correlation.author(Sameness.asCounted(tx, answered, hits(tx, incident, answered)));
        }
        Set<String> customers =
                incident.cases().stream().map(CustomerCase::customer).collect(Collectors.toSet());
        if (customers.size() == 1) {
            return customers.iterator().next();
        }
        Set<String> called = incident.cases().stream()
                .filter(one -> one.name() != null && post.text().contains("@" + one.name()))
                .map(CustomerCase::customer)
                .collect(Collectors.toSet());
        if (called.size() == 1) {
            return called.iterator().next();
        }
        return inThread(tx, post, incident, customers);
    }

    private static @Nullable String inThread(Tx tx, Post post, Incident incident, Set<String> customers) {
        Set<String> there = new HashSet<>();
        for (Post other : tx.incidents().newest(incident.id(), 0, LOOKED_THROUGH)) {
            boolean session = post.session() != null && post.session().equals(other.session());
            if (!other.source().equals(post.source())
                    || !(session || other.thread().equals(post.thread()))) {
                continue;
            }
            String author = Correlation.author(Sameness.asCounted(tx, other, hits(tx, incident, other)));
            if (customers.contains(author)) {
                there.add(author);
                if (other.id().equals(post.thread())) {
                    return author;
                }
            }
        }
        return there.size() == 1 ? there.iterator().next() : null;
    }

    private static List<Hit> hits(Tx tx, Incident incident, Post post) {
        return tx.posts().hitsOf(incident.id(), List.of(post));
    }

    /** The customer's post a reply answers, through replies of others between; null when there is none. */
    private static @Nullable Post answered(Tx tx, Post post) {
        String parent = post.parent();
        for (int i = 0; i < DEEPEST && parent != null; i++) {
            Post found = tx.posts().find(post.source(), parent).orElse(null);
            if (found == null || found.role() == Role.CUSTOMER) {
                return found;
            }
            parent = found.parent();
        }
        return null;
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
