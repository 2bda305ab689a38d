package io.fenghuo.verticle.flow;

import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Action;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Post;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.delivery.Dispatches;
import io.fenghuo.verticle.delivery.Packing;
import io.fenghuo.verticle.delivery.Settling;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.letters.Messages;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.verticle.outbox.Parcel;
import io.fenghuo.verticle.outbox.Parcel.Ready;
import io.fenghuo.verticle.outbox.Parcel.Row;
import io.fenghuo.wire.SignedLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The service's own steps, taken one by one at moments the caller names: posts through the {@link Pipeline}, deadlines and actions through
 * the {@link Desk}, the outbox through the same packing and settling as {@link io.fenghuo.verticle.delivery.DeliverVerticle}, but that nothing leaves and
 * every sending succeeds at once, unless {@link #answering} says otherwise. Each step runs inside the caller's transaction. Threadsafe as far as its transactions are serial.
 */
public final class Rehearsal {
    private static final int AT_ONCE = 500;
    private static final Outcome ARRIVED = Outcome.delivered("simulated");

    private final Pipeline pipeline;
    private final Desk desk;
    private final AddressBook book;
    private final Packing packing;
    private final RandomGenerator random;
    private Function<String, Outcome> vendor = channel -> ARRIVED;

    /** A rehearsal of these parts. */
    public Rehearsal(
            Pipeline pipeline,
            Desk desk,
            AddressBook book,
            Channels channels,
            SignedLink links,
            RandomGenerator random) {
        this.pipeline = pipeline;
        this.desk = desk;
        this.book = book;
        this.packing = new Packing(channels.readable(), new Messages(links));
        this.random = random;
    }

    /**
     * A sending that arrived.
     *
     * @param key of the sending; those of one notice to one reader by several channels differ
     * @param person null when the channel itself is the reader
     * @param notices one, or those gathered in a digest
     * @param text as its reader sees it, without the channel's own dress
     */
    public record Sent(String key, String channel, @Nullable String person, List<Notice> notices, String text) {
        public Sent {
            notices = List.copyOf(notices);
        }
    }

    /** From now on the vendor behind a channel answers like this. */
    public void answering(Function<String, Outcome> channel) {
        vendor = channel;
    }

    /** A post comes in. */
    public Tidings post(Tx tx, Post post, Instant now) {
        Tidings tidings = new Tidings();
        pipeline.take(tx, new Batch(post.source(), List.of(post), null, null, false), now, tidings);
        return tidings;
    }

    /**
     * A person acts.
     *
     * @return the incident as it then is; empty when there is none of this id
     * @throws io.fenghuo.incident.Refusal when it cannot be done as asked; nothing has changed
     */
    public Optional<Incident> act(Tx tx, String incident, Action action, Instant now, Tidings tidings) {
        return desk.act(tx, incident, action, now, tidings);
    }

    /** Fires every deadline due by {@code now}. */
    public Tidings fire(Tx tx, Instant now) {
        Tidings tidings = new Tidings();
        while (desk.fire(tx, now, AT_ONCE, tidings) == AT_ONCE) {
            // until fewer than that were due
        }
        return tidings;
    }

    /** Sends everything due by {@code now}, what falls due by it included. */
    public void deliver(Tx tx, Instant now, Consumer<Sent> sent) {
        List<Delivery> due = tx.outbox().due(now, AT_ONCE);
        while (!due.isEmpty()) {
            List<Row> rows = new ArrayList<>();
            for (Delivery one : due) {
                rows.add(new Row(one, tx.outbox().notice(one.notice()).orElseThrow()));
            }
            Map<Reader, List<Row>> digests = rows.stream()
                    .filter(Row::digest)
                    .collect(Collectors.groupingBy(Reader::of, LinkedHashMap::new, Collectors.toList()));
            for (Row row : rows) {
                List<Row> gathered = row.digest() ? digests.remove(Reader.of(row)) : List.of(row);
                if (gathered != null) {
                    send(tx, gathered, now, sent);
                }
            }
            due = tx.outbox().due(now, AT_ONCE);
        }
    }

    /** When something falls due next, by the store. */
    public static Optional<Instant> next(Tx tx) {
        Optional<Instant> deadline = Stream.of(
                        tx.incidents().nextDue(),
                        tx.casebook().nextDue(),
                        tx.attendances().nextDue())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        Optional<Instant> delivery = tx.outbox().nextDue();
        if (deadline.isPresent() && delivery.isPresent()) {
            return deadline.get().isBefore(delivery.get()) ? deadline : delivery;
        }
        return deadline.isPresent() ? deadline : delivery;
    }

    /** @param together one row, or the digest lines of one reader */
    private void send(Tx tx, List<Row> together, Instant now, Consumer<Sent> sent) {
        Dispatches told = new Dispatches(desk, tx, book, now);
        if (packing.pack(tx, together, book, now, told) instanceof Ready ready) {
            Outcome outcome = vendor.apply(ready.spec().id());
            if (outcome.kind() == Outcome.Kind.DELIVERED) {
                arrived(together, ready, sent);
            }
            new Settling(tx, book, now, random, told).settle(ready, outcome);
        }
        told.enter();
    }

    private static void arrived(List<Row> together, Ready ready, Consumer<Sent> sent) {
        Delivery leader = ready.members().get(0);
        Map<String, Notice> about =
                together.stream().collect(Collectors.toMap(row -> row.delivery().id(), Row::notice));
        List<Notice> notices = ready.members().stream()
                .map(member -> about.get(member.id()))
                .filter(Objects::nonNull)
                .toList();
        boolean message = together.get(0).notice().manner() != Notice.Manner.EDIT
                && Parcel.base(leader.id()).equals(leader.id());
        if (message) {
            String text = ready.outgoing() instanceof Outgoing.Text readable ? readable.text() : "";
            sent.accept(new Sent(leader.id(), leader.channel(), leader.person(), notices, text));
        }
    }

    private record Reader(String channel, @Nullable String person) {
        static Reader of(Row row) {
            return new Reader(row.delivery().channel(), row.delivery().person());
        }
    }
}
