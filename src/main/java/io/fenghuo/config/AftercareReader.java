package io.fenghuo.config;

import io.fenghuo.incident.Aftercare;
import io.fenghuo.incident.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@code alerts/causes.yaml} says, or {@code alerts/policy.yaml} in its place, over the shipped lists; a list given replaces the shipped one. */
final class AftercareReader {
    /** The keys of the file. */
    static final List<String> KEYS = List.of("causes", "authorities", "repeat", "accounts", "raise");

    private static final int MOST_CAUSES = 40;
    private static final int LONGEST = 30;
    private static final Duration MOST = Duration.ofDays(3650);

    private final Aftercare shipped = Aftercare.DEFAULT;

    Aftercare read(YamlMap root) {
        return new Aftercare(
                causes(root), authorities(root), repeat(root.map("repeat")), accounts(root), weight(root.map("raise")));
    }

    private List<String> causes(YamlMap root) {
        if (!root.has("causes")) {
            return shipped.causes();
        }
        List<String> causes = new ArrayList<>();
        for (YamlText text : root.texts("causes")) {
            String cause = text.value().strip();
            if (cause.isEmpty() || cause.length() > LONGEST) {
                text.error("cause-length", LONGEST);
            } else if (!causes.contains(cause)) {
                causes.add(cause);
            }
        }
        if (causes.isEmpty() || causes.size() > MOST_CAUSES) {
            root.errorAt("causes", "causes-number", MOST_CAUSES);
            return shipped.causes();
        }
        return causes;
    }

    private List<Aftercare.Authority> authorities(YamlMap root) {
        if (!root.has("authorities")) {
            return shipped.authorities();
        }
        List<Aftercare.Authority> authorities = new ArrayList<>();
        for (YamlMap entry : root.maps("authorities")) {
            entry.keys("name", "categories", "within");
            YamlText name = entry.required("name");
            YamlText within = entry.required("within");
            Duration time = within == null ? null : within.duration();
            List<String> categories =
                    entry.strings("categories").stream().map(String::strip).toList();
            if (categories.isEmpty()) {
                entry.error("key-missing", "categories");
            } else if (name != null && time != null) {
                authorities.add(new Aftercare.Authority(name.value().strip(), categories, time));
            }
        }
        return authorities;
    }

    private Aftercare.Repeat repeat(@org.jspecify.annotations.Nullable YamlMap map) {
        Aftercare.Repeat before = shipped.repeat();
        if (map == null) {
            return before;
        }
        map.keys("times", "within");
        Duration within = map.duration("within", before.within());
        return new Aftercare.Repeat(
                map.integer("times", 2, 1000, before.times()), within.compareTo(MOST) > 0 ? MOST : within);
    }

    private static List<Aftercare.Account> accounts(YamlMap root) {
        List<Aftercare.Account> accounts = new ArrayList<>();
        for (YamlMap entry : root.maps("accounts")) {
            entry.keys("source", "author");
            YamlText author = entry.required("author");
            if (author != null) {
                accounts.add(new Aftercare.Account(
                        entry.string("source", "").strip(), author.value().strip()));
            }
        }
        return accounts;
    }

    private Weight weight(@org.jspecify.annotations.Nullable YamlMap map) {
        Weight before = shipped.weight();
        if (map == null) {
            return before;
        }
        List<String> keys = new ArrayList<>(List.of("followers", "likes", "shares", "views"));
        keys.addAll(Weight.KINDS);
        map.keys(keys);
        Map<String, List<String>> names = new LinkedHashMap<>(before.names());
        for (String kind : Weight.KINDS) {
            if (map.has(kind)) {
                names.put(kind, words(map, kind));
            }
        }
        return new Weight(
                limit(map, "followers", before.followers()),
                limit(map, "likes", before.likes()),
                limit(map, "shares", before.shares()),
                limit(map, "views", before.views()),
                names);
    }

    private static List<String> words(YamlMap map, String kind) {
        List<String> words = new ArrayList<>();
        for (YamlText text : map.texts(kind)) {
            String word = text.value().strip();
            if (word.codePointCount(0, word.length()) < 2) {
                text.error("word-too-short", word);
            } else {
                words.add(word);
            }
        }
        return words;
    }

    private static long limit(YamlMap map, String key, long before) {
        return map.integer(key, 0, Integer.MAX_VALUE, (int) before);
    }
}
