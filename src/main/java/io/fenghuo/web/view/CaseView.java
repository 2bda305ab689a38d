package io.fenghuo.web.view;

import java.util.List;
import java.util.Map;

/**
 * The pages of cases.
 *
 * @param lines what was found, or the one case that is read
 * @param tasks corrective actions: those of the case, or the open ones
 * @param notes what comes again and again, in words
 * @param filters name → chosen value; {@code q} is the text
 * @param choices name of a filter → its values
 * @param query the address part that asks for the same again
 */
public record CaseView(
        List<Line> lines,
        List<Task> tasks,
        List<String> notes,
        Map<String, String> filters,
        Map<String, List<Shell.Choice>> choices,
        String query,
        String said) {
    public CaseView {
        lines = List.copyOf(lines);
        tasks = List.copyOf(tasks);
        notes = List.copyOf(notes);
        filters = Map.copyOf(filters);
        choices = Map.copyOf(choices);
    }

    public String chosen(String filter) {
        return filters.getOrDefault(filter, "");
    }

    public List<Shell.Choice> choices(String filter) {
        return choices.getOrDefault(filter, List.of());
    }

    /**
     * A case.
     *
     * @param parts name and text of what is told of it, none of them empty
     */
    public record Line(
            String id,
            String title,
            String level,
            String levelName,
            String brand,
            String category,
            String chain,
            String closed,
            String counts,
            String lesson,
            List<String> tags,
            List<String> voices,
            Map<String, String> parts) {
        public Line {
            tags = List.copyOf(tags);
            voices = List.copyOf(voices);
        }
    }

    /**
     * A corrective action.
     *
     * @param effect related hits before and after, in words; empty = not done, or nothing to compare
     */
    public record Task(
            String id,
            String incident,
            String what,
            String owner,
            String due,
            boolean overdue,
            boolean open,
            String done,
            String effect) {}
}
