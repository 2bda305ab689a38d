package io.fenghuo.config;

import io.fenghuo.match.Condition;
import io.fenghuo.match.Expression;
import io.fenghuo.match.ExpressionException;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Negation;
import io.fenghuo.match.Rule;
import io.fenghuo.match.TextList;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Kind;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads watchlists, YAML and plain. A plain list that names no brand takes the one all YAML lists share, else {@value #ANY_BRAND}.
 */
public final class WatchlistReader {
    /** The brand of a plain list when none can be told. */
    public static final String ANY_BRAND = "通用";

    private static final List<String> KEYS = List.of("brand", "owner", "rules");
    private static final List<String> RULE_KEYS = List.of(
            "id",
            "family",
            "level",
            "suspected",
            "category",
            "when",
            "any",
            "all",
            "none",
            "except",
            "match",
            "negation",
            "role",
            "kind",
            "source",
            "raise",
            "correlate",
            "owner",
            "channels",
            "playbook",
            "tags");
    private static final List<String> CORRELATIONS =
            List.of("thread", "product", "host", "order", "author", "session", "none");

    private final Names names;
    private final Problems problems;

    /** Reports faults to {@code problems}; {@code owner} and {@code channels} must be among {@code names}. */
    public WatchlistReader(Names names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    /** Reads all files, in their order; rules with faults are left out. */
    public List<Watchlist> readAll(List<WatchlistFile> files) {
        Map<String, Watchlist> yaml = new HashMap<>();
        Set<String> brands = new HashSet<>();
        for (WatchlistFile file : files) {
            if (!file.plain()) {
                Watchlist watchlist = yaml(file);
                brands.add(watchlist.brand());
                yaml.put(file.name(), watchlist);
            }
        }
        String brand = brands.size() == 1 ? brands.iterator().next() : ANY_BRAND;
        List<Watchlist> all = new ArrayList<>();
        for (WatchlistFile file : files) {
            Watchlist watchlist = yaml.get(file.name());
            all.add(watchlist == null ? plain(file, brand) : watchlist);
        }
        return all;
    }

    /** Reads one file; a plain list without a brand gets {@value #ANY_BRAND}. */
    public Watchlist read(WatchlistFile file) {
        return file.plain() ? plain(file, ANY_BRAND) : yaml(file);
    }

    private Watchlist plain(WatchlistFile file, String brand) {
        return TextList.read(
                file.id(),
                file.text(),
                brand,
                (line, fault) -> report(new Place(file.name(), line, fault.offset() + 1), fault));
    }

    private Watchlist yaml(WatchlistFile file) {
        YamlMap root = YamlFile.read(file.name(), file.text(), Variables.NONE, problems)
                .root();
        root.keys(KEYS);
        YamlText brand = root.required("brand");
        String owner = owner(root);
        Map<String, Place> seen = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (YamlMap entry : root.maps("rules")) {
            Rule rule = rule(entry, seen);
            if (rule != null) {
                rules.add(rule);
            }
        }
        if (!root.has("rules")) {
            root.error("key-missing", "rules");
        }
        return new Watchlist(
                file.id(), brand == null ? ANY_BRAND : brand.value().strip(), owner, rules);
    }

    private @Nullable Rule rule(YamlMap entry, Map<String, Place> seen) {
        entry.keys(RULE_KEYS);
        String id = EntryId.of(entry, seen);
        YamlText grade = entry.required("level");
        Severity level = grade == null ? null : grade.choice(Severity.class);
        YamlText category = entry.required("category");
        boolean suspected = entry.bool("suspected", false);
        if (suspected && level != null && level != Severity.L1) {
            entry.errorAt("suspected", "watchlist-suspected");
            return null;
        }
        Condition condition = condition(entry);
        Hit.Effects effects = effects(entry);
        if (id == null || level == null || category == null || condition == null) {
            return null;
        }
        String name = category.value().strip();
        Rule rule = Rule.builder(id, level, name, condition)
                .family(entry.string("family", name).strip())
                .suspected(suspected)
                .except(entry.strings("except"))
                .match(or(entry.choice("match", MatchMode.class), MatchMode.FOLDED))
                .negation(or(entry.choice("negation", Negation.class), Negation.IGNORE))
                .roles(choices(entry, "role", Role.class))
                .kinds(choices(entry, "kind", Kind.class))
                .sources(Set.copyOf(entry.strings("source")))
                .effects(effects)
                .build();
        return compiles(rule, entry) ? rule : null;
    }

    private boolean compiles(Rule rule, YamlMap entry) {
        try {
            Matcher.check(rule);
            return true;
        } catch (ExpressionException fault) {
            report(entry.place(), fault);
            return false;
        }
    }

    private @Nullable Condition condition(YamlMap entry) {
        List<Condition> parts = new ArrayList<>();
        YamlText when = entry.text("when");
        if (when != null) {
            try {
                parts.add(Expression.parse(when.value()));
            } catch (ExpressionException fault) {
                report(when.place(fault.offset()), fault);
                return null;
            }
        }
        List<String> any = entry.strings("any");
        if (!any.isEmpty()) {
            parts.add(Condition.any(any));
        }
        List<String> all = entry.strings("all");
        if (!all.isEmpty()) {
            parts.add(Condition.all(all));
        }
        if (parts.isEmpty()) {
            entry.error(entry.has("none") ? "watchlist-only-none" : "watchlist-no-condition");
            return null;
        }
        List<String> none = entry.strings("none");
        if (!none.isEmpty()) {
            parts.add(new Condition.Not(Condition.any(none)));
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Hit.Effects effects(YamlMap entry) {
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
                entry.choice("correlate", CORRELATIONS),
                raise,
                channels,
                entry.string("playbook"),
                Set.copyOf(entry.strings("tags")));
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

    private void report(Place place, ExpressionException fault) {
        problems.error(
                place,
                "watchlist-condition",
                fault.what(Locale.CHINESE),
                fault.cure(Locale.CHINESE),
                fault.what(Locale.ENGLISH),
                fault.cure(Locale.ENGLISH));
    }
}
