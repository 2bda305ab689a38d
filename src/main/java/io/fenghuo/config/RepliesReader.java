package io.fenghuo.config;

import io.fenghuo.match.Condition;
import io.fenghuo.match.Expression;
import io.fenghuo.match.ExpressionException;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Negation;
import io.fenghuo.match.Rule;
import io.fenghuo.model.Severity;
import io.fenghuo.playbook.Replies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts/replies.yaml}: salutations, fields of the house, what a reply must hold, in which time legal decides. */
final class RepliesReader {
    private static final List<String> KEYS = List.of("salutations", "fields", "require", "approve");

    private RepliesReader() {}

    static Replies read(YamlMap root) {
        root.keys(KEYS);
        Map<String, String> fields = new HashMap<>();
        YamlMap named = root.map("fields");
        if (named != null) {
            named.textValues().forEach((name, text) -> fields.put(name, text.value()));
        }
        return new Replies(salutations(root), fields, required(root), approval(root));
    }

    private static List<Replies.Salutation> salutations(YamlMap root) {
        List<Replies.Salutation> all = new ArrayList<>();
        boolean any = false;
        for (YamlMap entry : root.maps("salutations")) {
            entry.keys("platform", "tier", "say");
            YamlText say = entry.required("say");
            if (any) {
                entry.error("salutation-unreached");
            }
            if (say != null) {
                Set<String> platforms = Set.copyOf(entry.strings("platform"));
                Set<String> tiers = Set.copyOf(entry.strings("tier"));
                any |= platforms.isEmpty() && tiers.isEmpty();
                all.add(new Replies.Salutation(platforms, tiers, say.value().strip()));
            }
        }
        return all;
    }

    private static List<Replies.Requirement> required(YamlMap root) {
        List<Replies.Requirement> all = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (YamlMap entry : root.maps("require")) {
            entry.keys("id", "category", "when", "phrases", "why");
            String id = EntryId.of(entry, seen);
            YamlText why = entry.required("why");
            Rule when = rule(entry, id == null ? "" : id);
            List<List<String>> phrases = phrases(entry);
            if (phrases.isEmpty()) {
                entry.error("require-empty");
            } else if (id != null && why != null) {
                all.add(new Replies.Requirement(
                        id,
                        Set.copyOf(entry.strings("category")),
                        when,
                        phrases,
                        why.value().strip()));
            }
        }
        return all;
    }

    private static List<List<String>> phrases(YamlMap entry) {
        List<List<String>> phrases = new ArrayList<>();
        YamlNode node = entry.get("phrases");
        YamlList list = node == null ? null : node.asList();
        for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
            List<String> choice = item instanceof YamlList several
                    ? several.texts().stream().map(YamlText::value).toList()
                    : item instanceof YamlText one && !one.missing() ? List.of(one.value()) : List.of();
            if (choice.isEmpty()) {
                item.error("require-phrase");
            } else {
                phrases.add(choice);
            }
        }
        return phrases;
    }

    private static @Nullable Rule rule(YamlMap entry, String id) {
        YamlText when = entry.text("when");
        if (when == null) {
            return null;
        }
        try {
            Condition condition = Expression.parse(when.value());
            Rule rule = Rule.builder(id, Severity.L3, id, condition)
                    .negation(Negation.MATCH)
                    .build();
            Matcher.check(rule);
            return rule;
        } catch (ExpressionException fault) {
            when.errorAt(
                    fault.offset(),
                    "watchlist-condition",
                    fault.what(Locale.CHINESE),
                    fault.cure(Locale.CHINESE),
                    fault.what(Locale.ENGLISH),
                    fault.cure(Locale.ENGLISH));
            return null;
        }
    }

    private static Map<Severity, Duration> approval(YamlMap root) {
        Map<Severity, Duration> all = new EnumMap<>(Replies.APPROVAL);
        YamlMap map = root.map("approve");
        if (map != null) {
            map.keys("L1", "L2", "L3");
            for (Severity level : Severity.values()) {
                Duration own = map.duration(level.name());
                if (own != null) {
                    all.put(level, own);
                }
            }
        }
        return all;
    }
}
