package io.fenghuo.web.view;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A promise of ours that is still owed, as shown where it can be confirmed, corrected or taken back.
 *
 * @param key by which an action names it; {@code -} = made to nobody in particular
 * @param words what was said; empty when a person entered it
 * @param deadline until when, in words
 * @param state read and to be confirmed, confirmed, or entered by hand, in words
 * @param unsure whether it waits to be confirmed
 */
public record PromiseView(String key, String words, String deadline, String state, boolean unsure) {

    /** The promises of an incident that are owed, the soonest first. */
    public static List<PromiseView> of(Incident incident, Words words, long now) {
        return incident.clocks().stream()
                .filter(clock -> clock.clock().equals(Clocks.PROMISED) && owed(clock))
                .sorted(java.util.Comparator.comparing(Clock::due))
                .map(clock -> of(clock, words, Instant.ofEpochMilli(now)))
                .toList();
    }

    private static boolean owed(Clock clock) {
        return clock.state() == Clock.Phase.RUNNING
                || clock.state() == Clock.Phase.PROPOSED
                || (clock.state() == Clock.Phase.MISSED && clock.stoppedAt() == null);
    }

    private static PromiseView of(Clock clock, Words words, Instant now) {
        Clock.Said said = clock.said();
        boolean proposed = clock.state() == Clock.Phase.PROPOSED;
        boolean unsure = said != null && !said.confirmed() && (proposed || clock.state() == Clock.Phase.RUNNING);
        String state =
                said == null || said.words().isEmpty() ? "hand" : proposed ? "proposed" : unsure ? "read" : "sure";
        String missed = clock.state() == Clock.Phase.MISSED ? " · " + words.t("phase.missed") : "";
        return new PromiseView(
                Objects.requireNonNullElse(clock.customer(), "-"),
                said == null ? "" : Harmless.line(said.words(), 40),
                words.deadline(clock.due(), now) + missed,
                words.t("promise." + state),
                unsure);
    }
}
