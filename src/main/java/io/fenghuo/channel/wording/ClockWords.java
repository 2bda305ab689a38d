package io.fenghuo.channel.wording;

import io.fenghuo.channel.Words;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much time is left, and until when exactly. */
public final class ClockWords {
    private final Words words;
    private final Instant now;
    private final ZoneId zone;

    ClockWords(Words words, Instant now, ZoneId zone) {
        this.words = words;
        this.now = now;
        this.zone = zone;
    }

    /** A clock in words: its name, and what is left with the deadline. */
    public record Told(String name, String left) {}

    /** The clocks that still matter, one of each kind (its earliest), {@code first} before the others, then by deadline. */
    public List<Told> lines(Incident incident, @Nullable String first, int most) {
        Map<String, Clock> earliest = new LinkedHashMap<>();
        List<Clock> open = new ArrayList<>(incident.clocks());
        open.removeIf(clock -> clock.state() == Clock.Phase.STOPPED || clock.state() == Clock.Phase.PROPOSED);
        open.sort(Comparator.comparing((Clock clock) -> !clock.clock().equals(first))
                .thenComparing(clock -> clock.state() == Clock.Phase.PAUSED)
                .thenComparing(Clock::due));
        open.forEach(clock -> earliest.putIfAbsent(clock.clock(), clock));
        return earliest.values().stream().limit(most).map(this::told).toList();
    }

    private Told told(Clock clock) {
        return new Told(words.clock(clock.clock()), left(clock));
    }

    private String left(Clock clock) {
        if (clock.state() == Clock.Phase.PAUSED) {
            return words.get("clock.paused");
        }
        Duration left = Duration.between(now, clock.due());
        boolean missed = clock.state() == Clock.Phase.MISSED || left.isNegative() || left.isZero();
        return words.get(
                missed ? "clock.missed" : "clock.running", words.span(left), words.moment(clock.due(), now, zone));
    }
}
