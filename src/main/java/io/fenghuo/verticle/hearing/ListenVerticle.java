package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.Message;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.Backoff;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one stream: connects, subscribes, gathers messages into small batches, hands them over, and reconnects when it ends. A connection
 * whose end the other side announces is heard until the next one stands, and a while longer. While the house is busy the connection is paused,
 * so that the other side waits instead of our memory growing. Rubbish is counted and shown; what comes after it is read.
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
    /** How long a connection that is about to end is heard beside the next one. */
    private static final Duration LINGERING = Duration.ofSeconds(30);
    /** The status of a WebSocket whose server goes (RFC 6455 §7.4.1). */
    private static final String GOING_AWAY = "1001";

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

    /** Whether {@link #kept} says where to resume. */
    private boolean marked;

    /** The connection that is open or being made. */
    private @Nullable Line line;
    /** The one before, whose end was announced. */
    private @Nullable Line former;
    /** Done when the other side was told that the last connection is over. */
    private Future<?> parted = Future.succeededFuture();

    /** Done when the batch handed over last is durable. */
    private Future<?> underway = Future.succeededFuture();

    private boolean delivering;
    private boolean gathering;
    private boolean tellingLater;
    private boolean stopped;
    private final Rubbish rubbish;
    private final Owed owed = new Owed();
    private final Line.House house = new Inbox();
    private Instant toldAt = Instant.MIN;
    private @Nullable Duration asked;

    public ListenVerticle(SourceSpec spec, StreamSource source, SourcePorts ports) {
        this.spec = spec;
        this.source = source;
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
            keptAt = ports.time().now();
            marked = source.replays(kept);
            committed = memory.cursor() != null || hasBrought(memory.status());
            health.restore(memory);
            connect(source);
        });
    }

    /** A stream without marks is known by what it brought; what another kind of source brought under its id says nothing. */
    private boolean hasBrought(@Nullable SourceStatus status) {
        return status != null && status.posts() > 0 && status.type().equals(spec.type());
    }

    @Override
    public Future<?> stop() {
        lines().forEach(Line::close);
        // Behind what is on its way: no mark is kept before the posts it stands behind.
        Future<?> rest = underway.transform(before -> before.failed() || posts.isEmpty()
                ? Future.<Intake.Receipt>succeededFuture()
                : ports.intake().take(gathered()).otherwiseEmpty());
        stopped = true;
        if (courier != null) {
            courier.stop();
        }
        lines().forEach(this::part);
        Promise<Void> patience = Promise.promise();
        Runnable cancel = ports.time().after(PARTING, patience::tryComplete);
        return Future.any(Future.join(parted, rest), patience.future()).onComplete(done -> cancel.run());
    }

    private List<Line> lines() {
        return Stream.of(Optional.ofNullable(former), Optional.ofNullable(line))
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean isHeard() {
        return lines().stream().anyMatch(Line::stands);
    }

    private void connect(StreamSource from) {
        if (stopped) {
            return;
        }
        Line made = new Line(spec, ports, context, from, house);
        line = made;
        parted.transform(done -> made.open())
                .onComplete(result -> context.runOnContext(hop -> {
                    if (made.isOver()) {
                        if (result.succeeded()) {
                            result.result().close();
                        }
                    } else if (result.succeeded()) {
                        try {
                            made.stand(result.result());
                        } catch (RuntimeException faulty) {
                            made.close();
                            broken(made, trouble(faulty), asked);
                        }
                    } else {
                        refused(made, result.cause());
                    }
                }));
    }

    private void refused(Line made, Throwable failure) {
        made.close();
        FetchException known = failure instanceof FetchException fetch ? fetch : null;
        Duration order = known == null ? null : known.retryAfter();
        Fetcher.Fetched answer = known == null ? null : known.answer();
        StreamSource.Heard meaning =
                answer == null ? null : made.speaker().refused(answer.status(), answer.body(), cursor);
        if (meaning != null) {
            take(meaning.parsed(), () -> "");
        }
        Trouble why = meaning == null || meaning.over() == null ? trouble(failure) : meaning.over();
        broken(made, why, order == null ? asked : order);
    }

    private Trouble trouble(Throwable failure) {
        return failure instanceof SourceException unreadable
                ? unreadable.trouble()
                : FetchException.troubleOf(failure, Fetcher.host(url()));
    }

    /** Tells the other side that the connection is over, if it wants to know. */
    private void part(Line ended) {
        Request farewell = ended.farewell();
        if (farewell != null) {
            parted = ports.fetcher().get(farewell, spec.allowPrivate()).otherwiseEmpty();
        }
    }

    /** Gives the receipts that are owed when all that came is kept. */
    private void settle() {
        if (posts.isEmpty() && !delivering) {
            owed.take().pay();
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

    /** Keeps a mark that moved without posts: now and then, and the first by which the stream can be resumed at once. */
    private void keepMark() {
        if (!delivering
                && posts.isEmpty()
                && !Objects.equals(cursor, kept)
                && (keptAt.plus(MARK_EVERY).isBefore(ports.time().now()) || (!marked && source.replays(cursor)))) {
            delivering = true;
            deliver(new Batch(spec.id(), List.of(), cursor, null, false));
        }
    }

    private void gather() {
        if (posts.isFull()) {
            lines().forEach(Line::pause);
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
            debt.pay();
            kept = batch.cursor();
            marked = source.replays(kept);
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
        lines().forEach(Line::resume);
        tell(false);
        settle();
        if (!posts.isEmpty()) {
            gather();
        }
    }

    /** Tells the log: a change at once, the rest at most once a second. */
    private void tell(boolean changed) {
        Instant now = ports.time().now();
        if (!isHeard()) {
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

    /** Waits and connects again, not before {@code order} is over. */
    private void broken(Line ended, Trouble why, @Nullable Duration order) {
        part(ended);
        line = null;
        flush();
        Duration wait = patience(ended, order);
        if (former == null) {
            health.fails(why);
            health.retriesAt(ports.time().now().plus(wait));
        }
        after(wait, () -> connect(source));
    }

    /** How long to wait after this one, which may have stood for long. */
    private Duration patience(Line ended, @Nullable Duration order) {
        if (ended.connectedAt().isBefore(ports.time().now().minus(Backoff.LONGEST))) {
            backoff.reset();
        }
        return backoff.next(order);
    }

    private String url() {
        return Objects.requireNonNullElse(spec.url(), "");
    }

    private void after(Duration delay, Runnable task) {
        ports.time().after(delay, () -> context.runOnContext(hop -> task.run()));
    }

    /** What its connections tell it. */
    private final class Inbox implements Line.House {
        @Override
        public @Nullable String cursor() {
            return cursor;
        }

        @Override
        public void take(Parsed parsed, Supplier<String> evidence) {
            ListenVerticle.this.take(parsed, evidence);
        }

        @Override
        public void unreadable(Trouble why) {
            noteRubbish(why);
        }

        @Override
        public void owe(Line to, List<Message> receipts) {
            owed.add(to, receipts);
            settle();
        }

        @Override
        public boolean isFull() {
            return posts.isFull();
        }

        @Override
        public void stands(Line made) {
            keptAt = ports.time().now();
            health.stands(made.speaker().replays(cursor));
            made.repeat(STANDS_EVERY, () -> tell(true));
            tell(true);
            Line old = former;
            if (old != null) {
                after(LINGERING, () -> replaced(old));
            }
        }

        @Override
        public void ends(Line ended, Trouble why, Instant since, @Nullable Duration pause) {
            if (ended == former) {
                former = null;
                part(ended);
                if (!isHeard()) {
                    health.lost(since);
                    health.fails(why);
                    health.retriesAt(null);
                }
                return;
            }
            asked = ended.connectedAt().equals(Instant.MAX) ? asked : pause;
            if (former == null) {
                health.lost(since);
            }
            broken(ended, why, asked);
        }

        @Override
        public void leaves(Line leaving, StreamSource next) {
            if (leaving != line) {
                return;
            }
            if (!leaving.stands()) {
                // Announced before it was heard at all.
                leaving.close();
                ends(leaving, leaving.speaker().closed(GOING_AWAY), ports.time().now(), null);
                return;
            }
            leave(former);
            former = leaving;
            line = null;
            after(patience(leaving, null), () -> connect(next));
        }

        /** Ends the former one if another stands; if that one broke meanwhile, the former is heard until the other side ends it. */
        private void replaced(Line old) {
            if (line != null && line.stands()) {
                leave(old);
            }
        }

        private void leave(@Nullable Line old) {
            if (old != null && old == former && !old.isOver()) {
                old.close();
                former = null;
                part(old);
            }
        }
    }
}
