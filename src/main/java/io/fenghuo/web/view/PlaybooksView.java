package io.fenghuo.web.view;

import java.util.List;

/**
 * The page of playbooks.
 *
 * @param query what was looked for; empty = all are shown
 */
public record PlaybooksView(String query, List<Line> lines) {
    public PlaybooksView {
        lines = List.copyOf(lines);
    }

    /**
     * One playbook.
     *
     * @param tags categories and grades
     * @param review the day for review; empty = none
     * @param script the name of the script that fits the words best; empty = none
     */
    public record Line(
            String id,
            String title,
            List<String> tags,
            String intro,
            int steps,
            int scripts,
            String review,
            boolean stale,
            String script,
            String said) {
        public Line {
            tags = List.copyOf(tags);
        }
    }

    /** Those out of date. */
    public List<Line> stale() {
        return lines.stream().filter(Line::stale).toList();
    }
}
