package io.fenghuo.web.view;

import io.fenghuo.model.Reason;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
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
    private static final Set<String> HIDDEN = Set.of(
            "action",
            "change",
            "at",
            "seen",
            "state",
            "watchlist",
            "exposure",
            "family",
            "key",
            "manner",
            "notice",
            "ways",
            "why",
            "post",
            "args",
            "digests",
            "digest",
            "manifest",
            "page");
    /** Lines that say the same are told once when no more than this many others stand between them. */
    private static final int NEAR = 2;

    /** The whole story: what repeats, such as the hits of a wave, is one line with the number of times. */
    public static List<EntryView> story(
            List<TimelineEntry> entries, Words words, UnaryOperator<String> name, Instant now) {
        List<EntryView> told = new ArrayList<>();
        IdentityHashMap<EntryView, Integer> times = new IdentityHashMap<>();
        for (TimelineEntry entry : ToldLine.folded(entries)) {
            EntryView line = of(entry, words, name, now);
            EntryView same = told.subList(Math.max(0, told.size() - NEAR), told.size()).stream()
                    .filter(other -> other.says(line))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                told.add(line);
            }
            times.merge(same == null ? line : same, 1, Integer::sum);
        }
        return told.stream()
                .map(line -> {
                    int count = times.getOrDefault(line, 1);
                    return count == 1 ? line : line.times(count);
                })
                .toList();
    }

    private boolean says(EntryView other) {
        return event.equals(other.event) && actor.equals(other.actor) && detail.equals(other.detail);
    }

    private EntryView times(int number) {
        return new EntryView(when, exact, event + " ×" + number, actor, detail);
    }

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
                ToldLine.is(entry) ? ToldLine.detail(entry, words, name) : detail(entry, words, name, now));
    }

    private static String detail(TimelineEntry entry, Words words, UnaryOperator<String> name, Instant now) {
        Map<String, String> all = new TreeMap<>(entry.facts());
        all.putAll(entry.personal());
        String reason = all.get("reason");
        if (reason != null) {
            String args = all.getOrDefault("args", "");
            Reason why = new Reason(reason, args.isBlank() ? List.of() : List.of(args.split(" ")));
            all.put("reason", words.tells(why) ? words.reason(why, name) : reason);
        }
        all.computeIfPresent("paused", (fact, until) -> words.when(Instant.parse(until), now));
        all.keySet().removeAll(HIDDEN);
        List<String> parts = new ArrayList<>();
        all.forEach((fact, value) -> {
            boolean plain = fact.equals("suspected") && value.equals("false");
            if (!value.isBlank() && !plain) {
                String called =
                        fact.startsWith("field.") ? words.term("form", fact.substring(6)) : words.term("fact", fact);
                parts.add(called + " " + value(fact, value, words));
            }
        });
        return Harmless.line(String.join(" · ", parts), 400);
    }

    /** A grade, or whom a notice went to. */
    private static String addressee(String value, Words words) {
        String id = value.startsWith("role:") ? value.substring(5) : value;
        String named = words.term("target", id);
        return named.equals(id) ? words.term("level", value.toLowerCase(java.util.Locale.ROOT)) : named;
    }

    private static String value(String fact, String value, Words words) {
        return switch (fact) {
            case "clock" -> words.term("clock", value);
            case "level", "from", "to" -> addressee(value, words);
            case "suspected" -> "";
            case "reason" -> words.term("notice", value.toLowerCase(java.util.Locale.ROOT));
            default -> Harmless.line(value, 200);
        };
    }
}
