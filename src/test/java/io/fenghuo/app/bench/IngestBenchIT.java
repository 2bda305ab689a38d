package io.fenghuo.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A small run of the benchmark: what it counts is what happened, whatever the speed. */
class IngestBenchIT {
    @Test
    void everyPostIsStoredAndEverySingleOneArrives() throws Exception {
        Duration moment = Duration.ofMillis(300);
        IngestBench.Load load = new IngestBench.Load(100, 2, 500, true, moment, moment);
        IngestBench.Figure figure = new IngestBench(load, InstantSource.system()).run();
        assertThat(figure.sent()).isPositive().isEqualTo(figure.stored());
        assertThat(figure.told()).isPositive().isEqualTo(figure.probes());
        assertThat(figure.perSecond()).isPositive();
        assertThat(figure.first()).isPositive();
        assertThat(figure.median()).isPositive().isLessThanOrEqualTo(figure.worst());
    }
}
