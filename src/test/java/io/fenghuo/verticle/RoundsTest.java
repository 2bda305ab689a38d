package io.fenghuo.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever happens in a round, the next one comes; after the stop none does. */
class RoundsTest {
    private final HandTime time = new HandTime(Instant.parse("2026-06-18T12:00:00Z"));
    private final AtomicInteger gone = new AtomicInteger();

    @Test
    void aRoundThatThrowsOrFailsIsNotTheLast() {
        Rounds rounds = new Rounds(time, Duration.ofMinutes(1)) {
            @Override
            public Future<?> round() {
                switch (gone.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("thrown");
                    case 2 -> {
                        return Future.failedFuture("failed");
                    }
                    default -> {
                        return Future.succeededFuture();
                    }
                }
            }
        };
        rounds.start();
        for (int i = 1; i <= 3; i++) {
            assertThat(time.untilNext()).isEqualTo(Duration.ofMinutes(1));
            time.step();
            assertThat(gone).hasValue(i);
        }
        rounds.stop();
        assertThat(time.waiting()).isZero();
    }
}
