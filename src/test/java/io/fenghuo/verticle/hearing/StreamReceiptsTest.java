package io.fenghuo.verticle.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Post;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Message;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.StreamSource;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Streams;
import io.fenghuo.verticle.intake.Intake;
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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A vendor that delivers again what has no receipt gets one only for what is kept. */
class StreamReceiptsTest {
    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");
    private static final Vertx VERTX = Vertx.vertx();

    private final HandTime time = new HandTime(START);
    private final KeptSources kept = new KeptSources();
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    /** Each message is a post, and owed a receipt; {@code -} is no post. */
    private static final class Owing implements StreamSource {
        @Override
        public Request open(String cursor, Instant now) {
            return new Request("wss://live.example/o", Map.of());
        }

        @Override
        public Parsed frame(Frame frame, String cursor, Instant now) {
            return frame.text().equals("-")
                    ? new Parsed(List.of(), null)
                    : new Parsed(
                            List.of(Post.builder("owing", frame.text(), frame.text(), now)
                                    .build()),
                            null);
        }

        @Override
        public Heard hear(Frame frame, String cursor, Instant now) {
            List<Message> receipts = List.of(Message.text("had " + frame.text()));
            return new Heard(frame(frame, cursor, now), List.of(), receipts, null, null);
        }
    }

    private final class Line implements Streams.Connection {
        private final Streams.Listener listener;
        private final Context context = Objects.requireNonNull(Vertx.currentContext());
        private final List<String> sent = new CopyOnWriteArrayList<>();

        Line(Streams.Listener listener) {
            this.listener = listener;
        }

        private void inside(Runnable task) {
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
            // nothing is open
        }

        @Override
        public Duration retry() {
            return null;
        }
    }

    private Line line(int number) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            if (lines.size() < number && time.waiting() > 0) {
                time.step();
            }
            return lines.size() >= number;
        });
        Line line = lines.get(number - 1);
        line.inside(() -> {});
        return line;
    }

    private void settle(int least) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            boolean there = kept.texts("owing").size() >= least;
            if (!there && time.waiting() > 0) {
                time.step();
            }
            return there;
        });
        lines.forEach(line -> line.inside(() -> {}));
    }

    @Test
    void receiptsAreGivenOnceThePostsAreKept() {
        SourceSpec spec = new SourceSpec(
                "owing",
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
        Streams streams = (request, framing, inside, listener) -> {
            Line line = new Line(listener);
            lines.add(line);
            return Future.succeededFuture(line);
        };
        SourcePorts ports = new SourcePorts(null, streams, kept, time, kept, new SourceWords(Locale.ENGLISH), () -> 0L);
        VERTX.deployVerticle(new ListenVerticle(spec, new Owing(), ports)).await();
        Line first = line(1);
        first.tell("-");
        assertThat(first.sent).containsExactly("had -");
        first.tell("1");
        first.tell("-");
        first.tell("2");
        assertThat(first.sent).containsExactly("had -");
        settle(2);
        await().untilAsserted(() -> assertThat(first.sent).containsExactly("had -", "had 1", "had -", "had 2"));

        kept.refuse(2, new Intake.Busy(1_000));
        first.tell("3");
        settle(3);
        await().untilAsserted(() -> assertThat(first.sent).endsWith("had 2", "had 3"));

        first.tell("4");
        first.inside(() -> first.listener.closed("1006"));
        settle(4);
        Line second = line(2);
        second.tell("5");
        settle(5);
        await().untilAsserted(() -> assertThat(second.sent).containsExactly("had 5"));
        assertThat(first.sent).endsWith("had 3");
    }
}
