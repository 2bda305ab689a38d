package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The note one shift leaves to the next. Pure.
 *
 * @param from when the shift that ends began
 * @param at when it is handed over
 * @param until when the next shift ends
 * @param lines the open incidents, gravest first, then by what falls due first
 * @param ended those that ended in the shift
 */
public record HandOver(Instant from, Instant at, Instant until, List<Line> lines, List<Incident> ended) {
    public HandOver {
        lines = List.copyOf(lines);
        ended = List.copyOf(ended);
    }

    /**
     * An open incident.
     *
     * @param due its clocks that run out before the next shift ends, in order
     * @param promises what was promised and is not kept yet, whenever due
     * @param done what people did about it in the shift, in order
     */
    public record Line(Incident incident, List<Clock> due, List<Clock> promises, List<Deed> done) {
        public Line {
            due = List.copyOf(due);
            promises = List.copyOf(promises);
            done = List.copyOf(done);
        }

        /** What falls due first in the next shift; null = nothing. */
        public @Nullable Clock next() {
            return due.isEmpty() ? null : due.get(0);
        }
    }

    /** Something a person did. */
    public record Deed(String action, String by, Instant at) {}

    /** Gives what people did about an incident. */
    public interface Deeds {
        List<Deed> of(Incident incident);
    }

    /** Writes the note; the demo is left out. */
    public static HandOver write(List<Incident> all, Deeds deeds, Instant from, Instant at, Instant until) {
        List<Line> lines = new ArrayList<>();
        List<Incident> ended = new ArrayList<>();
        for (Incident incident : all) {
            if (incident.has(Flag.DEMO) || incident.has(Flag.DRILL)) {
                continue;
            }
            Incident.Closing closing = incident.closing();
            if (!incident.state().ended()) {
                lines.add(line(incident, deeds, until));
            } else if (incident.state() != State.MERGED
                    && closing != null
                    && !closing.at().isBefore(from)) {
                ended.add(incident);
            }
        }
        lines.sort(Comparator.comparing((Line line) -> line.incident().level())
                .thenComparing(
                        line -> line.next() == null ? Instant.MAX : line.next().due())
                .thenComparing(line -> line.incident().openedAt()));
        return new HandOver(from, at, until, lines, ended);
    }

    private static Line line(Incident incident, Deeds deeds, Instant until) {
        List<Clock> running = incident.clocks().stream()
                .filter(clock -> clock.state() == Clock.Phase.RUNNING)
                .sorted(Comparator.comparing(Clock::due))
                .toList();
        return new Line(
                incident,
                running.stream().filter(clock -> clock.due().isBefore(until)).toList(),
                running.stream()
                        .filter(clock -> clock.clock().equals(Clocks.PROMISED))
                        .toList(),
                deeds.of(incident));
    }
}
