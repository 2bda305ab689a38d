package io.fenghuo.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.SourcePulse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RhythmTest {
    /** A Monday. */
    private static final Instant START = Instant.parse("2026-06-15T00:00:00Z");

    private final Rhythm rhythm = Rhythm.of(null);
    private Instant last;

    @Test
    void nothingIsSaidBeforeEnoughWasHeard() {
        live(START, 31);
        assertThat(rhythm.deafAt(last, START.plus(Duration.ofHours(31)))).isNull();
        live(START.plus(Duration.ofHours(31)), 2);
        assertThat(rhythm.deafAt(last, START.plus(Duration.ofHours(33)))).isNotNull();
    }

    /** Posts every 10 minutes from 8 to 23 o'clock, none at night: its nights are no deafness, its days are. */
    @Test
    void aRoomThatSleepsAtNightIsNotDeafThen() {
        live(START, 24 * 3);
        Instant evening = START.plus(Duration.ofDays(3)).minusSeconds(3_600);
        Instant night = rhythm.deafAt(last, evening);
        assertThat(night).isAfter(START.plus(Duration.ofDays(3)).plus(Duration.ofHours(8)));
        live(START.plus(Duration.ofDays(3)), 12);
        Instant noon = START.plus(Duration.ofDays(3)).plus(Duration.ofHours(12));
        assertThat(rhythm.deafAt(last, noon)).isBetween(noon.plusSeconds(600), noon.plus(Duration.ofHours(2)));
    }

    @Test
    void whatWasLearnedOutlivesARestart() {
        live(START, 48);
        SourcePulse kept = new SourcePulse("s", rhythm.longest(), rhythm.posts(), rhythm.since(), null, null, 0);
        Instant now = START.plus(Duration.ofHours(48));
        assertThat(Rhythm.of(kept).deafAt(last, now)).isEqualTo(rhythm.deafAt(last, now));
    }

    private void live(Instant from, int hours) {
        for (int minute = 0; minute < hours * 60; minute += 10) {
            Instant now = from.plus(Duration.ofMinutes(minute));
            int hour = now.atZone(ZoneOffset.UTC).getHour();
            if (hour >= 8 && hour < 23) {
                rhythm.heard(last, 1, now);
                last = now;
            } else {
                rhythm.quiet(last, now);
            }
        }
    }
}
