package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Reasons;
import io.fenghuo.incident.Roster;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.outbox.Admins;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about one post or one deadline that our own program cannot deal with: it is set aside, so that all others go on, and the
 * administrators hear of it, once an hour for each kind. A database that fails is no such case: everything then waits for it. Threadsafe.
 */
final class Faults {
    /** A deadline that failed is tried again after this. */
    static final Duration LATER = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final int NAME = 120;

    private final Ids ids;
    private final Supplier<Rulebook> rules;

    Faults(Ids ids, Supplier<Rulebook> rules) {
        this.ids = ids;
        this.rules = rules;
    }

    /**
     * Does {@code part} apart from the rest of the transaction; what it says is told only when it succeeds.
     *
     * @throws StoreException.Broken when the database failed
     */
    <T> T attempt(Tx tx, Tidings tidings, Part<T> part, Aside<T> aside) {
        Tidings own = new Tidings();
        try {
            T done = tx.apart(() -> part.in(own));
            tidings.add(own);
            return done;
        } catch (StoreException.Broken broken) {
            throw broken;
        } catch (RuntimeException | StackOverflowError fault) {
            return aside.after(fault);
        }
    }

    /** A piece of work. */
    interface Part<T> {
        T in(Tidings tidings);
    }

    /** What is done instead. */
    interface Aside<T> {
        T after(Throwable fault);
    }

    void post(Tx tx, Post post, Throwable fault, Instant now) {
        String name = name(post.source() + "/" + post.id());
        LOG.error("Post {} could not be dealt with and is set aside; the others go on", name, fault);
        String brand = post.subject().brand();
        tell(tx, Reason.of(Reasons.FAULT_POST, name, kind(fault)), brand == null ? "" : brand, now);
    }

    void deadline(Tx tx, Incidents.Due due, Throwable fault, Instant now) {
        LOG.error(
                "Deadline {} of {} could not be dealt with; it waits {} and the others go on",
                name(due.deadline().name()),
                due.incident(),
                LATER,
                fault);
        tx.incidents().postpone(due, now.plus(LATER));
        tell(
                tx,
                Reason.of(
                        Reasons.FAULT_DEADLINE,
                        due.incident(),
                        name(due.deadline().name()),
                        kind(fault)),
                "",
                now);
    }

    void tell(Tx tx, Reason why, String brand, Instant now) {
        String id = "n-" + why.code().replace('.', '-') + "-" + now.getEpochSecond() / 3600;
        if (tx.outbox().notice(id).isPresent()) {
            return;
        }
        Notice notice = Admins.notice(id, why, brand, now);
        Roster.Route route = rules.get().roster().route(notice, false, now);
        List<Delivery> rows = route.destinations().stream()
                .map(to -> new Delivery(
                        ids.next("d", now),
                        id,
                        null,
                        to.channel(),
                        to.person(),
                        Delivery.Status.PENDING,
                        0,
                        now,
                        null,
                        null,
                        null,
                        now))
                .toList();
        tx.outbox().add(notice, rows);
    }

    private static String kind(Throwable fault) {
        return fault.getClass().getSimpleName();
    }

    /** A stranger's id on one line. */
    private static String name(String id) {
        String line = id.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
        return line.length() <= NAME ? line : line.substring(0, NAME) + "…";
    }

    /** When a deadline that another one fired with is due again; one that is on no agenda waits. */
    static Instant replaced(Optional<Incident> incident, Incidents.Due due, Instant now) {
        return incident.stream()
                .flatMap(one -> one.agenda().stream())
                .filter(next -> next.name().equals(due.deadline().name()))
                .map(Deadline::at)
                .filter(now::isBefore)
                .findFirst()
                .orElse(now.plus(LATER));
    }
}
