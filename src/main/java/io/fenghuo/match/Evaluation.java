package io.fenghuo.match;

import io.fenghuo.match.Explanation.NearMiss;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Span;
import io.fenghuo.normalise.Folded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One rule over what was found in one text. Confined to its caller's thread. */
final class Evaluation {
    /** The most spans a hit carries; more prove nothing further. */
    static final int MOST_SPANS = 1_000;

    private final CompiledRule rule;
    private final Folded text;
    private final NavigableMap<Integer, List<Place>> found;
    /** Filled only for {@code explain}. */
    private final @Nullable List<Reason> misses;

    Evaluation(
            CompiledRule rule, Folded text, NavigableMap<Integer, List<Place>> found, @Nullable List<Reason> misses) {
        this.rule = rule;
        this.text = text;
        this.found = found;
        this.misses = misses;
    }

    /** Where the words of the rule stand, by start; null when the rule does not apply. */
    @Nullable
    List<Span> spans(Post post) {
        NavigableMap<Integer, List<Place>> counted = counted();
        List<Place> places = rule.root.holds(counted);
        if (places == null) {
            if (misses != null && misses.isEmpty()) {
                addReason(describe(rule.root, counted));
            }
            return null;
        }
        Reason filtered = filtered(rule.rule, post);
        if (filtered != null) {
            addReason(filtered);
            return null;
        }
        List<Place> singles = new ArrayList<>();
        places.forEach(place -> place.collect(singles));
        return singles.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Place::start).thenComparingInt(Place::end))
                .limit(MOST_SPANS)
                .map(this::span)
                .distinct()
                .toList();
    }

    private Span span(Place place) {
        int start = text.originalStart(place.start());
        int end = text.originalEnd(place.end());
        String written = text.original().substring(start, end);
        return new Span(start, end, shown(place), written, text.via(place.start(), place.end(), place.via()));
    }

    /** What was found without exceptions, what they cancel, and what is denied. */
    private NavigableMap<Integer, List<Place>> counted() {
        List<Place> exceptions = new ArrayList<>();
        found.tailMap(rule.firstException).values().forEach(exceptions::addAll);
        NavigableMap<Integer, List<Place>> counted = new TreeMap<>();
        for (Map.Entry<Integer, List<Place>> entry :
                found.headMap(rule.firstException).entrySet()) {
            CompiledRule.Leaf leaf = rule.leaves.get(entry.getKey());
            List<Place> kept = new ArrayList<>(entry.getValue().size());
            for (Place place : entry.getValue()) {
                if (!leaf.positive() || !isCancelled(place, leaf, exceptions)) {
                    kept.add(place);
                }
            }
            if (!kept.isEmpty()) {
                counted.put(entry.getKey(), kept);
            }
        }
        return counted;
    }

    private boolean isCancelled(Place place, CompiledRule.Leaf leaf, List<Place> exceptions) {
        for (Place exception : exceptions) {
            if (exception.contains(place)) {
                addReason(Reason.of("match.excepted", leaf.shown(), shown(exception)));
                return true;
            }
        }
        String denial = leaf.denied() ? Denial.of(text, place.start(), place.end()) : null;
        if (denial != null) {
            addReason(Reason.of("match.negated", leaf.shown(), denial));
        }
        return denial != null;
    }

    /** Why a rule does not look at a post; null when it does. */
    static @Nullable Reason filtered(Rule asked, Post post) {
        if (!asked.roles().isEmpty() && !asked.roles().contains(post.role())) {
            return Reason.of("match.role", names(asked.roles()), name(post.role()));
        }
        if (!asked.kinds().isEmpty() && !asked.kinds().contains(post.kind())) {
            return Reason.of("match.kind", names(asked.kinds()), name(post.kind()));
        }
        if (!asked.sources().isEmpty() && !asked.sources().contains(post.source())) {
            return Reason.of("match.source", String.join(" ", asked.sources()), post.source());
        }
        return asked.scope().refuses(post);
    }

    /** Which part of a condition that does not hold came nearest. */
    private @Nullable Reason describe(Node node, NavigableMap<Integer, List<Place>> counted) {
        if (node instanceof Node.All all) {
            Place some = firstFound(all.of(), counted);
            if (some == null) {
                return null;
            }
            for (Node part : all.of()) {
                if (part.holds(counted) == null) {
                    return lacking(part, some, counted);
                }
            }
        } else if (node instanceof Node.Any any) {
            return any.of().stream()
                    .map(part -> describe(part, counted))
                    .filter(r -> r != null)
                    .findFirst()
                    .orElse(null);
        } else if (node instanceof Node.Near near) {
            return describeNear(near, counted);
        }
        return null;
    }

    private static @Nullable Place firstFound(List<Node> parts, NavigableMap<Integer, List<Place>> counted) {
        for (Node part : parts) {
            List<Place> places = part instanceof Node.Not ? null : part.holds(counted);
            if (places != null && !places.isEmpty()) {
                return places.get(0);
            }
        }
        return null;
    }

    private @Nullable Reason lacking(Node part, Place some, NavigableMap<Integer, List<Place>> counted) {
        if (part instanceof Node.Not not) {
            List<Place> there = not.of().holds(counted);
            return there == null || there.isEmpty() ? null : Reason.of("match.excluded", shown(there.get(0)));
        }
        Reason inner = describe(part, counted);
        return inner != null ? inner : Reason.of("match.missing", shown(some), names(part));
    }

    private @Nullable Reason describeNear(Node.Near near, NavigableMap<Integer, List<Place>> counted) {
        List<Place> left = near.left().holds(counted);
        List<Place> right = near.right().holds(counted);
        if (left == null && right == null) {
            return null;
        }
        if (left == null) {
            return right == null ? null : Reason.of("match.missing", shown(right.get(0)), names(near.left()));
        }
        if (right == null) {
            return Reason.of("match.missing", shown(left.get(0)), names(near.right()));
        }
        Place a = left.get(0);
        Place b = right.get(0);
        if (near.ordered()) {
            return Reason.of("match.order", shown(a), shown(b), near.distance());
        }
        int apart = Math.max(0, Math.max(b.start() - a.end(), a.start() - b.end()));
        return Reason.of("match.too_far", shown(a), shown(b), apart, near.distance());
    }

    private String shown(Place place) {
        Place first = place;
        while (!first.parts().isEmpty()) {
            first = first.parts().get(0);
        }
        return rule.leaves.get(first.leaf()).shown();
    }

    /** Up to three of the words a node asks for. */
    private String names(Node node) {
        if (node instanceof Node.Leaves leaves) {
            List<String> names = rule.leaves.subList(leaves.low(), leaves.high()).stream()
                    .map(CompiledRule.Leaf::shown)
                    .toList();
            return String.join("/", names.subList(0, Math.min(3, names.size()))) + (names.size() > 3 ? "…" : "");
        }
        if (node instanceof Node.Any any) {
            return names(any.of().get(0)) + "…";
        }
        if (node instanceof Node.All all) {
            return names(all.of().get(0)) + "…";
        }
        if (node instanceof Node.Near near) {
            return names(near.left()) + "+" + names(near.right());
        }
        return "…";
    }

    private static String names(Collection<? extends Enum<?>> values) {
        return String.join("/", values.stream().map(Evaluation::name).sorted().toList());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void addReason(@Nullable Reason reason) {
        if (misses != null && reason != null && !misses.contains(reason)) {
            misses.add(reason);
        }
    }

    /** The reasons as near misses of this rule. */
    List<NearMiss> nearMisses() {
        List<Reason> reasons = misses == null ? List.of() : misses;
        return reasons.stream()
                .map(why -> new NearMiss(rule.watchlist.id(), rule.rule.id(), why))
                .toList();
    }
}
