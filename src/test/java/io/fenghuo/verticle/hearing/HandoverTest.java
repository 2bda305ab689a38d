package io.fenghuo.verticle.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Post;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection whose end is announced is heard until another one stands, or until its end, which is then shown. */
class HandoverTest {
    private final StreamStage stage = new StreamStage();

    @AfterEach
    void close() {
        stage.close();
    }

    /** Each message is a post; {@code !} announces the end of the connection. */
    private static final class Leaving implements StreamSource {
        @Override
        public Request open(String cursor, Instant now) {
            return new Request("wss://live.example/o", Map.of());
        }

        @Override
        public Parsed frame(Frame frame, String cursor, Instant now) {
            Post post = Post.builder(StreamStage.SOURCE, frame.text(), frame.text(), now)
                    .build();
            return new Parsed(frame.text().equals("!") ? List.of() : List.of(post), null);
        }

        @Override
        public Heard hear(Frame frame, String cursor, Instant now) {
            return new Heard(
                    frame(frame, cursor, now),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    frame.text().equals("!") ? this : null);
        }
    }

    private boolean connected() {
        return stage.kept.of(StreamStage.SOURCE).connected();
    }

    private void pass(Duration span) {
        Instant until = stage.time.now().plus(span);
        while (stage.time.now().isBefore(until)) {
            stage.step();
        }
    }

    @Test
    void theFormerIsLeftOnceTheNextStands() {
        stage.play(new Leaving(), number -> null);
        StreamStage.Held first = stage.line(1);
        first.tell("!");
        StreamStage.Held second = stage.line(2);
        first.tell("1");
        second.tell("2");
        stage.settle(2);
        assertThat(first.closed).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(first.closed).isTrue();
        assertThat(second.closed).isFalse();
        assertThat(connected()).isTrue();
        assertThat(stage.kept.gaps()).isEmpty();
    }

    @Test
    void anEndAnnouncedBeforeTheBeginningIsNoHearing() {
        stage.greeting = "!";
        stage.play(new Leaving(), number -> null);
        stage.line(2);
        assertThat(connected()).isFalse();
        assertThat(stage.kept.of(StreamStage.SOURCE).problem()).contains("1001");
        assertThat(stage.lines.get(0).closed).isTrue();
        stage.greeting = null;
        stage.line(3).tell("1");
        stage.settle(1);
        assertThat(connected()).isTrue();
    }

    @Test
    void theFormerIsHeardWhileTheNextCannotStand() {
        AtomicBoolean refuses = new AtomicBoolean(true);
        Throwable later = new FetchException(Trouble.of("net.refused", "live.example"), null, null);
        stage.play(new Leaving(), number -> number > 2 && refuses.get() ? later : null);
        StreamStage.Held first = stage.line(1);
        first.tell("!");
        StreamStage.Held second = stage.line(2);
        second.breaks();
        pass(Duration.ofMinutes(2));
        assertThat(first.closed).isFalse();
        first.tell("1");
        stage.settle(1);
        assertThat(connected()).isTrue();
        first.breaks();
        await().until(() -> !connected());
        pass(Duration.ofSeconds(45));
        assertThat(connected()).isFalse();
        refuses.set(false);
        stage.line(3).tell("2");
        stage.settle(2);
        await().untilAsserted(() -> assertThat(stage.kept.gaps()).hasSize(1));
    }
}
