package io.fenghuo.verticle.outbox;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.outbox.Parcel.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a destination missed while it was out. Each missed notice is owed to it by a row of its own; when the destination works again, or after a
 * while to see whether it does, all of them go as one quiet digest, the gravest first. Not owed: what its reader got by another way, what has
 * been closed since. Works inside one transaction.
 */
public final class Backfill {
    /** The reason of the digest. */
    public static final String CODE = "backfill";
    /** With nothing else to send, a destination that was out is tried again after this. */
    static final Duration PROBE = Duration.ofMinutes(10);

    /** End of the id of a row that is owed. */
    private static final String MARK = "-b";

    private static final Set<State> OVER = Set.of(State.CLOSED, State.FALSE_ALARM, State.MERGED);

    private Backfill() {}

    /** Whether a delivery tells what its destination missed. */
    public static boolean owed(Delivery delivery) {
        return delivery.id().endsWith(MARK);
    }

    /** Whether an outcome says that the destination was out, and not that it refused this one message. */
    public static boolean out(Outcome outcome) {
        return outcome.kind() != Outcome.Kind.REJECTED;
    }

    /** Owes a destination the notice of a delivery that failed; {@code spare} = what goes instead. */
    public static void owe(Tx tx, Delivery failed, Notice notice, Optional<Delivery> spare, Instant now) {
        boolean main = failed.fallbackOf() == null;
        boolean othersRead = spare.filter(
                        one -> failed.person() != null && failed.person().equals(one.person()))
                .isEmpty();
        String id = Parcel.base(failed.id()) + MARK;
        boolean due = (spare.isEmpty() || (main && othersRead))
                && !owed(failed)
                && notice.manner() != Notice.Manner.EDIT
                && notice.reason() != NoticeReason.ADMIN;
        if (due && tx.outbox().find(id).isEmpty()) {
            tx.outbox()
                    .add(new Delivery(
                            id,
                            failed.notice(),
                            failed.incident(),
                            failed.channel(),
                            failed.person(),
                            Delivery.Status.PENDING,
                            0,
                            now.plus(PROBE),
                            null,
                            failed.id(),
                            null,
                            now));
        }
    }

    /** A channel works: what it is owed is due. */
    public static void release(Tx tx, String channel, Instant now) {
        for (Delivery one : tx.outbox().instead(channel)) {
            if (owed(one) && one.notBefore().isAfter(now)) {
                tx.outbox().update(Parcel.changed(one, one.state(), one.attempts(), now, null, one.outcome()));
            }
        }
    }

    /** What goes with the first row, the gravest incident first; what need not be told any more is settled. May be empty. */
    public static List<Row> together(Tx tx, Row first) {
        Outbox outbox = tx.outbox();
        List<Row> rows = new ArrayList<>();
        for (Delivery one : outbox.instead(first.delivery().channel())) {
            boolean theirs =
                    owed(one) && Objects.equals(one.person(), first.delivery().person());
            if (!theirs || outbox.bytes(one.id()).isPresent()) {
                continue;
            }
            Notice notice = outbox.notice(one.notice()).orElseThrow();
            String needless = needless(tx, one, notice);
            if (needless == null) {
                rows.add(new Row(one, notice));
            } else {
                outbox.update(
                        Parcel.changed(one, Delivery.Status.DROPPED, one.attempts(), one.notBefore(), null, needless));
            }
        }
        rows.sort(Comparator.comparing(row -> grade(tx, row.notice())));
        return rows;
    }

    /** As the incident is now, so that all its rows stand together. */
    private static Severity grade(Tx tx, Notice notice) {
        return incident(tx, notice).map(Incident::level).orElse(notice.level());
    }

    private static Optional<Incident> incident(Tx tx, Notice notice) {
        String id = notice.incident();
        return id == null ? Optional.empty() : tx.incidents().find(id);
    }

    private static @Nullable String needless(Tx tx, Delivery one, Notice notice) {
        if (incident(tx, notice)
                .filter(incident -> OVER.contains(incident.state()))
                .isPresent()) {
            return "not told again: the incident is over";
        }
        if (Optional.ofNullable(one.fallbackOf())
                .flatMap(tx.outbox()::find)
                .filter(Backfill::went)
                .isPresent()) {
            return "not told again: sent since";
        }
        String person = one.person();
        String id = notice.incident();
        boolean read = person != null
                && id != null
                && tx.outbox().ofIncident(id).stream()
                        .anyMatch(other ->
                                other.notice().equals(one.notice()) && person.equals(other.person()) && went(other));
        return read ? "not told again: read by another way" : null;
    }

    private static boolean went(Delivery one) {
        return one.state() == Delivery.Status.DELIVERED || one.state() == Delivery.Status.UNCONFIRMED;
    }
}
