package io.fenghuo.web.view;

import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A line of an incident's story as shown.
 *
 * @param detail its facts in words
 */
public record EntryView(String when, String exact, String event, String actor, String detail) {

    /** The line in the reader's words. */
    public static EntryView of(TimelineEntry entry, Words words, UnaryOperator<String> name, Instant now) {
        String action = entry.facts().get("action");
        String event = entry.event().equals("action") && action != null
                ? words.term("action", action)
                : words.term("event", entry.event());
        return new EntryView(
                words.when(entry.at(), now),
                words.exact(entry.at()),
                event,
                entry.actor().equals("system") ? "" : Harmless.line(name.apply(entry.actor()), 40),
                detail(entry, words));
    }

    private static String detail(TimelineEntry entry, Words words) {
        Map<String, String> all = new TreeMap<>(entry.facts());
        all.putAll(entry.personal());
        all.remove("action");
        List<String> parts = new ArrayList<>();
        all.forEach((fact, value) -> {
            if (!value.isBlank()) {
                parts.add(words.term("fact", fact) + " " + value(fact, value, words));
            }
        });
        return Harmless.line(String.join(" · ", parts), 400);
    }

    private static String value(String fact, String value, Words words) {
        return switch (fact) {
            case "clock" -> words.term("clock", value);
            case "level", "from", "to" -> words.term("level", value.toLowerCase(java.util.Locale.ROOT));
            case "reason" -> words.term("notice", value.toLowerCase(java.util.Locale.ROOT));
            default -> Harmless.line(value, 200);
        };
    }
}
