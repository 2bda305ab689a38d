package io.fenghuo.verticle.delivery;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.verticle.outbox.Aftermath;
import io.fenghuo.verticle.outbox.Backfill;
import io.fenghuo.verticle.outbox.Parcel;
import io.fenghuo.verticle.outbox.Parcel.Row;
import io.fenghuo.verticle.outbox.Spares;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the outbox for what is to be done now. Within an incident and a destination the order in which things were decided holds: a row
 * waits for an earlier one that is tried again soon, unless it is an L1 and that is none. Works inside one transaction.
 */
final class Survey {
    private static final Logger LOG = LoggerFactory.getLogger(Survey.class);

    private final Tx tx;
    private final AddressBook book;
    private final Packing packing;
    private final Map<String, Integer> stumbles;
    private final Instant now;

    Survey(Tx tx, AddressBook book, Packing packing, Map<String, Integer> stumbles, Instant now) {
        this.tx = tx;
        this.book = book;
        this.packing = packing;
        this.stumbles = stumbles;
        this.now = now;
    }

    /**
     * What is to be done.
     *
     * @param lanes rows that may go, by lane, the gravest first
     * @param paused lanes with rows that waited while their channel was paused
     * @param divert rows whose channel is out for longer than they can wait, and for which another can be told
     * @param next when something else falls due; null when nothing waits
     */
    record Look(
            Map<String, List<Row>> lanes,
            Set<String> paused,
            List<Row> divert,
            @Nullable Instant next) {}

    /** At most {@code limit} rows for each destination. */
    Look look(int limit) {
        Map<String, List<Row>> lanes = new LinkedHashMap<>();
        Set<String> pausedLanes = new HashSet<>();
        List<Row> divert = new ArrayList<>();
        Map<String, Optional<Outbox.ChannelState>> states = new HashMap<>();
        Spares spares = new Spares(tx, book, now);
        List<Delivery> ahead = ahead();
        for (Delivery delivery : tx.outbox().due(now, limit)) {
            Row row = row(delivery);
            if (row == null || follows(row, ahead)) {
                continue;
            }
            Instant paused = states.computeIfAbsent(delivery.channel(), tx.outbox()::state)
                    .map(Outbox.ChannelState::pausedUntil)
                    .orElse(null);
            if (paused == null || !paused.isAfter(now)) {
                String lane = lane(row);
                lanes.computeIfAbsent(lane, key -> new ArrayList<>()).add(row);
                if (paused != null && delivery.createdAt().isBefore(paused)) {
                    pausedLanes.add(lane);
                }
            } else if (!Backfill.owed(delivery)
                    && Duration.between(now, paused).compareTo(Aftermath.patience(row.notice())) > 0
                    && (spares.instead(delivery, row.notice()).isPresent()
                            || spares.beside(delivery, row.notice()).isPresent())) {
                divert.add(row);
            }
        }
        lanes.replaceAll((lane, rows) -> ordered(rows));
        return new Look(lanes, pausedLanes, divert, tx.outbox().nextDue().orElse(null));
    }

    /** Null when its notice cannot be read: it keeps no other back, and stays in the outbox for a program that can. */
    private @Nullable Row row(Delivery delivery) {
        try {
            return new Row(delivery, tx.outbox().notice(delivery.notice()).orElseThrow());
        } catch (StoreException.Broken broken) {
            throw broken;
        } catch (RuntimeException unreadable) {
            if (stumbles.merge(delivery.id(), 1, Integer::sum) == 1) {
                LOG.error("The notice of delivery {} cannot be read; the others go on", delivery.id(), unreadable);
            }
            return null;
        }
    }

    private String lane(Row row) {
        String channel = row.delivery().channel();
        return limits(channel).lanePerPerson() ? channel + "/" + row.delivery().person() : channel;
    }

    private Limits limits(String channel) {
        return packing.channel(book.channels().get(channel))
                .map(Channel::limits)
                .orElse(Limits.FREE);
    }

    /** Those that are tried again soon; one whose quick attempts are used up keeps nothing back any more, nor does what is past. */
    private List<Delivery> ahead() {
        return tx.outbox().retrying(now).stream()
                .filter(one ->
                        one.incident() != null && !Backfill.owed(one) && !Aftermath.spent(one, limits(one.channel())))
                .toList();
    }

    private boolean follows(Row row, List<Delivery> ahead) {
        for (Delivery other : ahead) {
            boolean same = other.incident() != null
                    && other.incident().equals(row.notice().incident())
                    && row.sameReader(new Row(other, row.notice()));
            boolean before = same && !anotherAddress(other, row.delivery()) && earlier(other, row.delivery());
            if (before && !(row.gravest() && !gravest(other))) {
                return true;
            }
        }
        return false;
    }

    /** Whether both are one mail, to different addresses: one that is refused for now keeps no other from theirs. */
    private boolean anotherAddress(Delivery one, Delivery other) {
        ChannelSpec spec = book.channels().get(one.channel());
        return spec != null
                && spec.type().equals("email")
                && Parcel.base(one.id()).equals(Parcel.base(other.id()));
    }

    private boolean gravest(Delivery delivery) {
        return tx.outbox().notice(delivery.notice()).filter(Aftermath::gravest).isPresent();
    }

    private boolean earlier(Delivery one, Delivery other) {
        if (!one.createdAt().equals(other.createdAt())) {
            return one.createdAt().isBefore(other.createdAt());
        }
        String incident = one.incident();
        List<String> order = incident == null
                ? List.of()
                : tx.outbox().ofIncident(incident).stream().map(Delivery::id).toList();
        return order.indexOf(one.id()) < order.indexOf(other.id());
    }

    /**
     * As they were decided, a second part right behind its first; but each L1 first, and before it what was decided earlier about its incident; and
     * what is past last.
     */
    private static List<Row> ordered(List<Row> rows) {
        Set<String> grave = new HashSet<>();
        List<Row> marked = new ArrayList<>(rows);
        for (int i = rows.size() - 1; i >= 0; i--) {
            Row row = marked.get(i);
            Notice notice = row.notice();
            if (row.gravest() && notice.incident() != null) {
                grave.add(notice.incident());
            }
            boolean urgent = row.gravest() || (!Backfill.owed(row.delivery()) && grave.contains(notice.incident()));
            marked.set(i, new Row(row.delivery(), notice, urgent));
        }
        marked.sort(
                Comparator.comparing((Row row) -> !row.urgent()).thenComparing(row -> Backfill.owed(row.delivery())));
        return marked;
    }
}
