package io.fenghuo.verticle;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Channels;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Reply;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Outcome;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Parcel.Ready;
import io.fenghuo.verticle.Parcel.Row;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
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
    /** Above every sender's own limit. */
    private static final Duration WATCHDOG = Duration.ofSeconds(60);

    private final Store store;
    private final Time time;
    private final Supplier<AddressBook> book;
    private final Sender sender;
    private final RandomGenerator random;
    private final Packing packing;
    private final Pace pace = new Pace();
    private final Map<String, Promise<Void>> busy = new HashMap<>();
    private final Map<String, Instant> resting = new HashMap<>();
    private boolean looking;
    private boolean lookAgain;
    private boolean stopping;
    private Runnable cancel = () -> {};

    /** A deliverer; {@code book} is asked anew for every sending. */
    public DeliverVerticle(
            Store store,
            Time time,
            Supplier<AddressBook> book,
            Channels channels,
            Sender sender,
            SignedLink links,
            RandomGenerator random) {
        this.store = store;
        this.time = time;
        this.book = book;
        this.sender = sender;
        this.random = random;
        this.packing = new Packing(channels, new Messages(links));
    }

    @Override
    public Future<?> start() {
        Instant since = time.now().minus(Pace.WINDOW);
        return vertx.executeBlocking(() -> store.read(tx -> tx.outbox().list(Delivery.Status.DELIVERED, ROWS)), false)
                .onSuccess(recent -> {
                    recordPace(recent, since);
                    look();
                });
    }

    private void recordPace(List<Delivery> recent, Instant since) {
        List<Delivery> oldestFirst = new ArrayList<>(recent);
        java.util.Collections.reverse(oldestFirst);
        for (Delivery delivery : oldestFirst) {
            ChannelSpec spec = book.get().channels().get(delivery.channel());
            Instant at = delivery.deliveredAt();
            if (spec != null && at != null && at.isAfter(since)) {
                pace.went(spec, at);
            }
        }
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        cancel.run();
        return Future.join(busy.values().stream().map(Promise::future).toList()).otherwiseEmpty();
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
        Instant now = time.now();
        AddressBook present = book.get();
        vertx.executeBlocking(() -> store.read(tx -> look(tx, present, now)), false)
                .compose(look -> divert(look, present, now))
                .onSuccess(look -> {
                    looking = false;
                    look.lanes().forEach(this::serve);
                    boolean nothing = look.lanes().isEmpty();
                    lookAt(lookAgain ? Duration.ZERO : nothing ? look.idle() : LOOK_AGAIN);
                })
                .onFailure(failure -> {
                    looking = false;
                    LOG.error("The outbox cannot be read", failure);
                    lookAt(LOOK_LATEST);
                });
    }

    private void lookAt(Duration delay) {
        if (!stopping) {
            cancel.run();
            cancel = time.after(delay, this::look);
        }
    }

    /**
     * What is to be done.
     *
     * @param lanes rows that may go, by lane, the gravest first
     * @param divert rows whose channel is out for longer than they can wait
     * @param idle until something else falls due
     */
    private record Look(Map<String, List<Row>> lanes, List<Row> divert, Duration idle) {}

    private Look look(Tx tx, AddressBook present, Instant now) {
        Map<String, List<Row>> lanes = new LinkedHashMap<>();
        List<Row> divert = new ArrayList<>();
        Map<String, Optional<Outbox.ChannelState>> states = new HashMap<>();
        Spares spares = new Spares(tx, present, now);
        for (Delivery delivery : tx.outbox().due(now, ROWS)) {
            Row row = new Row(delivery, tx.outbox().notice(delivery.notice()).orElseThrow());
            Instant paused = states.computeIfAbsent(delivery.channel(), tx.outbox()::state)
                    .map(Outbox.ChannelState::pausedUntil)
                    .filter(until -> until.isAfter(now))
                    .orElse(null);
            if (paused == null) {
                lanes.computeIfAbsent(lane(row, present), key -> new ArrayList<>())
                        .add(row);
            } else if (Duration.between(now, paused).compareTo(Aftermath.patience(row.notice())) > 0
                    && spares.takeOver(delivery, row.notice()).isPresent()) {
                divert.add(row);
            }
        }
        lanes.values().forEach(rows -> rows.sort(Comparator.comparing(row -> !Aftermath.gravest(row.notice()))));
        Duration idle = tx.outbox()
                .nextDue()
                .map(at -> Duration.between(now, at))
                .filter(left -> left.compareTo(LOOK_LATEST) < 0)
                .orElse(LOOK_LATEST);
        return new Look(lanes, divert, idle.compareTo(LOOK_AGAIN) < 0 ? LOOK_AGAIN : idle);
    }

    private String lane(Row row, AddressBook present) {
        String channel = row.delivery().channel();
        Optional<Channel> type = packing.channel(present.channels().get(channel));
        boolean perPerson = type.map(Channel::limits).map(Limits::lanePerPerson).orElse(false);
        return perPerson ? channel + "/" + row.delivery().person() : channel;
    }

    private Future<Look> divert(Look look, AddressBook present, Instant now) {
        if (look.divert().isEmpty()) {
            return Future.succeededFuture(look);
        }
        lookAgain = true;
        return write(tx -> {
            look.divert().forEach(row -> packing.divert(tx, row, present, now));
            return look;
        });
    }

    private void serve(String lane, List<Row> rows) {
        Instant now = time.now();
        boolean rests = resting.getOrDefault(lane, Instant.MIN).isAfter(now);
        if (stopping || rests || busy.containsKey(lane) || !room(rows.get(0), book.get(), now)) {
            return;
        }
        Promise<Void> done = Promise.promise();
        busy.put(lane, done);
        next(lane, rows).onComplete(served -> {
            busy.remove(lane);
            done.complete();
            if (served.failed()) {
                LOG.error("Lane {} stopped for now", lane, served.cause());
            } else {
                look();
            }
        });
    }

    /** Sends the first of {@code rows} and what goes with it, then the others, one after the other. */
    private Future<Void> next(String lane, List<Row> rows) {
        if (rows.isEmpty() || stopping) {
            return Future.succeededFuture();
        }
        AddressBook present = book.get();
        Row row = rows.get(0);
        Instant now = time.now();
        if (!room(row, present, now)) {
            return Future.succeededFuture();
        }
        return this.<Parcel>write(tx -> packing.pack(tx, rows, present, now)).compose(parcel -> {
            if (!(parcel instanceof Ready ready)) {
                return next(lane, rows.subList(1, rows.size()));
            }
            pace.went(ready.spec(), now);
            return send(ready).compose(outcome -> settle(ready, outcome)).compose(goOn -> {
                if (!goOn) {
                    resting.put(lane, time.now().plus(REST));
                }
                return goOn ? next(lane, without(rows, ready)) : Future.succeededFuture();
            });
        });
    }

    private boolean room(Row row, AddressBook present, Instant now) {
        ChannelSpec spec = present.channels().get(row.delivery().channel());
        Limits limits = packing.channel(spec).map(Channel::limits).orElse(Limits.FREE);
        return spec == null
                || !pace.next(spec, limits, Aftermath.gravest(row.notice()), now)
                        .isAfter(now);
    }

    private static List<Row> without(List<Row> rows, Ready ready) {
        List<String> gone = ready.members().stream().map(Delivery::id).toList();
        return rows.stream().filter(row -> !gone.contains(row.delivery().id())).toList();
    }

    private Future<Outcome> send(Ready ready) {
        Promise<Reply> reply = Promise.promise();
        Runnable watchdog = time.after(
                WATCHDOG, () -> reply.tryComplete(Reply.failed(Reply.Failure.NO_REPLY, "no reply within 60 s")));
        sender.send(ready.channel().prepare(ready.outgoing(), ready.spec(), time.now()), ready.spec())
                .onSuccess(reply::tryComplete)
                .onFailure(failure -> reply.tryComplete(
                        Reply.failed(Reply.Failure.NO_REPLY, failure.getClass().getSimpleName())));
        return reply.future().map(said -> {
            watchdog.run();
            return outcome(ready, said);
        });
    }

    private Outcome outcome(Ready ready, Reply reply) {
        try {
            return ready.channel().classify(reply, ready.spec(), time.now());
        } catch (RuntimeException mistake) {
            LOG.error("A reply to channel {} cannot be understood", ready.spec().id(), mistake);
            return Outcome.ambiguous("HTTP " + reply.status());
        }
    }

    /** Whether the lane may go on. */
    private Future<Boolean> settle(Ready ready, Outcome outcome) {
        AddressBook present = book.get();
        Instant now = time.now();
        return write(tx -> new Settling(tx, present, now, random).settle(ready, outcome))
                .map(facts -> {
                    facts.forEach(this::publish);
                    return switch (outcome.kind()) {
                        case DELIVERED, UNCONFIRMED, REJECTED, AMBIGUOUS -> true;
                        case RETRY, THROTTLED, DEAD -> false;
                    };
                });
    }

    private void publish(JsonObject fact) {
        vertx.eventBus().publish(EVENTS, fact);
    }

    private <T> Future<T> write(Store.Work<T> work) {
        @Nullable Context own = context;
        return own == null
                ? Future.fromCompletionStage(store.write(work))
                : Future.fromCompletionStage(store.write(work), own);
    }
}
