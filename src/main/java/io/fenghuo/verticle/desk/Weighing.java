package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Weight;
import io.fenghuo.match.Condition;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weighs posts by their reach and by whom they name. The names are found as watched words are, however they are disguised by width, script or
 * spaces. Immutable, threadsafe.
 */
final class Weighing {
    private final Weight weight;
    private final Matcher names;

    Weighing(Weight weight) {
        this.weight = weight;
        List<Rule> rules = new ArrayList<>();
        weight.names().forEach((kind, words) -> {
            if (!words.isEmpty()) {
                rules.add(Rule.builder(kind, Severity.L3, kind, Condition.any(words))
                        .build());
            }
        });
        this.names = Matcher.compile(List.of(new Watchlist("raise", "", null, rules)));
    }

    /** Whether it weighs by this. */
    boolean by(Weight other) {
        return weight.equals(other);
    }

    Grade weigh(Grade grade, Post post) {
        return weight.on(grade, post, named(post));
    }

    boolean abusive(Post post) {
        return named(post).containsKey(Weight.ABUSE);
    }

    private Map<String, String> named(Post post) {
        Map<String, String> named = new HashMap<>();
        for (Hit hit : names.match(post)) {
            String word = hit.spans().isEmpty() ? "" : hit.spans().get(0).keyword();
            named.putIfAbsent(hit.rule(), word);
        }
        return named;
    }
}
