package io.fenghuo.verticle.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Message;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.StreamSource;
import io.fenghuo.verticle.intake.Intake;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vendor that delivers again what has no receipt gets one only for what is kept. */
class StreamReceiptsTest {
    private final StreamStage stage = new StreamStage();

    @AfterEach
    void close() {
        stage.close();
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

    @Test
    void receiptsAreGivenOnceThePostsAreKept() {
        stage.play(new Owing(), number -> null);
        StreamStage.Held first = stage.line(1);
        first.tell("-");
        assertThat(first.sent).containsExactly("had -");
        first.tell("1");
        first.tell("-");
        first.tell("2");
        assertThat(first.sent).containsExactly("had -");
        stage.settle(2);
        await().untilAsserted(() -> assertThat(first.sent).containsExactly("had -", "had 1", "had -", "had 2"));

        stage.kept.refuse(2, new Intake.Busy(1_000));
        first.tell("3");
        stage.settle(3);
        await().untilAsserted(() -> assertThat(first.sent).endsWith("had 2", "had 3"));

        first.tell("4");
        first.breaks();
        stage.settle(4);
        StreamStage.Held second = stage.line(2);
        second.tell("5");
        stage.settle(5);
        await().untilAsserted(() -> assertThat(second.sent).containsExactly("had 5"));
        assertThat(first.sent).endsWith("had 3");
    }

    /** Old posts that are delivered again after a restart must open incidents, though no mark says that it is one. */
    @Test
    void onlyTheFirstBatchOfAStreamWithoutMarksIsHistory() {
        stage.play(new Owing(), number -> null);
        stage.line(1).tell("1");
        stage.settle(1);
        stage.until(() -> stage.kept.of(StreamStage.SOURCE).posts() == 1);
        stage.play(new Owing(), number -> null);
        stage.line(2).tell("2");
        stage.settle(2);
        assertThat(stage.kept.batches()).extracting(Batch::history).containsExactly(true, false);
    }
}
