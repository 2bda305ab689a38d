package io.fenghuo.web.view;

import java.util.List;

/**
 * The page of what false alarms propose.
 *
 * @param message why a decision was not carried out; empty = nothing is wrong
 * @param said what was just done; empty = nothing
 */
public record RefineView(List<Line> lines, String message, String said) {
    public RefineView {
        lines = List.copyOf(lines);
    }

    /**
     * One proposal, in words.
     *
     * @param alarms ids of the incidents it learns from
     */
    public record Line(
            String id,
            String rule,
            String change,
            String silenced,
            String tested,
            List<String> alarms,
            List<String> samples) {
        public Line {
            alarms = List.copyOf(alarms);
            samples = List.copyOf(samples);
        }
    }
}
