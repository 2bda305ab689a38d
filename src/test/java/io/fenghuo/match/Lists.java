package io.fenghuo.match;

import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import java.time.Instant;
import java.util.List;

/** Short ways to rules and posts. */
final class Lists {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private Lists() {}

    static RuleBuilder when(String expression) {
        return Rule.builder("r", Severity.L3, "投诉", Expression.parse(expression))
                .match(MatchMode.FOLDED);
    }

    static Matcher matcher(Rule... rules) {
        return Matcher.compile(List.of(new Watchlist("list", "云朵家", "role:brand", List.of(rules))));
    }

    static Post post(String text) {
        return Post.builder("test", "1", text, NOW).build();
    }

    static List<Hit> hits(String expression, String text) {
        return matcher(when(expression).build()).match(post(text));
    }

    static boolean fires(String expression, String text) {
        return !hits(expression, text).isEmpty();
    }

    static Explanation explain(Rule rule, String text) {
        return matcher(rule).explain(text, post(""));
    }
}
