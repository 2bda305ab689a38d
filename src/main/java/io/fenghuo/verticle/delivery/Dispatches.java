package io.fenghuo.verticle.delivery;

import io.fenghuo.incident.Dispatch;
import io.fenghuo.incident.Event;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Target;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.verticle.outbox.Parcel;
import io.fenghuo.verticle.outbox.Reach;
import io.fenghuo.verticle.outbox.Spares;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of messages, on its way to the incidents they speak of: gathered while a transaction writes outcomes down, and entered at its end,
 * one line for each incident and message. Changes of earlier cards and further parts of a message that went well leave none. Confined to one transaction.
 */
public final class Dispatches {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatches.class);
    /** Messages that wait for a channel when it dies; of more the newest. */
    private static final int WAITING = 5_000;

    private final Desk desk;
    private final Tx tx;
    private final Spares spares;
    private final Instant now;
    private final Tidings tidings = new Tidings();
    private final Map<String, List<Told>> told = new LinkedHashMap<>();
    private final Map<String, Death> dead = new LinkedHashMap<>();

    public Dispatches(Desk desk, Tx tx, AddressBook book, Instant now) {
        this.desk = desk;
        this.tx = tx;
        this.spares = new Spares(tx, book, now);
        this.now = now;
    }

    private record Told(Notice notice, String channel, Dispatch what) {}

    private record Death(String said, @Nullable String cure) {}

    /** What the transaction has to say beside. */
    Tidings tidings() {
        return tidings;
    }

    /** A message went. */
    void went(Delivery delivery, Notice notice, Outcome outcome) {
        boolean delivered = outcome.kind() == Outcome.Kind.DELIVERED;
        Dispatch.Result result = delivered ? Dispatch.Result.DELIVERED : Dispatch.Result.UNCONFIRMED;
        boolean further = !Parcel.base(delivery.id()).equals(delivery.id());
        if (notice.manner() != Notice.Manner.EDIT && !further) {
            add(delivery, notice, result, outcome.detail(), outcome.cure(), null);
        }
    }

    /** A message was sent, and nobody knows whether it arrived; it is sent once more. */
    void perhaps(Delivery delivery, Notice notice, Outcome outcome) {
        add(delivery, notice, Dispatch.Result.AMBIGUOUS, outcome.detail(), outcome.cure(), null);
    }

    /** A message will not go by this channel; {@code spare} takes over, null = nothing is left to try. */
    void failed(Delivery delivery, Notice notice, Outcome outcome, @Nullable Delivery spare) {
        String next = spare == null ? null : spare.channel();
        add(delivery, notice, Dispatch.failed(outcome.kind(), next), outcome.detail(), outcome.cure(), next);
    }

    /** A channel cannot work any more. */
    void died(String channel, Outcome outcome) {
        dead.put(channel, new Death(outcome.detail(), outcome.cure()));
    }

    private void add(
            Delivery delivery,
            Notice notice,
            Dispatch.Result result,
            String said,
            @Nullable String cure,
            @Nullable String spare) {
        String incident = delivery.incident();
        if (incident == null) {
            return;
        }
        String person = delivery.person();
        String way = person == null ? delivery.channel() : person + "@" + delivery.channel();
        Dispatch what = new Dispatch(result, way, notice.reason(), 1, said, cure, spare);
        told.computeIfAbsent(incident, none -> new ArrayList<>()).add(new Told(notice, delivery.channel(), what));
    }

    /** Enters everything; what cannot be entered keeps no outcome from being written. */
    public void enter() {
        dead.forEach((channel, death) -> concerned(channel)
                .forEach(incident -> apart(
                        incident,
                        () -> new Event.ChannelDied(
                                channel, death.said(), death.cure(), Reach.unreached(tx, spares, incident, null)))));
        told.forEach((incident, all) ->
                apart(incident, () -> new Event.Reported(together(all), unreached(incident, all))));
    }

    /** The incidents whose messages wait for this channel, and those whose message has just met it. */
    private Set<String> concerned(String channel) {
        Set<String> incidents = new LinkedHashSet<>();
        told.forEach((incident, all) -> {
            if (all.stream().anyMatch(one -> one.channel().equals(channel))) {
                incidents.add(incident);
            }
        });
        tx.outbox().list(Delivery.Status.PENDING, WAITING).stream()
                .filter(one -> one.channel().equals(channel))
                .map(Delivery::incident)
                .filter(Objects::nonNull)
                .forEach(incidents::add);
        return incidents;
    }

    /** What went as one message is one line. */
    private static List<Dispatch> together(List<Told> all) {
        if (all.size() == 1) {
            return List.of(all.get(0).what());
        }
        Map<Dispatch, Integer> counts = new LinkedHashMap<>();
        Map<String, Dispatch> first = new LinkedHashMap<>();
        for (Told one : all) {
            Dispatch what = one.what();
            String key = what.result() + " " + what.way() + " " + what.said();
            counts.merge(first.computeIfAbsent(key, none -> what), 1, Integer::sum);
        }
        List<Dispatch> lines = new ArrayList<>();
        counts.forEach((one, count) -> lines.add(
                new Dispatch(one.result(), one.way(), one.about(), count, one.said(), one.cure(), one.spare())));
        return lines;
    }

    private Set<Target> unreached(String incident, List<Told> all) {
        return all.stream()
                .filter(one -> one.what().result() == Dispatch.Result.REJECTED
                        || one.what().result() == Dispatch.Result.GAVE_UP)
                .map(one -> Reach.unreached(tx, spares, incident, one.notice()))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }

    private void apart(String incident, Supplier<Event> event) {
        Tidings own = new Tidings();
        try {
            tx.apart(() -> desk.enter(tx, incident, event.get(), now, own));
            tidings.add(own);
        } catch (StoreException.Broken broken) {
            throw broken;
        } catch (RuntimeException fault) {
            LOG.error("What became of messages cannot be entered in {}", incident, fault);
        }
    }
}
