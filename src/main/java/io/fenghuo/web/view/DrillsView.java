package io.fenghuo.web.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of rehearsals.
 *
 * @param message why nothing was done; empty = nothing is wrong
 * @param running null when none runs
 */
public record DrillsView(List<Offer> offers, @Nullable Report running, List<Report> reports, String message) {
    public DrillsView {
        offers = List.copyOf(offers);
        reports = List.copyOf(reports);
    }

    /** A scenario to choose. */
    public record Offer(String id, String title, String about, String facts) {}

    /**
     * How one goes or went.
     *
     * @param verdict whether it reached the grade it should, in words
     * @param good whether it did
     */
    public record Report(
            String title, String when, String verdict, boolean good, List<Matter> incidents, List<String> told) {
        public Report {
            incidents = List.copyOf(incidents);
            told = List.copyOf(told);
        }
    }

    /** One incident and the team's times. */
    public record Matter(String id, String head, List<Time> times) {
        public Matter {
            times = List.copyOf(times);
        }
    }

    /**
     * A time against its clock.
     *
     * @param state met, missed or open
     */
    public record Time(String clock, String used, String allowed, String state, String word) {}
}
