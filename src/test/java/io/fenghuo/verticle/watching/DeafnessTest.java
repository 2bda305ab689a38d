package io.fenghuo.verticle.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Reason;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Specs;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a source counts as deaf, and when not. */
class DeafnessTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final SourceSpec SPEC = Specs.of("json", "https://api.example/c", Map.of("text", "/t"));

    @Test
    void aSourceThatIsReadAndLivelyIsHeard() {
        assertThat(of(status(0, NOW.minusSeconds(30), null, null, null))).isNull();
    }

    @Test
    void oneFailureIsNoDeafnessButFiveMinutesOfThemAre() {
        assertThat(of(status(1, NOW.minusSeconds(60), null, null, null))).isNull();
        assertThat(of(status(4, NOW.minusSeconds(299), null, null, null))).isNull();
        Reason why = of(status(5, NOW.minusSeconds(301), null, null, null));
        assertThat(why.code()).isEqualTo("source.failing");
        assertThat(why.args()).containsExactly("s1", "HTTP 503");
        assertThat(of(status(2, null, null, null, null))).isNull();
        assertThat(of(status(3, null, null, null, null)).code()).isEqualTo("source.failing");
    }

    @Test
    void silenceBeyondWhatIsUsualIs() {
        assertThat(of(status(0, NOW, NOW.plusSeconds(1), null, null))).isNull();
        assertThat(of(status(0, NOW, NOW.minusSeconds(1), null, null)).code()).isEqualTo("source.quiet");
    }

    @Test
    void aMissedCanaryAndAWrongClockAre() {
        assertThat(of(status(0, NOW, null, null, NOW.minusSeconds(1))).code()).isEqualTo("source.canary");
        assertThat(of(status(0, NOW, null, Duration.ofSeconds(-119), null))).isNull();
        Reason clock = of(status(0, NOW, null, Duration.ofMinutes(-7), null));
        assertThat(clock.code()).isEqualTo("source.clock");
        assertThat(clock.args()).containsExactly("s1", "-7");
    }

    private static @Nullable Reason of(SourceStatus status) {
        return Deafness.of(SPEC, status, NOW);
    }

    private static SourceStatus status(
            int errors,
            @Nullable Instant last,
            @Nullable Instant quietAt,
            @Nullable Duration skew,
            @Nullable Instant canaryAt) {
        return new SourceStatus(
                "s1",
                "json",
                errors == 0,
                last,
                NOW.minus(Duration.ofHours(5)),
                errors,
                errors == 0 ? null : "HTTP 503",
                NOW.plusSeconds(30),
                100,
                null,
                Duration.ofHours(1),
                quietAt,
                skew,
                canaryAt);
    }
}
