package io.fenghuo.web.view;

import java.util.List;

/**
 * The page of proposed words.
 *
 * @param message why a decision was not carried out; empty = nothing is wrong
 * @param said what was just done; empty = nothing
 */
public record WordsView(List<Line> lines, String message, String said) {
    public WordsView {
        lines = List.copyOf(lines);
    }

    /**
     * One word.
     *
     * @param posts how many posts of the last days were looked at
     * @param found in how many of them it would have been found
     * @param samples some of those
     */
    public record Line(
            String id,
            String word,
            String note,
            String level,
            String by,
            String when,
            int posts,
            int found,
            List<String> samples) {
        public Line {
            samples = List.copyOf(samples);
        }
    }
}
