package io.fenghuo.verticle.delivery;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Delivery.Status;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Outcome;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.letters.Messages;
import io.fenghuo.verticle.letters.PauseDigest;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.verticle.outbox.Backfill;
import io.fenghuo.verticle.outbox.Backlog;
import io.fenghuo.verticle.outbox.Envelope;
import io.fenghuo.verticle.outbox.Parcel;
import io.fenghuo.verticle.outbox.Parcel.Ready;
import io.fenghuo.verticle.outbox.Parcel.Row;
import io.fenghuo.verticle.outbox.Parcel.Settled;
import io.fenghuo.verticle.outbox.Spares;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a sending of rows, inside one write transaction: renders at the first attempt and fixes the bytes, finds them again afterwards, and
 * counts the attempt before anything leaves. Nothing is kept between calls.
 */
public final class Packing {
    private static final Logger LOG = LoggerFactory.getLogger(Packing.class);
    /** Where messages of the demo may go. */
    private static final Set<String> DEMO = Set.of("terminal", "email");

    /** What stands at a change of an earlier message where that cannot be changed, and a message of its own would be noise. */
    static final String NOT_EDITABLE = "not sent: this channel cannot edit what it sent";

    /** Why rows go as one message: their destination took no more for a while, or they came over from another channel. */
    static final String HELD = "held";

    static final String DIVERTED = "diverted";
    /** What stands at a change of an earlier message where there is none that can be changed. */
    static final String NO_CARD = "not sent: there is no earlier message to edit";

    /** An entry and its kind. */
    record Outlet(Channel channel, ChannelSpec spec) {}

    private final Channels channels;
    private final Messages messages;

    public Packing(Channels channels, Messages messages) {
        this.channels = channels;
        this.messages = messages;
    }

    Optional<Channel> channel(@Nullable ChannelSpec spec) {
        return spec == null ? Optional.empty() : channels.type(spec.type());
    }

    /** The sending of the first of {@code rows}, and of those that go with it. */
    public Parcel pack(Tx tx, List<Row> rows, AddressBook book, Instant now, Dispatches told) {
        return pack(tx, rows, false, book, now, told);
    }

    /** As above; {@code held} = the destination took no more for a while, and what waited for it goes as one digest. */
    Parcel pack(Tx tx, List<Row> rows, boolean held, AddressBook book, Instant now, Dispatches told) {
        Row first = rows.get(0);
        Outbox outbox = tx.outbox();
        Delivery delivery = outbox.find(first.delivery().id()).orElse(null);
        if (delivery == null
                || delivery.state() != Status.PENDING
                || delivery.notBefore().isAfter(now)) {
            return new Settled();
        }
        ChannelSpec spec = book.channels().get(delivery.channel());
        Channel channel = channel(spec).orElse(null);
        if (spec == null || channel == null) {
            giveUp(tx, first, book, now, told, "channel " + delivery.channel() + " is not configured");
            return new Settled();
        }
        if (first.notice().manner() == Notice.Manner.EDIT && (!channel.edits() || spec.phone())) {
            tx.outbox().update(closed(delivery, Status.DROPPED, NOT_EDITABLE));
            return new Settled();
        }
        Envelope envelope = opened(outbox, delivery.id());
        boolean fresh = envelope == null;
        if (envelope == null) {
            Group group = group(tx, rows, held);
            envelope = group.rows().isEmpty() ? null : render(tx, group, new Outlet(channel, spec), book, now, told);
        }
        Outgoing outgoing = envelope == null ? null : envelope.outgoing();
        if (envelope == null || outgoing == null) {
            return new Settled();
        }
        int doubts = doubts(outbox, envelope.leader(), delivery);
        if (doubts > 1 && !channel.keyed()) {
            pending(outbox, envelope).forEach(one -> doubtful(tx, one, book, now, told));
            return new Settled();
        }
        List<Delivery> members = counted(outbox, envelope);
        if (members.isEmpty()) {
            return new Settled();
        }
        int number = outbox.begin(envelope.leader(), spec.id(), now);
        return new Ready(
                members,
                first.notice(),
                outgoing,
                channel,
                spec,
                new Parcel.Attempt(envelope.leader(), number, doubts),
                behind(outbox, envelope, fresh));
    }

    /** How many sendings of it were never answered; of before they were kept, as far as the delivery itself tells. */
    private static int doubts(Outbox outbox, String leader, Delivery delivery) {
        List<Outbox.Attempt> all = outbox.attempts(leader);
        if (all.isEmpty() && delivery.attempts() > 0) {
            String last = delivery.outcome();
            return last == null || last.startsWith(Outcome.Kind.AMBIGUOUS.name()) ? 1 : 0;
        }
        return (int) all.stream().filter(one -> doubtful(one.outcome())).count();
    }

    /** Whether an attempt that ended so, or not at all, may have reached its reader. */
    static boolean doubtful(@Nullable String outcome) {
        return outcome == null || outcome.startsWith(Outcome.Kind.AMBIGUOUS.name());
    }

    /** The reader may have it twice already: another channel takes over. */
    private static void doubtful(Tx tx, Delivery one, AddressBook book, Instant now, Dispatches told) {
        Notice notice = tx.outbox().notice(one.notice()).orElseThrow();
        Optional<Delivery> spare =
                giveUp(tx, new Row(one, notice), book, now, told, "AMBIGUOUS sent twice, and never answered");
        Backfill.owe(tx, one, notice, spare, now);
    }

    /** What goes right behind it: a second sending of the same notice just written, else the next message of its digest. */
    private static @Nullable Row behind(Outbox outbox, Envelope envelope, boolean fresh) {
        Row second = fresh ? row(outbox, Parcel.further(envelope.leader(), 2)) : null;
        return second != null ? second : row(outbox, envelope.next());
    }

    private static @Nullable Row row(Outbox outbox, @Nullable String id) {
        return id == null
                ? null
                : outbox.find(id)
                        .filter(one -> one.state() == Status.PENDING)
                        .flatMap(one -> outbox.notice(one.notice()).map(notice -> new Row(one, notice)))
                        .orElse(null);
    }

    /**
     * Lets go the messages of a digest from {@code part} on that were never tried, so that what they tell is gathered anew, not before
     * {@code earliest}.
     */
    static void loosen(Outbox outbox, @Nullable String part, Instant earliest) {
        String id = part;
        while (id != null && outbox.attempts(id).isEmpty()) {
            Envelope envelope = outbox.bytes(id).map(Envelope::of).orElse(null);
            id = envelope == null ? null : envelope.next();
            if (envelope != null) {
                for (Delivery one : pending(outbox, envelope)) {
                    outbox.unfix(one.id());
                    outbox.update(Parcel.changed(one, one.state(), one.attempts(), earliest, null, one.outcome()));
                }
            }
        }
    }

    /** The leader of the message behind that of {@code leader}; null when there is none. */
    static @Nullable String next(Outbox outbox, String leader) {
        return outbox.bytes(leader).map(Envelope::of).map(Envelope::next).orElse(null);
    }

    /** The envelope fixed before, that of the leader when this one only points; one that points to nothing is gathered anew. */
    private static @Nullable Envelope opened(Outbox outbox, String id) {
        Envelope own = outbox.bytes(id).map(Envelope::of).orElse(null);
        if (own == null || own.outgoing() != null) {
            return own;
        }
        Envelope of = outbox.bytes(own.leader()).map(Envelope::of).orElse(null);
        if (of == null) {
            outbox.unfix(id);
        }
        return of;
    }

    private static List<Delivery> pending(Outbox outbox, Envelope envelope) {
        return envelope.members().stream()
                .flatMap(id -> outbox.find(id).stream())
                .filter(one -> one.state() == Status.PENDING)
                .toList();
    }

    private static List<Delivery> counted(Outbox outbox, Envelope envelope) {
        List<Delivery> members = new ArrayList<>();
        for (Delivery one : pending(outbox, envelope)) {
            Delivery counted =
                    Parcel.changed(one, one.state(), one.attempts() + 1, one.notBefore(), null, one.outcome());
            outbox.update(counted);
            members.add(counted);
        }
        return members;
    }

    /**
     * Rows that are told together.
     *
     * @param lines the rows of each line of their digest, in its order; empty when it is a single notice
     * @param why what gathered them when they are a backlog; empty otherwise
     */
    private record Group(List<Row> rows, List<List<Row>> lines, String why) {
        static Group backlog(List<Row> waiting, String why) {
            return new Group(waiting, Backlog.lines(waiting), why);
        }

        /** As their digest orders them: the gravest line first. */
        static Group digest(List<Row> rows) {
            List<List<Row>> lines = new ArrayList<>(Backlog.lines(rows));
            lines.sort(Comparator.comparing(
                    line -> line.get(line.size() - 1).notice().level()));
            return new Group(rows, lines, "");
        }
    }

    /** What goes with the first row. */
    private static Group group(Tx tx, List<Row> rows, boolean held) {
        Row first = rows.get(0);
        if (Backfill.owed(first.delivery())) {
            return Group.backlog(Backfill.together(tx, first), Backfill.CODE);
        }
        List<Row> waiting = held ? Backlog.of(tx.outbox(), rows) : List.of();
        if (!waiting.isEmpty()) {
            return Group.backlog(waiting, HELD);
        }
        List<Row> diverted = Backlog.diverted(tx.outbox(), rows);
        if (!diverted.isEmpty()) {
            return Group.backlog(diverted, DIVERTED);
        }
        return first.digest() ? Group.digest(digest(tx, rows)) : new Group(List.of(first), List.of(), "");
    }

    private Message message(Tx tx, Group together, AddressBook book, Instant now) {
        Row first = together.rows().get(0);
        if (!together.why().isEmpty()) {
            List<List<Notice>> notices = together.lines().stream()
                    .map(line -> line.stream().map(Row::notice).toList())
                    .toList();
            return messages.backlog(tx, first.delivery(), notices, together.why(), book, now);
        }
        List<Notice> notices = together.rows().stream().map(Row::notice).toList();
        return first.digest()
                ? messages.digest(tx, first.delivery(), notices, PauseDigest.of(tx, together.rows(), book), book, now)
                : messages.single(tx, first.delivery(), first.notice(), book, now);
    }

    /** Fixes the bytes of as many messages as it takes to name every line; gives the first of them. */
    private @Nullable Envelope render(
            Tx tx, Group together, Outlet outlet, AddressBook book, Instant now, Dispatches told) {
        List<Parts.Part> parts;
        try {
            Message whole = message(tx, together, book, now);
            parts = together.lines().isEmpty()
                    ? List.of(new Parts.Part(whole, together.rows()))
                    : Parts.of(whole, together.rows(), together.lines(), outlet, now);
        } catch (RuntimeException mistake) {
            unwritten(tx, together.rows(), mistake, book, now, told);
            return null;
        }
        Envelope next = null;
        for (int i = parts.size() - 1; i >= 0; i--) {
            Envelope envelope = render(tx, parts.get(i), next, outlet, book, now, told);
            next = envelope == null ? next : envelope;
        }
        return next;
    }

    private @Nullable Envelope render(
            Tx tx,
            Parts.Part part,
            @Nullable Envelope next,
            Outlet outlet,
            AddressBook book,
            Instant now,
            Dispatches told) {
        List<Row> group = part.rows();
        Row first = group.get(0);
        ChannelSpec spec = outlet.spec();
        List<Outgoing> outgoing;
        try {
            Message message = part.message();
            if (message.demo() && !DEMO.contains(spec.type())) {
                group.forEach(row -> drop(tx, row, "the demo goes to terminal and mail folder only"));
                return null;
            }
            outgoing = outlet.channel().render(message, spec, now);
        } catch (RuntimeException mistake) {
            unwritten(tx, group, mistake, book, now, told);
            return null;
        }
        if (outgoing.isEmpty() && first.notice().manner() == Notice.Manner.EDIT) {
            drop(tx, first, NO_CARD);
            return null;
        }
        if (outgoing.isEmpty()) {
            group.forEach(row -> giveUp(tx, row, book, now, told, "no address to reach this person by " + spec.type()));
            return null;
        }
        return fix(tx, group, outgoing, next == null ? null : next.leader());
    }

    private static void unwritten(
            Tx tx, List<Row> rows, RuntimeException mistake, AddressBook book, Instant now, Dispatches told) {
        Delivery first = rows.get(0).delivery();
        LOG.error("Delivery {} cannot be written for channel {}", first.id(), first.channel(), mistake);
        String why = "cannot be written: " + mistake.getClass().getSimpleName();
        rows.forEach(row -> giveUp(tx, row, book, now, told, why));
    }

    /** The digest lines for the same addressee that nothing was fixed for yet. */
    private static List<Row> digest(Tx tx, List<Row> rows) {
        return rows.stream()
                .filter(row -> row.digest() && !Backfill.owed(row.delivery()) && row.sameReader(rows.get(0)))
                .filter(row -> tx.outbox()
                                .find(row.delivery().id())
                                .filter(now -> now.state() == Status.PENDING)
                                .isPresent()
                        && tx.outbox().bytes(row.delivery().id()).isEmpty())
                .toList();
    }

    private static Envelope fix(Tx tx, List<Row> group, List<Outgoing> outgoing, @Nullable String next) {
        Outbox outbox = tx.outbox();
        String leader = group.get(0).delivery().id();
        Envelope envelope = new Envelope(
                leader, group.stream().map(row -> row.delivery().id()).toList(), outgoing.get(0), next);
        outbox.fixBytes(leader, envelope.bytes());
        for (Row row : group.subList(1, group.size())) {
            outbox.fixBytes(row.delivery().id(), Envelope.pointer(leader).bytes());
        }
        Delivery first = group.get(0).delivery();
        for (int i = 1; i < outgoing.size(); i++) {
            Delivery further = new Delivery(
                    Parcel.further(leader, i + 1),
                    first.notice(),
                    first.incident(),
                    first.channel(),
                    first.person(),
                    Status.PENDING,
                    0,
                    first.notBefore(),
                    null,
                    first.fallbackOf(),
                    null,
                    first.createdAt());
            outbox.add(further);
            outbox.fixBytes(
                    further.id(), new Envelope(further.id(), List.of(further.id()), outgoing.get(i), next).bytes());
        }
        return envelope;
    }

    /** Hands a row that waits for a paused or dead channel to another one, or tells another beside; only when there is one. */
    void divert(Tx tx, Row row, AddressBook book, Instant now, Dispatches told) {
        Optional<Delivery> current = tx.outbox().find(row.delivery().id());
        Spares spares = new Spares(tx, book, now);
        if (current.isPresent() && current.get().state() == Status.PENDING) {
            Optional<Delivery> instead = spares.instead(current.get(), row.notice());
            if (instead.isEmpty()) {
                spares.beside(current.get(), row.notice()).ifPresent(spares::queue);
            }
            instead.ifPresent(spare -> {
                tx.outbox().update(closed(current.get(), Status.FAILED, "the channel is paused or dead"));
                spares.queue(spare);
                told.failed(
                        current.get(), row.notice(), Outcome.rejected("the channel is paused or dead", null), spare);
                Backfill.owe(tx, current.get(), row.notice(), Optional.of(spare), now);
            });
        }
    }

    /** Gives up a row that could not be packed. */
    void abandon(Tx tx, Row row, AddressBook book, Instant now, Dispatches told, String why) {
        tx.outbox()
                .find(row.delivery().id())
                .filter(one -> one.state() == Status.PENDING)
                .ifPresent(one -> {
                    giveUp(tx, new Row(one, row.notice()), book, now, told, "cannot be packed: " + why);
                });
    }

    private static void drop(Tx tx, Row row, String why) {
        tx.outbox().update(closed(row.delivery(), Status.DROPPED, why));
    }

    /** Gives what goes instead. */
    private static Optional<Delivery> giveUp(
            Tx tx, Row row, AddressBook book, Instant now, Dispatches told, String why) {
        LOG.warn(
                "Delivery {} by {} given up: {}",
                row.delivery().id(),
                row.delivery().channel(),
                why);
        Spares spares = new Spares(tx, book, now);
        boolean owed = Backfill.owed(row.delivery());
        Optional<Delivery> spare = owed ? Optional.empty() : spares.takeOver(row.delivery(), row.notice());
        tx.outbox().update(closed(row.delivery(), Status.FAILED, why));
        spare.ifPresent(spares::queue);
        told.failed(row.delivery(), row.notice(), Outcome.rejected(why, null), spare.orElse(null));
        if (spare.isEmpty() && !owed) {
            spares.tellAdmins(row.delivery().channel(), "undelivered", Outcome.rejected(why, null), row.notice());
        }
        return spare;
    }

    private static Delivery closed(Delivery one, Status state, String why) {
        return Parcel.changed(one, state, one.attempts(), one.notBefore(), null, why);
    }
}
