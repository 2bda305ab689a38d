package io.fenghuo.web.view;

import io.fenghuo.model.TimelineEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a line about messages says: whom one reached by which channel, or why it did not; messages of one moment are one line. */
final class ToldLine {
    private static final Set<String> WENT = Set.of("delivery.delivered", "delivery.unconfirmed");
    /** Messages of one reason that arrive within this of each other are told in one line. */
    private static final Duration TOGETHER = Duration.ofMinutes(2);

    private ToldLine() {}

    /** The same story with messages that arrived together, one after the other, in one line. */
    static List<TimelineEntry> folded(List<TimelineEntry> entries) {
        List<TimelineEntry> folded = new ArrayList<>();
        for (TimelineEntry entry : entries) {
            TimelineEntry last = folded.isEmpty() ? null : folded.get(folded.size() - 1);
            if (last != null && together(last, entry)) {
                folded.set(folded.size() - 1, joined(last, entry));
            } else {
                folded.add(entry);
            }
        }
        return folded;
    }

    private static boolean together(TimelineEntry last, TimelineEntry next) {
        return WENT.contains(next.event())
                && next.event().equals(last.event())
                && Objects.equals(next.facts().get("reason"), last.facts().get("reason"))
                && Duration.between(last.at(), next.at()).compareTo(TOGETHER) <= 0;
    }

    private static TimelineEntry joined(TimelineEntry last, TimelineEntry next) {
        Map<String, String> facts = new HashMap<>(last.facts());
        facts.merge("ways", next.facts().getOrDefault("ways", ""), (a, b) -> a + " " + b);
        return new TimelineEntry(
                last.incident(), last.at(), last.event(), last.actor(), last.via(), facts, last.personal());
    }

    static boolean is(TimelineEntry entry) {
        String event = entry.event();
        boolean byHand = entry.facts().containsKey("delivery");
        return (event.startsWith("delivery.") && !byHand)
                || event.equals("channel.dead")
                || event.equals("step.unreached");
    }

    static String detail(TimelineEntry entry, Words words, UnaryOperator<String> name) {
        Map<String, String> facts = entry.facts();
        List<String> parts = new ArrayList<>();
        if (entry.event().equals("step.unreached")) {
            parts.add(words.t("told.missed", targets(facts.getOrDefault("missed", ""), words, name)));
            String next = targets(facts.getOrDefault("next", ""), words, name);
            parts.add(next.isEmpty() ? words.t("told.next.none") : words.t("told.next", next));
        }
        if (facts.containsKey("ways")) {
            parts.add(ways(facts.get("ways"), words, name));
        }
        if (facts.containsKey("reason")) {
            parts.add(words.term("notice", facts.get("reason").toLowerCase(java.util.Locale.ROOT)));
        }
        if (facts.containsKey("notices")) {
            parts.add(words.t("told.notices", facts.get("notices")));
        }
        if (facts.containsKey("channel")) {
            parts.add(Harmless.line(facts.get("channel"), 60));
        }
        if (facts.containsKey("spare")) {
            parts.add(words.t("told.spare", Harmless.line(facts.get("spare"), 60)));
        }
        String said = entry.personal().getOrDefault("said", "");
        if (!said.isBlank()) {
            parts.add(words.t("told.said", Harmless.line(said, 200)));
        }
        if (facts.containsKey("cure")) {
            parts.add(words.term("told", facts.get("cure")));
        }
        return Harmless.line(String.join(" · ", parts), 600);
    }

    private static String ways(String ways, Words words, UnaryOperator<String> name) {
        List<String> said = new ArrayList<>();
        for (String way : ways.split(" ")) {
            int at = way.indexOf('@');
            said.add(
                    at < 0
                            ? Harmless.line(way, 60)
                            : words.t(
                                    "told.to",
                                    Harmless.line(way.substring(at + 1), 60),
                                    Harmless.line(name.apply(way.substring(0, at)), 40)));
        }
        return String.join(words.t("told.list"), said);
    }

    private static String targets(String targets, Words words, UnaryOperator<String> name) {
        List<String> said = new ArrayList<>();
        for (String target : targets.split(" ")) {
            int colon = target.indexOf(':');
            String id = target.substring(colon + 1);
            if (!id.isEmpty()) {
                said.add(colon < 0 ? Harmless.line(name.apply(id), 40) : words.term("target", id));
            }
        }
        return String.join(words.t("told.list"), said);
    }
}
