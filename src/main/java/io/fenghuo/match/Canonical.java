package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One spelling for all rules that fire on the same posts, as far as that shows in how they are written: order and spelling do not count. Pure. */
final class Canonical {
    private Canonical() {}

    static String of(Rule rule) {
        MatchMode mode = Folder.effective(rule.match());
        return String.join(
                "\n",
                condition(rule.condition(), mode),
                sorted(rule.except().stream()
                        .map(each -> Folder.fold(each, mode).toString())
                        .toList()),
                rule.match().name(),
                rule.negation().name(),
                sorted(rule.roles().stream().map(Enum::name).toList()),
                sorted(rule.kinds().stream().map(Enum::name).toList()),
                sorted(List.copyOf(rule.sources())),
                new TreeSet<>(rule.scope().brands()) + scope(rule.scope()),
                String.valueOf(rule.repeated()),
                String.valueOf(rule.timed()));
    }

    private static String scope(Scope scope) {
        return String.join(
                " ",
                String.valueOf(scope.mostRating()),
                String.valueOf(scope.leastReach()),
                sorted(List.copyOf(scope.languages())),
                String.valueOf(scope.from()),
                String.valueOf(scope.until()),
                String.valueOf(scope.quiet()));
    }

    private static String condition(Condition condition, MatchMode mode) {
        if (condition instanceof Condition.Word word) {
            String text =
                    word.sameCase() ? "^" + word.text() : Literal.of(word, mode).folded();
            return "w(" + text + (word.prefix() ? "*" : "") + ")";
        }
        if (condition instanceof Condition.Any any) {
            return "any" + parts(any.of(), mode);
        }
        if (condition instanceof Condition.All all) {
            return "all" + parts(all.of(), mode);
        }
        if (condition instanceof Condition.Not not) {
            return "not(" + condition(not.of(), mode) + ")";
        }
        if (condition instanceof Condition.Near near) {
            String left = condition(near.left(), mode);
            String right = condition(near.right(), mode);
            boolean swap = !near.ordered() && left.compareTo(right) > 0;
            return "near" + near.distance() + near.ordered() + "(" + (swap ? right : left) + " " + (swap ? left : right)
                    + ")";
        }
        return condition.toString();
    }

    private static String parts(List<Condition> parts, MatchMode mode) {
        return "("
                + parts.stream()
                        .map(part -> condition(part, mode))
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(" "))
                + ")";
    }

    private static String sorted(List<String> words) {
        return words.stream().sorted().collect(Collectors.joining(" "));
    }
}
