package io.fenghuo.web.view;

import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A line of an incident's story as shown.
 *
 * @param detail its facts in words
 */
public record EntryView(String when, String exact, String event, String actor, String detail) {

    /** Facts the line says otherwise, or that only programs need. */
    private static final Set<String> HIDDEN = Set.of("action", "change", "at", "seen", "state", "watchlist");

    /** The line in the reader's words. */
    public static EntryView of(TimelineEntry entry, Words words, UnaryOperator<String> name, Instant now) {
        String action = entry.facts().get("action");
        String change = entry.facts().get("change");
        String event = action != null
                ? words.term("action", action)
                : words.term("event", change == null ? entry.event() : "post." + change);
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
        all.keySet().removeAll(HIDDEN);
        List<String> parts = new ArrayList<>();
        all.forEach((fact, value) -> {
            if (!value.isBlank()) {
                String name =
                        fact.startsWith("field.") ? words.term("form", fact.substring(6)) : words.term("fact", fact);
                parts.add(name + " " + value(fact, value, words));
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
