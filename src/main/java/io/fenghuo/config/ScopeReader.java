package io.fenghuo.config;

import io.fenghuo.match.Repeated;
import io.fenghuo.match.Scope;
import io.fenghuo.match.Timed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which posts a rule looks at, and what it waits for: repeated questions, a reply, words. */
final class ScopeReader {
    static final List<String> KEYS =
            List.of("brand", "max-rating", "min-reach", "lang", "from", "until", "quiet-hours");

    private static final int HIGHEST_RATING = 100;
    private static final int FARTHEST = 1_000_000_000;
    private static final int MOST_ROUNDS = 50;

    private ScopeReader() {}

    static Scope scope(YamlMap entry, ZoneId zone) {
        YamlText begin = entry.text("from");
        YamlText end = entry.text("until");
        Instant from = begin == null ? null : begin.moment(zone);
        Instant until = end == null ? null : end.moment(zone);
        if (from != null && until != null && !from.isBefore(until)) {
            entry.errorAt("until", "until-before-from");
        }
        YamlText stars = entry.text("max-rating");
        Set<String> languages = entry.strings("lang").stream()
                .map(lang -> lang.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new Scope(
                Set.copyOf(entry.strings("brand").stream().map(String::strip).toList()),
                stars == null ? null : stars.integer(0, HIGHEST_RATING),
                entry.integer("min-reach", 0, FARTHEST, 0),
                languages,
                from,
                until,
                hours(entry, zone));
    }

    private static Scope.@Nullable Hours hours(YamlMap entry, ZoneId zone) {
        YamlText text = entry.text("quiet-hours");
        if (text == null) {
            return null;
        }
        String[] parts = text.value().strip().split("\\s*[-–~]\\s*", -1);
        if (parts.length != 2) {
            text.error("not-hours", text.raw());
            return null;
        }
        LocalTime from = part(text, parts[0]);
        LocalTime to = part(text, parts[1]);
        if (from == null || to == null || from.equals(to)) {
            text.error("not-hours", text.raw());
            return null;
        }
        return new Scope.Hours(from, to, zone);
    }

    private static @Nullable LocalTime part(YamlText whole, String part) {
        return new YamlText(whole.place(), new Problems(), part, part, true, -1).time();
    }

    /** {@code repeated: { rounds: 3, of: questions, within: 24h }}; null when the rule has none. */
    static @Nullable Repeated repeated(YamlMap entry) {
        YamlMap map = entry.map("repeated");
        if (map == null) {
            return null;
        }
        map.keys("rounds", "of", "within");
        YamlText rounds = map.required("rounds");
        Integer number = rounds == null ? null : rounds.integer(1, MOST_ROUNDS);
        Repeated.Of of = map.choice("of", Repeated.Of.class);
        return number == null
                ? null
                : new Repeated(number, of == null ? Repeated.Of.QUESTIONS : of, map.duration("within", Repeated.DAY));
    }

    /** {@code waiting: { reply: 3m }} or {@code missing: { words: [您好], in: greeting }}; null when the rule has neither. */
    static @Nullable Timed timed(YamlMap entry) {
        YamlMap waiting = entry.map("waiting");
        YamlMap missing = entry.map("missing");
        if ((waiting != null || missing != null) && (entry.has("repeated") || (waiting != null && missing != null))) {
            entry.errorAt(waiting == null ? "missing" : "waiting", "timed-alone");
            return null;
        }
        return waiting != null ? waiting(waiting) : missing == null ? null : missing(missing);
    }

    private static @Nullable Timed waiting(YamlMap map) {
        map.keys("first-reply", "reply", "unanswered");
        Timed.Waiting found = null;
        for (Timed.Of of : Timed.Of.values()) {
            String key = of.name().toLowerCase(Locale.ROOT).replace('_', '-');
            Duration longest = map.duration(key);
            if (longest != null) {
                if (found != null || longest.isZero() || longest.compareTo(Repeated.DAY) > 0) {
                    map.errorAt(key, "waiting-one");
                    return null;
                }
                found = new Timed.Waiting(of, longest);
            }
        }
        if (found == null) {
            map.problems().error(map.place(), "waiting-one");
        }
        return found;
    }

    private static @Nullable Timed missing(YamlMap map) {
        map.keys("words", "in", "quiet");
        List<String> words =
                map.strings("words").stream().filter(word -> !word.isBlank()).toList();
        Timed.In in = map.choice("in", Timed.In.class);
        Duration quiet = map.duration("quiet", Timed.Missing.QUIET);
        if (words.isEmpty()) {
            map.problems().error(map.place(), "missing-words");
            return null;
        }
        return new Timed.Missing(
                words, in == null ? Timed.In.SESSION : in, quiet.compareTo(Repeated.DAY) > 0 ? Repeated.DAY : quiet);
    }
}
