package io.fenghuo.verticle.hearing;

import io.fenghuo.source.Frame;
import io.fenghuo.source.Message;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Streams;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a stream, from the questions before it to its end: greets, beats, answers, and tells the house what it hears. Confined to the
 * stream's context.
 */
final class Line implements Streams.Listener {
    private final SourceSpec spec;
    private final SourcePorts ports;
    private final Context context;
    private final House house;
    private final Overture overture;
    private final List<StreamSource.Heard> early = new ArrayList<>();
    /** Who speaks for it. */
    private StreamSource speaker;

    private Streams.@Nullable Connection connection;
    private StreamSource.@Nullable Heartbeat heartbeat;
    private Instant heardAt = Instant.MIN;
    private Instant aliveAt = Instant.MIN;
    private Instant connectedAt = Instant.MAX;
    private boolean over;
    /** What came while {@link StreamSource#sequel} is read: no mark may pass what that brings. Null = it is heard at once. */
    private @Nullable List<Frame> held;

    /** Who a line works for. */
    interface House {
        /** Where to resume: of what was read. */
        @Nullable
        String cursor();

        void take(Parsed parsed, Supplier<String> evidence);

        void unreadable(Trouble why);

        /** What is owed once everything that came is kept. */
        void owe(Line line, List<Message> receipts);

        /** Whether no more should be read for now. */
        boolean isFull();

        /** It stands and was greeted. */
        void stands(Line line);

        /**
         * It is over, and what is said from {@code since} on is not heard over it.
         *
         * @param pause how long the other side wants us to wait; null = it did not say
         */
        void ends(Line line, Trouble why, Instant since, @Nullable Duration pause);

        /** The other side is about to end it; {@code next} speaks for the one that is to stand before. */
        void leaves(Line line, StreamSource next);
    }

    /**
     * A connection that is to be made.
     *
     * @param source its prologues are asked first
     */
    Line(SourceSpec spec, SourcePorts ports, Context context, StreamSource source, House house) {
        this.spec = spec;
        this.ports = ports;
        this.context = context;
        this.speaker = source;
        this.house = house;
        this.overture = new Overture(ports, spec, (parsed, bytes) -> {
            if (!over) {
                house.take(parsed, () -> new String(bytes, StandardCharsets.UTF_8));
            }
        });
    }

    /** Asks what has to be asked and connects; failed with {@link FetchException} or {@link SourceException}. */
    Future<Streams.Connection> open() {
        try {
            return overture.play(speaker, house.cursor()).compose(agreed -> {
                speaker = agreed;
                held = agreed.sequel() == null ? null : new ArrayList<>();
                return ports.streams()
                        .open(
                                agreed.open(house.cursor(), ports.time().now()),
                                agreed.framing(),
                                spec.allowPrivate(),
                                this);
            });
        } catch (RuntimeException faulty) {
            return Future.failedFuture(faulty);
        }
    }

    /** It was made. */
    void stand(Streams.Connection open) {
        connection = open;
        heardAt = ports.time().now();
        connectedAt = heardAt;
        speaker.greeting(house.cursor(), heardAt).forEach(open::send);
        beat(speaker.heartbeat());
        house.stands(this);
        early.forEach(this::answer);
        early.clear();
        StreamSource.Errand errand = speaker.errand();
        if (errand != null) {
            repeat(errand.every(), () -> run(errand));
        }
        Duration idle = speaker.idle();
        if (idle != null) {
            repeat(idle.dividedBy(4).plusMillis(1), () -> checkIdle(idle));
        }
        StreamSource sequel = speaker.sequel();
        if (house.isFull() || sequel != null) {
            open.pause();
        }
        if (sequel != null) {
            overture.play(sequel, house.cursor())
                    .onComplete(read -> context.runOnContext(hop -> caughtUp(read.succeeded() ? null : read.cause())));
        }
    }

    private void caughtUp(@Nullable Throwable unread) {
        List<Frame> waiting = held;
        if (over || waiting == null) {
            return;
        }
        if (unread != null) {
            Trouble why = unread instanceof SourceException known
                    ? known.trouble()
                    : FetchException.troubleOf(unread, spec.id());
            end(why, ports.time().now(), unread instanceof FetchException fetch ? fetch.retryAfter() : null);
            return;
        }
        held = null;
        waiting.forEach(this::frame);
        if (!house.isFull()) {
            resume();
        }
    }

    StreamSource speaker() {
        return speaker;
    }

    boolean stands() {
        return connection != null && !over;
    }

    boolean isOver() {
        return over;
    }

    /** When it was made; {@link Instant#MAX} = not yet. */
    Instant connectedAt() {
        return connectedAt;
    }

    void send(Message message) {
        if (stands() && connection != null) {
            connection.send(message);
        }
    }

    void pause() {
        if (connection != null) {
            connection.pause();
        }
    }

    void resume() {
        if (connection != null && held == null) {
            connection.resume();
        }
    }

    /** Ends it from our side; nothing more is heard of it. */
    void close() {
        over = true;
        if (connection != null) {
            connection.close();
        }
    }

    /** What tells the other side that it is over; null = nothing. */
    @Nullable
    Request farewell() {
        return speaker.farewell(ports.time().now());
    }

    /** Runs the task again and again while it stands. */
    void repeat(Duration every, Runnable task) {
        ports.time()
                .after(
                        every,
                        () -> context.runOnContext(hop -> {
                            if (!over) {
                                task.run();
                                repeat(every, task);
                            }
                        }));
    }

    /** From now on {@code next} is sent in the place of what was. */
    private void beat(StreamSource.@Nullable Heartbeat next) {
        if (next == null) {
            return;
        }
        boolean beats = heartbeat != null && heartbeat.every().equals(next.every());
        heartbeat = next;
        if (!beats) {
            repeat(next.every(), () -> {
                if (heartbeat != null && heartbeat.every().equals(next.every())) {
                    send(heartbeat.message());
                }
            });
        }
    }

    /** An errand that fails is left to the next one: if it matters, the other side ends the connection. */
    private void run(StreamSource.Errand errand) {
        ports.fetcher()
                .get(errand.request(ports.time().now()), spec.allowPrivate())
                .onSuccess(answer -> context.runOnContext(hop -> {
                    Trouble why = answer.trouble() == null ? errand.answered(answer.body()) : null;
                    if (why != null && !over) {
                        end(why, ports.time().now(), null);
                    }
                }));
    }

    private void checkIdle(Duration idle) {
        if (Duration.between(heardAt, ports.time().now()).compareTo(idle) >= 0) {
            end(Trouble.of("stream.idle", idle.toSeconds()), heardAt, connection == null ? null : connection.retry());
        }
    }

    private void end(Trouble why, Instant since, @Nullable Duration pause) {
        close();
        house.ends(this, why, since, pause);
    }

    private void answer(StreamSource.Heard heard) {
        heard.answers().forEach(this::send);
        house.owe(this, heard.receipts());
        beat(heard.heartbeat());
    }

    @Override
    public void frame(Frame frame) {
        if (over) {
            return;
        }
        heardAt = ports.time().now();
        if (held != null) {
            held.add(frame);
            return;
        }
        try {
            StreamSource.Heard heard = speaker.hear(frame, house.cursor(), heardAt);
            house.take(heard.parsed(), () -> speaker.evidence(frame));
            if (connection == null) {
                early.add(heard);
            } else {
                answer(heard);
            }
            if (heard.over() != null) {
                end(heard.over(), heardAt, null);
            } else if (heard.next() != null) {
                house.leaves(this, heard.next());
            }
        } catch (SourceException | RuntimeException unreadable) {
            house.unreadable(
                    unreadable instanceof SourceException known
                            ? known.trouble()
                            : FetchException.troubleOf(unreadable, spec.id()));
        }
    }

    @Override
    public void alive() {
        if (!over) {
            aliveAt = ports.time().now();
            heardAt = speaker.framing() == StreamSource.Framing.WEBSOCKET ? heardAt : aliveAt;
        }
    }

    @Override
    public void rubbish(Trouble why) {
        if (!over) {
            house.unreadable(why);
        }
    }

    @Override
    public void closed(String why) {
        if (!over) {
            over = true;
            Instant alive = aliveAt.isAfter(heardAt) ? aliveAt : heardAt;
            Instant since = why.equals(Streams.SILENT) ? alive : ports.time().now();
            house.ends(this, speaker.closed(why), since, connection == null ? null : connection.retry());
        }
    }
}
