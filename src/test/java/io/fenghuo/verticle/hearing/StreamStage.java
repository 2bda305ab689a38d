package io.fenghuo.verticle.hearing;

import static org.awaitility.Awaitility.await;

import io.fenghuo.source.Frame;
import io.fenghuo.source.Message;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.StreamSource;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Streams;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** One stream in time by hand, whose connections a test holds in its hands. */
final class StreamStage implements AutoCloseable {
    static final String SOURCE = "owing";
    /** More than a connection that is made needs. */
    private static final int HOPS = 10;

    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");

    final HandTime time = new HandTime(START);
    final KeptSources kept = new KeptSources();
    final List<Held> lines = new CopyOnWriteArrayList<>();
    /** Said before a connection stands; null = nothing. */
    volatile String greeting;

    private final Vertx vertx = Vertx.vertx();

    /** The other side of a connection. */
    static final class Held implements Streams.Connection {
        final List<String> sent = new CopyOnWriteArrayList<>();
        volatile boolean closed;
        private final Streams.Listener listener;
        private final Context context = Objects.requireNonNull(Vertx.currentContext());

        Held(Streams.Listener listener) {
            this.listener = listener;
        }

        void inside(Runnable task) {
            Promise<Void> done = Promise.promise();
            context.runOnContext(hop -> {
                task.run();
                done.complete();
            });
            done.future().await();
        }

        void tell(String text) {
            inside(() -> listener.frame(Frame.of(text)));
        }

        void breaks() {
            closed = true;
            inside(() -> listener.closed("1006"));
        }

        @Override
        public void send(Message message) {
            sent.add(message.reveal());
        }

        @Override
        public void pause() {
            // nothing to wait for
        }

        @Override
        public void resume() {
            // nothing waits
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public Duration retry() {
            return null;
        }
    }

    /** @param refusals what the connection of a number, from 1 on, is refused with; null = it stands */
    void play(StreamSource source, IntFunction<Throwable> refusals) {
        SourceSpec spec = new SourceSpec(
                SOURCE,
                "websocket",
                "wss://live.example/o",
                Duration.ofSeconds(60),
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                true,
                null);
        AtomicInteger asked = new AtomicInteger();
        Streams streams = (request, framing, inside, listener) -> {
            Throwable refusal = refusals.apply(asked.incrementAndGet());
            if (refusal != null) {
                return Future.failedFuture(refusal);
            }
            Held line = new Held(listener);
            lines.add(line);
            String said = greeting;
            if (said != null) {
                listener.frame(Frame.of(said));
            }
            return Future.succeededFuture(line);
        };
        SourcePorts ports = new SourcePorts(null, streams, kept, time, kept, new SourceWords(Locale.ENGLISH), () -> 0L);
        vertx.deployVerticle(new ListenVerticle(spec, source, ports)).await();
    }

    /** The connection of a number, from 1 on; time goes on until it stands. */
    Held line(int number) {
        until(() -> lines.size() >= number);
        Held line = lines.get(number - 1);
        line.inside(() -> {});
        return line;
    }

    /** Time goes on until so many posts are kept. */
    void settle(int least) {
        until(() -> kept.texts(SOURCE).size() >= least);
        lines.get(0).inside(() -> {});
    }

    /** Time goes on until it is so. */
    void until(Callable<Boolean> there) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            boolean yet = there.call();
            if (!yet && time.stepIfAny()) {
                follow();
            }
            return yet;
        });
    }

    /** To the next moment at which something is to happen, and what follows from it at once. */
    void step() {
        time.step();
        follow();
    }

    private void follow() {
        for (int hop = 0; hop < HOPS && !lines.isEmpty(); hop++) {
            lines.get(0).inside(() -> {});
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
