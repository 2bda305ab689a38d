package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.Backoff;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Streams;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one stream: connects, subscribes, gathers messages into small batches, hands them over, and reconnects when it ends. While the
 * house is busy the connection is paused, so that the other side waits instead of our memory growing. Rubbish is counted and shown; what
 * comes after it is read.
 */
public final class ListenVerticle extends VerticleBase {
    /** Posts after which a batch is handed over at once. */
    static final int BATCH = 100;
    /** How long a post waits for company. */
    static final Duration GATHER = Duration.ofMillis(200);

    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    /** How often a quiet connection says that it stands, so that a gap after a crash is not shown longer than it was. */
    private static final Duration STANDS_EVERY = Duration.ofMinutes(1);
    /** How often a mark that moved without posts is kept, so that little is replayed after a restart. */
    private static final Duration MARK_EVERY = Duration.ofMinutes(1);
    /** How long the other side is given to hear that we leave. */
    private static final Duration PARTING = Duration.ofSeconds(3);

    private final SourceSpec spec;
    private final StreamSource source;
    private final SourcePorts ports;
    private final SourceHealth health;
    private final Backoff backoff;
    private final Basket posts = new Basket();
    private @Nullable Courier courier;
    /** Where to resume: of what was read. */
    private @Nullable String cursor;
    /** The one that was committed last, and when. */
    private @Nullable String kept;

    private Instant keptAt = Instant.MIN;
    /** Whether anything has been committed yet. */
    private boolean committed;

    private Streams.@Nullable Connection connection;
    /** Who speaks for the connection that is open or being made. */
    private StreamSource speaker;
    /** Done when the other side was told that the last connection is over. */
    private Future<?> parted = Future.succeededFuture();

    /** Done when the batch handed over last is durable. */
    private Future<?> underway = Future.succeededFuture();

    private StreamSource.@Nullable Heartbeat heartbeat;
    /** What came before we knew that the connection stands. */
    private final List<StreamSource.Heard> early = new ArrayList<>();

    private int generation;
    private boolean delivering;
    private boolean gathering;
    private boolean tellingLater;
    private boolean stopped;
    private final Rubbish rubbish;
    private final Owed owed = new Owed();
    private Instant heardAt = Instant.MIN;
    private Instant aliveAt = Instant.MIN;
    private Instant connectedAt = Instant.MAX;
    private Instant toldAt = Instant.MIN;
    private @Nullable Duration asked;

    public ListenVerticle(SourceSpec spec, StreamSource source, SourcePorts ports) {
        this.spec = spec;
        this.source = source;
        this.speaker = source;
        this.ports = ports;
        this.health = new SourceHealth(spec, ports);
        this.backoff = new Backoff(ports.random());
        this.rubbish = new Rubbish(ports.words());
    }

    @Override
    public Future<?> start() {
        courier = new Courier(ports, context, health::remarks);
        return ports.log().recall(spec.id()).onSuccess(memory -> {
            cursor = memory.cursor();
            kept = cursor;
            committed = memory.cursor() != null;
            health.restore(memory);
            connect();
        });
    }

    @Override
    public Future<?> stop() {
        generation++;
        if (connection != null) {
            connection.close();
        }
        // Behind what is on its way: no mark is kept before the posts it stands behind.
        Future<?> rest = underway.transform(before -> before.failed() || posts.isEmpty()
                ? Future.<Intake.Receipt>succeededFuture()
                : ports.intake().take(gathered()).otherwiseEmpty());
        stopped = true;
        if (courier != null) {
            courier.stop();
        }
        part();
        Promise<Void> patience = Promise.promise();
        Runnable cancel = ports.time().after(PARTING, patience::tryComplete);
        return Future.any(Future.join(parted, rest), patience.future()).onComplete(done -> cancel.run());
    }

    private void connect() {
        if (stopped) {
            return;
        }
        int mine = ++generation;
        speaker = source;
        early.clear();
        parted.transform(done -> open(mine))
                .onComplete(result -> context.runOnContext(hop -> {
                    if (stopped || mine != generation) {
                        if (result.succeeded()) {
                            result.result().close();
                        }
                    } else if (result.succeeded()) {
                        try {
                            connected(result.result(), mine);
                        } catch (RuntimeException faulty) {
                            end(trouble(faulty));
                        }
                    } else {
                        Throwable failure = result.cause();
                        Duration order = failure instanceof FetchException refused ? refused.retryAfter() : null;
                        broken(trouble(failure), order == null ? asked : order);
                    }
                }));
    }

    private Future<Streams.Connection> open(int mine) {
        Overture overture = new Overture(ports, spec, (parsed, bytes) -> {
            if (listened(mine)) {
                take(parsed, () -> new String(bytes, StandardCharsets.UTF_8));
            }
        });
        try {
            return overture.play(source, cursor).compose(agreed -> {
                speaker = mine == generation ? agreed : speaker;
                return ports.streams()
                        .open(
                                agreed.open(cursor, ports.time().now()),
                                agreed.framing(),
                                spec.allowPrivate(),
                                new Ear(mine));
            });
        } catch (RuntimeException faulty) {
            return Future.failedFuture(faulty);
        }
    }

    private Trouble trouble(Throwable failure) {
        return failure instanceof SourceException unreadable
                ? unreadable.trouble()
                : FetchException.troubleOf(failure, Fetcher.host(url()));
    }

    private void connected(Streams.Connection open, int mine) {
        connection = open;
        heardAt = ports.time().now();
        connectedAt = heardAt;
        keptAt = heardAt;
        health.stands(speaker.replays(cursor));
        speaker.greeting(cursor, heardAt).forEach(open::send);
        heartbeat = null;
        beat(mine, open, speaker.heartbeat());
        early.forEach(heard -> answer(open, heard));
        early.clear();
        StreamSource.Errand errand = speaker.errand();
        if (errand != null) {
            repeat(mine, errand.every(), () -> run(errand, mine));
        }
        Duration idle = speaker.idle();
        if (idle != null) {
            repeat(mine, idle.dividedBy(4).plusMillis(1), () -> checkIdle(open, idle));
        }
        if (posts.isFull()) {
            open.pause();
        }
        repeat(mine, STANDS_EVERY, () -> tell(true));
        tell(true);
    }

    /** From now on {@code next} is sent in the place of what was. */
    private void beat(int mine, Streams.Connection open, StreamSource.@Nullable Heartbeat next) {
        if (next == null) {
            return;
        }
        boolean beats = heartbeat != null && heartbeat.every().equals(next.every());
        heartbeat = next;
        if (!beats) {
            repeat(mine, next.every(), () -> {
                if (heartbeat != null && heartbeat.every().equals(next.every())) {
                    open.send(heartbeat.message());
                }
            });
        }
    }

    /** An errand that fails is left to the next one: if it matters, the other side ends the connection. */
    private void run(StreamSource.Errand errand, int mine) {
        ports.fetcher()
                .get(errand.request(ports.time().now()), spec.allowPrivate())
                .onSuccess(answer -> context.runOnContext(hop -> {
                    Trouble over = answer.trouble() == null ? errand.answered(answer.body()) : null;
                    if (over != null && listened(mine)) {
                        health.lost(ports.time().now());
                        end(over);
                    }
                }));
    }

    private void checkIdle(Streams.Connection open, Duration idle) {
        if (Duration.between(heardAt, ports.time().now()).compareTo(idle) >= 0) {
            health.lost(heardAt);
            asked = open.retry();
            end(Trouble.of("stream.idle", idle.toSeconds()));
        }
    }

    /** Ends the connection from our side, to make another. */
    private void end(Trouble why) {
        generation++;
        if (connection != null) {
            connection.close();
        }
        broken(why, asked);
    }

    /** Tells the other side that the connection is over, if it wants to know. */
    private void part() {
        Request farewell = speaker.farewell(ports.time().now());
        speaker = source;
        if (farewell != null) {
            parted = ports.fetcher().get(farewell, spec.allowPrivate()).otherwiseEmpty();
        }
    }

    private void repeat(int mine, Duration every, Runnable task) {
        after(every, () -> {
            if (listened(mine)) {
                task.run();
                repeat(mine, every, task);
            }
        });
    }

    private void heard(Frame frame) {
        heardAt = ports.time().now();
        try {
            StreamSource.Heard heard = speaker.hear(frame, cursor, heardAt);
            take(heard.parsed(), () -> speaker.evidence(frame));
            Streams.Connection open = connection;
            if (open == null) {
                early.add(heard);
            } else {
                answer(open, heard);
            }
            if (heard.over() != null) {
                health.lost(heardAt);
                end(heard.over());
            }
        } catch (SourceException | RuntimeException unreadable) {
            noteRubbish(
                    unreadable instanceof SourceException known
                            ? known.trouble()
                            : FetchException.troubleOf(unreadable, spec.id()));
        }
    }

    private void answer(Streams.Connection open, StreamSource.Heard heard) {
        heard.answers().forEach(open::send);
        owed.add(open, heard.receipts());
        settle();
        beat(generation, open, heard.heartbeat());
    }

    /** Gives the receipts that are owed when all that came is kept. */
    private void settle() {
        if (posts.isEmpty() && !delivering) {
            owed.take().pay(connection);
        }
    }

    private void take(Parsed parsed, Supplier<String> evidence) {
        cursor = parsed.cursor() == null ? cursor : parsed.cursor();
        if (parsed.note() != null) {
            noteRubbish(parsed.note());
        }
        if (parsed.posts().isEmpty()) {
            keepMark();
        } else {
            backoff.reset();
            posts.add(parsed.posts(), evidence.get());
            gather();
        }
    }

    private void noteRubbish(Trouble why) {
        rubbish.note(why, ports.time().now());
        tell(false);
    }

    /** Keeps a mark that moved without posts, now and then. */
    private void keepMark() {
        if (!delivering
                && posts.isEmpty()
                && keptAt.plus(MARK_EVERY).isBefore(heardAt)
                && !Objects.equals(cursor, kept)) {
            delivering = true;
            deliver(new Batch(spec.id(), List.of(), cursor, null, false));
        }
    }

    private void gather() {
        if (posts.isFull() && connection != null) {
            connection.pause();
        }
        if (delivering) {
            return;
        }
        if (posts.size() >= BATCH || posts.isFull()) {
            flush();
        } else if (!gathering) {
            gathering = true;
            after(GATHER, this::flush);
        }
    }

    private void flush() {
        gathering = false;
        if (posts.isEmpty() || delivering || stopped) {
            return;
        }
        delivering = true;
        deliver(gathered());
    }

    /** What was gathered, as a batch; nothing is left of it here. */
    private Batch gathered() {
        Basket.Content content = posts.take(spec.id(), url(), ports.time().now());
        boolean history = !committed && !"alert".equals(spec.backfill());
        return new Batch(spec.id(), content.posts(), cursor, content.raw(), history);
    }

    private void deliver(Batch batch) {
        Owed.Debt debt = owed.take();
        Future<Intake.Receipt> going =
                Objects.requireNonNull(courier, "set in start").deliver(batch);
        underway = going;
        going.onSuccess(receipt -> {
            debt.pay(connection);
            kept = batch.cursor();
            keptAt = ports.time().now();
            delivered(receipt, batch.posts());
        });
    }

    private void delivered(Intake.Receipt receipt, List<Post> batch) {
        delivering = false;
        committed |= !batch.isEmpty();
        if (!batch.isEmpty()) {
            health.received(receipt, batch, ports.time().now());
        }
        if (connection != null) {
            connection.resume();
            tell(false);
        }
        settle();
        if (!posts.isEmpty()) {
            gather();
        }
    }

    /** Tells the log: a change at once, the rest at most once a second. */
    private void tell(boolean changed) {
        Instant now = ports.time().now();
        if (connection == null) {
            return;
        }
        if (!changed && now.isBefore(toldAt.plus(TELL_EVERY))) {
            if (!tellingLater) {
                tellingLater = true;
                after(TELL_EVERY, this::tellLater);
            }
            return;
        }
        toldAt = now;
        health.works(now, rubbish.recent(now), null);
    }

    private void tellLater() {
        tellingLater = false;
        if (!stopped) {
            tell(true);
        }
    }

    /** Waits and connects again, not before {@code asked} is over. */
    private void broken(Trouble trouble, @Nullable Duration asked) {
        part();
        connection = null;
        if (connectedAt.isBefore(ports.time().now().minus(Backoff.LONGEST))) {
            backoff.reset();
        }
        connectedAt = Instant.MAX;
        flush();
        Duration wait = backoff.next(asked);
        health.fails(trouble);
        health.retriesAt(ports.time().now().plus(wait));
        after(wait, this::connect);
    }

    private String url() {
        return Objects.requireNonNullElse(spec.url(), "");
    }

    private boolean listened(int mine) {
        return mine == generation && !stopped;
    }

    private void after(Duration delay, Runnable task) {
        ports.time().after(delay, () -> context.runOnContext(hop -> task.run()));
    }

    /** Hears one connection; a former one is not listened to any more. */
    private final class Ear implements Streams.Listener {
        private final int mine;

        Ear(int mine) {
            this.mine = mine;
        }

        @Override
        public void frame(Frame frame) {
            if (listened(mine)) {
                heard(frame);
            }
        }

        @Override
        public void alive() {
            if (listened(mine)) {
                aliveAt = ports.time().now();
                heardAt = speaker.framing() == StreamSource.Framing.WEBSOCKET ? heardAt : aliveAt;
            }
        }

        @Override
        public void rubbish(Trouble why) {
            if (listened(mine)) {
                noteRubbish(why);
            }
        }

        @Override
        public void closed(String why) {
            if (listened(mine)) {
                generation++;
                Instant alive = aliveAt.isAfter(heardAt) ? aliveAt : heardAt;
                health.lost(why.equals(Streams.SILENT) ? alive : ports.time().now());
                asked = connection == null ? asked : connection.retry();
                broken(speaker.closed(why), asked);
            }
        }
    }
}
