package io.fenghuo.verticle.delivery;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Outcome;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.delivery.Survey.Look;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.letters.Messages;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.verticle.outbox.Admins;
import io.fenghuo.verticle.outbox.Pace;
import io.fenghuo.verticle.outbox.Parcel;
import io.fenghuo.verticle.outbox.Parcel.Ready;
import io.fenghuo.verticle.outbox.Parcel.Row;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due out of the outbox and sends it. All truth is in the outbox: bytes and the count of attempts are on disk before anything
 * leaves, an outcome is on disk before the next thing leaves, so a kill at any moment loses nothing and makes at most one copy, under the same
 * idempotency key. Each destination has a lane of its own; a slow or dead one delays no other.
 */
public final class DeliverVerticle extends VerticleBase {
    /** Where the board hears of outcomes. */
    public static final String EVENTS = "fenghuo.deliveries";

    private static final Logger LOG = LoggerFactory.getLogger(DeliverVerticle.class);
    private static final int ROWS = 500;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration LOOK_LATEST = Duration.ofSeconds(5);
    /** A lane that failed lets its next row wait a little, so that the order within it holds. */
    private static final Duration REST = Duration.ofSeconds(2);
    /** How long a stop waits for replies; what is interrupted then is sent again under the same key. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** After so many attempts a row that cannot be packed is given up. */
    private static final int STUMBLES = 3;
    /** How often dead channels are looked for; how often they are told is with {@link Admins}. */
    private static final Duration REMIND = Duration.ofMinutes(1);

    /** Above every sender's own limit. */
    private static final Duration WATCHDOG = Duration.ofSeconds(60);

    private final Store store;
    private final Time time;
    private final Supplier<AddressBook> book;
    private final Sender sender;
    private final RandomGenerator random;
    private final Desk desk;
    private final Consumer<Tidings> committed;
    private final Packing packing;
    private final Pace pace = new Pace();
    private final Map<String, Promise<Void>> busy = new HashMap<>();
    private final Map<String, Instant> resting = new HashMap<>();
    /** Lanes that had to wait for their vendor; what gathered meanwhile goes as one digest. */
    private final Set<String> held = new HashSet<>();

    private final Map<String, Integer> stumbles = new ConcurrentHashMap<>();
    private Ground ground = new Ground.Unlaid();
    private Instant reminded = Instant.MIN;
    private boolean looking;
    private boolean lookAgain;
    private boolean stopping;
    private Runnable cancel = () -> {};

    /**
     * What it works with.
     *
     * @param book asked anew for every sending
     * @param desk hears what became of messages, in the transaction that writes it down
     * @param committed hears what followed from it
     */
    public record Ports(
            Store store,
            Time time,
            Supplier<AddressBook> book,
            Channels channels,
            Sender sender,
            SignedLink links,
            RandomGenerator random,
            Desk desk,
            Consumer<Tidings> committed) {}

    /** A deliverer. */
    public DeliverVerticle(Ports ports) {
        this.store = ports.store();
        this.time = ports.time();
        this.book = ports.book();
        this.sender = ports.sender();
        this.random = ports.random();
        this.desk = ports.desk();
        this.committed = ports.committed();
        this.packing = new Packing(ports.channels(), new Messages(ports.links()));
    }

    @Override
    public Future<?> start() {
        return begin(new Ground.Verticles(vertx, context, store, EVENTS));
    }

    /** Begins over this ground; done when the first look is taken. */
    Future<?> begin(Ground laid) {
        ground = laid;
        Instant since = time.now().minus(Pace.WINDOW);
        return ground.read(tx -> recent(tx, since)).onSuccess(recent -> {
            recent.forEach(one -> pace.went(one.spec(), limits(one.spec()), null, one.at()));
            look();
        });
    }

    private record Sent(ChannelSpec spec, Instant at) {}

    /** What the destinations have had since, oldest first, whatever became of it: a vendor counts what it is asked, not what it takes. */
    private List<Sent> recent(Tx tx, Instant since) {
        return book.get().channels().values().stream()
                .flatMap(spec -> tx.outbox().begun(spec.id(), since).stream().map(at -> new Sent(spec, at)))
                .sorted(Comparator.comparing(Sent::at))
                .toList();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        cancel.run();
        Promise<Void> stopped = Promise.promise();
        Runnable enough = time.after(GRACE, stopped::tryComplete);
        Future.join(busy.values().stream().map(Promise::future).toList()).onComplete(all -> stopped.tryComplete());
        return stopped.future().onComplete(over -> enough.run());
    }

    /** Something new is in the outbox: looks at once. Threadsafe. */
    public void wake() {
        Context own = context;
        if (own != null) {
            own.runOnContext(go -> look());
        }
    }

    private void look() {
        if (looking || stopping) {
            lookAgain = true;
            return;
        }
        looking = true;
        lookAgain = false;
        cancel.run();
        Future.succeededFuture()
                .compose(go -> {
                    Instant now = time.now();
                    AddressBook present = book.get();
                    return remind(present, now)
                            .compose(told ->
                                    ground.read(tx -> new Survey(tx, present, packing, stumbles, now).look(ROWS)))
                            .compose(look -> divert(look, present, now));
                })
                .map(look -> {
                    looking = false;
                    held.addAll(look.paused());
                    look.lanes().forEach(this::serve);
                    boolean nothing = look.lanes().isEmpty();
                    lookAt(lookAgain ? Duration.ZERO : nothing ? idle(look) : LOOK_AGAIN);
                    return look;
                })
                .onFailure(failure -> {
                    looking = false;
                    LOG.error("The outbox cannot be read", failure);
                    lookAt(LOOK_LATEST);
                });
    }

    /** Now and then the administrators hear again of channels nobody has mended. */
    private Future<Integer> remind(AddressBook present, Instant now) {
        boolean soon = reminded.isAfter(now.minus(REMIND)) && !reminded.isAfter(now);
        if (soon) {
            return Future.succeededFuture(0);
        }
        reminded = now;
        return write(tx -> new Admins(tx, present, now).remind());
    }

    private void lookAt(Duration delay) {
        if (!stopping) {
            cancel.run();
            cancel = time.after(delay, this::look);
        }
    }

    private Duration idle(Look look) {
        Duration left = look.next() == null ? LOOK_LATEST : Duration.between(time.now(), look.next());
        Duration most = left.compareTo(LOOK_LATEST) > 0 ? LOOK_LATEST : left;
        return most.compareTo(LOOK_AGAIN) < 0 ? LOOK_AGAIN : most;
    }

    private Future<Look> divert(Look look, AddressBook present, Instant now) {
        if (look.divert().isEmpty()) {
            return Future.succeededFuture(look);
        }
        lookAgain = true;
        return write(present, now, (tx, told) -> {
            look.divert().forEach(row -> packing.divert(tx, row, present, now, told));
            return look;
        });
    }

    private void serve(String lane, List<Row> rows) {
        Instant now = time.now();
        Instant until = resting.getOrDefault(lane, Instant.MIN);
        boolean rests = until.isAfter(now) && !until.isAfter(now.plus(REST));
        if (stopping || rests || busy.containsKey(lane)) {
            return;
        }
        if (!room(rows.get(0), book.get(), now)) {
            held.add(lane);
            return;
        }
        Promise<Void> done = Promise.promise();
        busy.put(lane, done);
        boolean all = rows.size() < ROWS;
        Future.succeededFuture().compose(go -> next(lane, rows, all)).onComplete(served -> {
            busy.remove(lane);
            done.complete();
            if (served.failed()) {
                LOG.error("Lane {} stopped for now", lane, served.cause());
                resting.put(lane, time.now().plus(REST));
            } else {
                look();
            }
        });
    }

    /** Sends the first of {@code rows} and what goes with it, then the others, one after the other; {@code all} = none waits beyond them. */
    private Future<Void> next(String lane, List<Row> rows, boolean all) {
        if (rows.isEmpty() && all) {
            held.remove(lane);
        }
        if (rows.isEmpty() || stopping) {
            return Future.succeededFuture();
        }
        AddressBook present = book.get();
        Row row = rows.get(0);
        Instant now = time.now();
        if (!room(row, present, now)) {
            held.add(lane);
            return Future.succeededFuture();
        }
        Duration moment = moment(row, present, now);
        if (!moment.isZero()) {
            Promise<Void> over = Promise.promise();
            time.after(moment, over::tryComplete);
            return over.future().compose(go -> next(lane, rows, all));
        }
        boolean late = held.contains(lane);
        Future<Parcel> packed = write(present, now, (tx, told) -> packing.pack(tx, rows, late, present, now, told));
        return packed.recover(fault -> stumbled(row, present, now, fault)).compose(parcel -> {
            stumbles.remove(row.delivery().id());
            if (!(parcel instanceof Ready ready)) {
                return next(lane, rows.subList(1, rows.size()), all);
            }
            pace.went(ready.spec(), limits(ready.spec()), row.delivery().person(), now);
            return send(ready).compose(outcome -> settle(ready, outcome)).compose(goOn -> {
                if (!goOn) {
                    resting.put(lane, time.now().plus(REST));
                }
                return goOn ? next(lane, rest(rows, ready), all) : Future.succeededFuture();
            });
        });
    }

    /**
     * A row that cannot be packed, though the database works, is given up after some attempts: another channel takes over or the
     * administrators are told, and the rows behind it go on.
     */
    private Future<Parcel> stumbled(Row row, AddressBook present, Instant now, Throwable fault) {
        boolean broken = fault instanceof StoreException.Broken;
        if (broken || stumbles.merge(row.delivery().id(), 1, Integer::sum) < STUMBLES) {
            return Future.failedFuture(fault);
        }
        LOG.error("Delivery {} cannot be packed", row.delivery().id(), fault);
        return write(present, now, (tx, told) -> {
            packing.abandon(tx, row, present, now, told, fault.getClass().getSimpleName());
            return new Parcel.Settled();
        });
    }

    private boolean room(Row row, AddressBook present, Instant now) {
        ChannelSpec spec = present.channels().get(row.delivery().channel());
        return spec == null
                || !pace.next(spec, limits(spec), row.delivery().person(), row.urgent(), now)
                        .isAfter(now);
    }

    /** How long until a second's limit lets it go. */
    private Duration moment(Row row, AddressBook present, Instant now) {
        ChannelSpec spec = present.channels().get(row.delivery().channel());
        return spec == null
                ? Duration.ZERO
                : Duration.between(
                        now, pace.moment(spec, limits(spec), row.delivery().person(), now));
    }

    private Limits limits(ChannelSpec spec) {
        return packing.channel(spec).map(Channel::limits).orElse(Limits.FREE);
    }

    /** What is left; what belongs right behind what has just gone comes first. */
    private static List<Row> rest(List<Row> rows, Ready ready) {
        Set<String> gone = ready.members().stream().map(Delivery::id).collect(Collectors.toSet());
        Row second = ready.second();
        return Stream.concat(
                        second == null ? Stream.of() : Stream.of(second),
                        rows.stream()
                                .filter(row -> !gone.contains(row.delivery().id())))
                .toList();
    }

    private Future<Outcome> send(Ready ready) {
        Promise<Reply> reply = Promise.promise();
        Runnable watchdog = time.after(
                WATCHDOG, () -> reply.tryComplete(Reply.failed(Reply.Failure.NO_REPLY, "no reply within 60 s")));
        Future<Reply> sent;
        try {
            Message.Person reader = Messages.reader(ready, book.get());
            sent = sender.send(
                    ready.channel().prepare(outgoing(ready), ready.spec(), reader, time.now()), ready.spec());
        } catch (RuntimeException mistake) {
            watchdog.run();
            LOG.error("Nothing can be sent by channel {}", ready.spec().id(), mistake);
            return Future.succeededFuture(
                    Outcome.rejected("cannot be sent: " + mistake.getClass().getSimpleName(), null));
        }
        sent.onSuccess(reply::tryComplete)
                .onFailure(failure -> reply.tryComplete(
                        Reply.failed(Reply.Failure.NO_REPLY, failure.getClass().getSimpleName())));
        return reply.future().map(said -> {
            watchdog.run();
            return outcome(ready, said);
        });
    }

    /** As rendered; marked as perhaps a copy after an attempt nobody knows the end of, where the vendor does not know copies itself. */
    private Outgoing outgoing(Ready ready) {
        return ready.maybeCopy()
                ? ready.channel().repeated(ready.outgoing(), Messages.repeat(ready, book.get()))
                : ready.outgoing();
    }

    private Outcome outcome(Ready ready, Reply reply) {
        try {
            return ready.channel().classify(reply.hiding(Messages.reader(ready, book.get())), ready.spec(), time.now());
        } catch (RuntimeException mistake) {
            LOG.error("A reply to channel {} cannot be understood", ready.spec().id(), mistake);
            return Outcome.ambiguous("HTTP " + reply.status());
        }
    }

    /** Whether the lane may go on. */
    private Future<Boolean> settle(Ready ready, Outcome outcome) {
        return settled(ready, outcome, false).map(facts -> {
            facts.forEach(this::publish);
            return switch (outcome.kind()) {
                case DELIVERED, UNCONFIRMED, REJECTED -> true;
                case AMBIGUOUS, RETRY, THROTTLED, DEAD -> false;
            };
        });
    }

    /**
     * What has been sent is not sent again because it could not be written down: the lane waits until it is, and when the database works but
     * the consequences cannot be drawn, the bare outcome is written.
     */
    private Future<List<JsonObject>> settled(Ready ready, Outcome outcome, boolean barely) {
        AddressBook present = book.get();
        Instant now = time.now();
        Future<List<JsonObject>> written = write(present, now, (tx, told) -> {
            Settling settling = new Settling(tx, present, now, random, told);
            return barely ? settling.barely(ready, outcome) : settling.settle(ready, outcome);
        });
        return written.recover(fault -> {
            LOG.error(
                    "What became of a sending by {} cannot be written down",
                    ready.spec().id(),
                    fault);
            Promise<List<JsonObject>> later = Promise.promise();
            if (stopping) {
                return Future.failedFuture(fault);
            }
            time.after(
                    REST,
                    () -> settled(ready, outcome, !(fault instanceof StoreException.Broken))
                            .onComplete(later));
            return later.future();
        });
    }

    private void publish(JsonObject fact) {
        ground.tell(fact);
    }

    /** Writes, and enters what became of messages in their incidents. */
    private <T> Future<T> write(AddressBook present, Instant now, BiFunction<Tx, Dispatches, T> work) {
        AtomicReference<Tidings> said = new AtomicReference<>(new Tidings());
        return this.<T>write(tx -> {
                    Dispatches told = new Dispatches(desk, tx, present, now);
                    T done = work.apply(tx, told);
                    told.enter();
                    said.set(told.tidings());
                    return done;
                })
                .onSuccess(done -> {
                    Tidings tidings = Objects.requireNonNull(said.get());
                    if (!tidings.happenings().isEmpty()) {
                        committed.accept(tidings);
                    }
                });
    }

    private <T> Future<T> write(Store.Work<T> work) {
        return ground.write(work);
    }
}
