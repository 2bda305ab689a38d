package io.fenghuo.config;

import io.fenghuo.match.Condition;
import io.fenghuo.match.Expression;
import io.fenghuo.match.ExpressionException;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Negation;
import io.fenghuo.match.Repeated;
import io.fenghuo.match.Rule;
import io.fenghuo.match.RuleBuilder;
import io.fenghuo.match.Scope;
import io.fenghuo.match.Timed;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Kind;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rules of a YAML watchlist. */
final class RuleReader {
    static final List<String> KEYS = List.of(
            "id",
            "family",
            "level",
            "suspected",
            "category",
            "when",
            "any",
            "all",
            "none",
            "require",
            "import",
            "except",
            "match",
            "negation",
            "role",
            "kind",
            "source",
            "brand",
            "max-rating",
            "min-reach",
            "lang",
            "from",
            "until",
            "quiet-hours",
            "repeated",
            "waiting",
            "missing",
            "raise",
            "cooldown",
            "correlate",
            "owner",
            "channels",
            "playbook",
            "tags");
    private static final List<String> CORRELATIONS =
            List.of("thread", "product", "host", "order", "author", "session", "none");

    private final Names names;
    private final Problems problems;
    private final ZoneId zone;
    private final WordLists lists;
    /** Errors about whom a rule tells; the rule finds what it finds all the same. */
    private long ofPeople;

    RuleReader(Names names, Problems problems, ZoneId zone, WordLists lists) {
        this.names = names;
        this.problems = problems;
        this.zone = zone;
        this.lists = lists;
    }

    /** The rules without faults; an imported table may make several of one. */
    List<Rule> rules(List<YamlMap> entries) {
        Map<String, Place> seen = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (YamlMap entry : entries) {
            long before = problems.errors() - ofPeople;
            List<Rule> read = rule(entry, seen);
            if (problems.errors() - ofPeople == before) {
                rules.addAll(read);
            }
        }
        return rules;
    }

    private List<Rule> rule(YamlMap entry, Map<String, Place> seen) {
        entry.keys(KEYS);
        String id = EntryId.of(entry, seen);
        YamlText grade = entry.required("level");
        Severity level = grade == null ? null : grade.choice(Severity.class);
        YamlText category = entry.required("category");
        boolean suspected = entry.bool("suspected", false);
        if (suspected && level != null && level != Severity.L1) {
            entry.errorAt("suspected", "watchlist-suspected");
            return List.of();
        }
        Repeated repeated = ScopeReader.repeated(entry);
        long sound = problems.errors();
        Timed timed = ScopeReader.timed(entry);
        if (problems.errors() > sound) {
            return List.of();
        }
        Scope scope = ScopeReader.scope(entry, zone);
        List<WordLists.Word> words = lists.imported(entry, "import");
        List<Condition> parts = parts(entry);
        long before = problems.errors();
        if (level == Severity.L1 && entry.has("cooldown")) {
            entry.errorAt("cooldown", "watchlist-l1-rests");
        }
        if (level == Severity.L1 && entry.has("quiet-hours")) {
            entry.errorAt("quiet-hours", "watchlist-l1-quiet");
        }
        Effected effected = new Effected(entry, effects(entry, timed), scope, new Asked(repeated, timed), suspected);
        ofPeople += problems.errors() - before;
        if (id == null || level == null || category == null || parts == null) {
            return List.of();
        }
        if (words.isEmpty() && entry.has("import") && !entry.has("any") && !entry.has("when") && !entry.has("all")) {
            return List.of();
        }
        String name = category.value().strip();
        List<Rule> rules = new ArrayList<>();
        groups(words, level, name, entry.string("family", name).strip(), mode(entry))
                .forEach((as, of) -> {
                    boolean plain = as.level() == level && as.category().equals(name);
                    String suffix = plain && rules.isEmpty() ? "" : "-" + (rules.size() + 1);
                    Condition condition = condition(entry, parts, of, new Asked(repeated, timed));
                    if (condition != null) {
                        rules.add(effected.rule(id + suffix, as, condition));
                    }
                });
        return rules.stream().filter(rule -> compiles(rule, entry)).toList();
    }

    private static MatchMode mode(YamlMap entry) {
        return or(entry.choice("match", MatchMode.class), MatchMode.FOLDED);
    }

    /** What the columns of a table may say otherwise than the rule. */
    private record As(Severity level, String category, String family, MatchMode match) {}

    /** The imported words by what their columns say; without any, one group without words. */
    private static Map<As, List<WordLists.Word>> groups(
            List<WordLists.Word> words, Severity level, String category, String family, MatchMode match) {
        Map<As, List<WordLists.Word>> groups = new LinkedHashMap<>();
        if (words.isEmpty()) {
            groups.put(new As(level, category, family, match), List.of());
        }
        for (WordLists.Word word : words) {
            String own = or(word.category(), category);
            As as = new As(
                    or(word.level(), level),
                    own,
                    or(word.family(), own.equals(category) ? family : own),
                    or(word.match(), match));
            groups.computeIfAbsent(as, key -> new ArrayList<>()).add(word);
        }
        return groups;
    }

    /** What a rule asks for beside the words of one post. */
    private record Asked(
            @Nullable Repeated repeated, @Nullable Timed timed) {}

    /** What the rules of one entry have in common. */
    private final class Effected {
        private final YamlMap entry;
        private final Hit.Effects effects;
        private final Scope scope;
        private final Asked asked;
        private final boolean suspected;

        Effected(YamlMap entry, Hit.Effects effects, Scope scope, Asked asked, boolean suspected) {
            this.entry = entry;
            this.effects = effects;
            this.scope = scope;
            this.asked = asked;
            this.suspected = suspected;
        }

        Rule rule(String id, As as, Condition condition) {
            RuleBuilder rule = Rule.builder(id, as.level(), as.category(), condition);
            return rule.family(as.family())
                    .suspected(suspected && as.level() == Severity.L1)
                    .except(lists.strings(entry.texts("except")))
                    .match(as.match())
                    .negation(or(entry.choice("negation", Negation.class), Negation.IGNORE))
                    .roles(choices(entry, "role", Role.class))
                    .kinds(choices(entry, "kind", Kind.class))
                    .sources(Set.copyOf(entry.strings("source")))
                    .effects(as.level() == Severity.L1 ? effects.restless() : effects)
                    .scope(as.level() == Severity.L1 ? scope.restless() : scope)
                    .repeated(asked.repeated())
                    .timed(asked.timed())
                    .build();
        }
    }

    private boolean compiles(Rule rule, YamlMap entry) {
        if (rule.condition().equals(Condition.NOTHING)) {
            return true;
        }
        try {
            Matcher.check(rule);
            return true;
        } catch (ExpressionException fault) {
            report(problems, entry.place(), fault);
            return false;
        }
    }

    /** What must hold beside {@code any}; null, and a problem, when it cannot be read. */
    private @Nullable List<Condition> parts(YamlMap entry) {
        List<Condition> parts = new ArrayList<>();
        YamlText when = entry.text("when");
        if (when != null) {
            Condition condition = expression(when);
            if (condition == null) {
                return null;
            }
            parts.add(condition);
        }
        return parts;
    }

    private @Nullable Condition expression(YamlText text) {
        try {
            return Expression.parse(text.value(), lists::list);
        } catch (ExpressionException fault) {
            report(problems, text.place(fault.offset()), fault);
            return null;
        }
    }

    private @Nullable Condition condition(
            YamlMap entry, List<Condition> when, List<WordLists.Word> imported, Asked asked) {
        List<Condition> parts = new ArrayList<>(when);
        Set<Condition> any = new LinkedHashSet<>();
        lists.conditions(entry.texts("any")).forEach(each -> flatten(each, any));
        imported.forEach(word -> any.add(word.condition()));
        if (!any.isEmpty()) {
            parts.add(any.size() == 1 ? any.iterator().next() : new Condition.Any(List.copyOf(any)));
        }
        List<Condition> all = lists.conditions(entry.texts("all"));
        if (!all.isEmpty()) {
            parts.add(all.size() == 1 ? all.get(0) : new Condition.All(all));
        }
        if (parts.isEmpty()) {
            Repeated repeated = asked.repeated();
            boolean questions = repeated != null && repeated.of() == Repeated.Of.QUESTIONS;
            if (questions || asked.timed() != null) {
                return Condition.NOTHING;
            }
            entry.error(
                    repeated != null
                            ? "repeated-needs-words"
                            : entry.has("none") ? "watchlist-only-none" : "watchlist-no-condition");
            return null;
        }
        List<Condition> none = lists.conditions(entry.texts("none"));
        if (!none.isEmpty()) {
            parts.add(new Condition.Not(none.size() == 1 ? none.get(0) : new Condition.Any(none)));
        }
        Condition required = required(entry);
        if (required != null) {
            parts.add(new Condition.Not(required));
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private static void flatten(Condition condition, Set<Condition> into) {
        if (condition instanceof Condition.Any any) {
            into.addAll(any.of());
        } else {
            into.add(condition);
        }
    }

    /** All that {@code require:} asks for; the rule fires where some of it is missing. */
    private @Nullable Condition required(YamlMap entry) {
        List<Condition> required = new ArrayList<>();
        for (YamlText text : entry.texts("require")) {
            Condition condition = expression(text);
            if (condition != null) {
                required.add(condition);
            }
        }
        return required.isEmpty() ? null : required.size() == 1 ? required.get(0) : new Condition.All(required);
    }

    private Hit.Effects effects(YamlMap entry, @Nullable Timed timed) {
        YamlMap crowd = entry.map("raise");
        Raise raise = crowd == null ? null : RaiseReader.read(crowd);
        List<String> channels = new ArrayList<>();
        for (YamlText channel : entry.texts("channels")) {
            if (names.channel(channel)) {
                channels.add(channel.value());
            }
        }
        return new Hit.Effects(
                owner(entry),
                correlate(entry, timed),
                raise,
                channels,
                entry.string("playbook"),
                Set.copyOf(entry.strings("tags")),
                entry.duration("cooldown"));
    }

    /** Whoever waits, waits in a session: one alarm for each. */
    private static @Nullable String correlate(YamlMap entry, @Nullable Timed timed) {
        String said = entry.choice("correlate", CORRELATIONS);
        return said != null || timed == null ? said : "session";
    }

    private @Nullable String owner(YamlMap entry) {
        YamlText owner = entry.text("owner");
        return owner == null || names.target(owner) == null
                ? null
                : owner.value().strip();
    }

    private static <E extends Enum<E>> Set<E> choices(YamlMap entry, String key, Class<E> type) {
        Set<E> chosen = new HashSet<>();
        for (YamlText text : entry.texts(key)) {
            E choice = text.choice(type);
            if (choice != null) {
                chosen.add(choice);
            }
        }
        return chosen;
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /** Reports what a condition has against it. */
    static void report(Problems problems, Place place, ExpressionException fault) {
        problems.error(
                place,
                "watchlist-condition",
                fault.what(Locale.CHINESE),
                fault.cure(Locale.CHINESE),
                fault.what(Locale.ENGLISH),
                fault.cure(Locale.ENGLISH));
    }
}
