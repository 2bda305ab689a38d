package io.fenghuo.match;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which words a condition can be met by. Pure. */
final class Alternatives {
    private static final int MOST = 500;

    private Alternatives() {}

    /** Sets of words one of which must stand in full; null when there are too many, or a regular expression is among them. */
    static @Nullable List<Set<Condition.Word>> of(Condition condition) {
        if (condition instanceof Condition.Word word) {
            return List.of(Set.of(word));
        }
        if (condition instanceof Condition.Any any) {
            List<Set<Condition.Word>> ways = new ArrayList<>();
            for (Condition part : any.of()) {
                List<Set<Condition.Word>> more = of(part);
                if (more == null || ways.size() + more.size() > MOST) {
                    return null;
                }
                ways.addAll(more);
            }
            return ways;
        }
        if (condition instanceof Condition.All all) {
            return product(all.of());
        }
        if (condition instanceof Condition.Near near) {
            return product(List.of(near.left(), near.right()));
        }
        return null;
    }

    private static @Nullable List<Set<Condition.Word>> product(List<Condition> parts) {
        List<Set<Condition.Word>> ways = List.of(Set.of());
        for (Condition part : parts) {
            if (part instanceof Condition.Not) {
                continue;
            }
            List<Set<Condition.Word>> more = of(part);
            if (more == null || (long) ways.size() * more.size() > MOST) {
                return null;
            }
            List<Set<Condition.Word>> next = new ArrayList<>();
            for (Set<Condition.Word> one : ways) {
                for (Set<Condition.Word> other : more) {
                    Set<Condition.Word> both = new LinkedHashSet<>(one);
                    both.addAll(other);
                    next.add(both);
                }
            }
            ways = next;
        }
        return ways;
    }

    /** The words that must not stand anywhere in the post, whatever else does. */
    static List<Condition.Word> excluded(Condition condition) {
        List<Condition.Word> words = new ArrayList<>();
        if (condition instanceof Condition.All all) {
            all.of().forEach(part -> words.addAll(excluded(part)));
        } else if (condition instanceof Condition.Not not) {
            each(not.of(), words);
        }
        return words;
    }

    private static void each(Condition condition, List<Condition.Word> into) {
        if (condition instanceof Condition.Word word) {
            into.add(word);
        } else if (condition instanceof Condition.Any any) {
            any.of().forEach(part -> each(part, into));
        }
    }

    /** The words that make it hold without any other. */
    static Set<Condition.Word> alone(Condition condition) {
        Set<Condition.Word> words = new LinkedHashSet<>();
        if (condition instanceof Condition.Word word) {
            words.add(word);
        } else if (condition instanceof Condition.Any any) {
            any.of().forEach(part -> words.addAll(alone(part)));
        } else if (condition instanceof Condition.All all) {
            List<Condition> asked = all.of().stream()
                    .filter(part -> !(part instanceof Condition.Not))
                    .toList();
            if (asked.size() == 1) {
                words.addAll(alone(asked.get(0)));
            }
        }
        return words;
    }

    /** Every word that is looked for, those below NOT left out. */
    static Set<Condition.Word> positive(Condition condition) {
        Set<Condition.Word> words = new LinkedHashSet<>();
        if (condition instanceof Condition.Word word) {
            words.add(word);
        } else if (condition instanceof Condition.Any any) {
            any.of().forEach(part -> words.addAll(positive(part)));
        } else if (condition instanceof Condition.All all) {
            all.of().forEach(part -> words.addAll(positive(part)));
        } else if (condition instanceof Condition.Near near) {
            words.addAll(positive(near.left()));
            words.addAll(positive(near.right()));
        }
        return words;
    }

    static boolean hasRegex(Condition condition) {
        if (condition instanceof Condition.Any any) {
            return any.of().stream().anyMatch(Alternatives::hasRegex);
        }
        if (condition instanceof Condition.All all) {
            return all.of().stream().anyMatch(Alternatives::hasRegex);
        }
        if (condition instanceof Condition.Near near) {
            return hasRegex(near.left()) || hasRegex(near.right());
        }
        return condition instanceof Condition.Regex;
    }
}
