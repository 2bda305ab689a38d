package io.fenghuo.match;

import java.util.List;

/** When a rule applies: the tree that {@link Expression} reads from {@code when:} and that the short forms build. Immutable. */
public sealed interface Condition {
    /** Holds for no post: what a rule has that asks only for repeated questions. */
    Condition NOTHING = new Any(List.of());

    /**
     * A keyword or phrase.
     *
     * @param text as the watchlist writes it
     * @param prefix whether more letters may follow, as in {@code wei*}
     * @param sameCase whether upper and lower case must be as written, as in {@code ^Case}
     */
    record Word(String text, boolean prefix, boolean sameCase) implements Condition {}

    /** A regular expression on RE2 syntax, searched in the folded text, case ignored. */
    record Regex(String pattern) implements Condition {}

    /** All must hold. */
    record All(List<Condition> of) implements Condition {
        public All {
            of = List.copyOf(of);
        }
    }

    /** One must hold. */
    record Any(List<Condition> of) implements Condition {
        public Any {
            of = List.copyOf(of);
        }
    }

    /** Must not hold anywhere in the post. */
    record Not(Condition of) implements Condition {}

    /**
     * Both stand near each other without overlapping.
     *
     * @param distance the most characters of folded text between them
     * @param ordered whether the left must come first
     */
    record Near(Condition left, Condition right, int distance, boolean ordered) implements Condition {}

    /** A keyword as the short forms {@code any}, {@code all}, {@code none} and text lists write it: taken literally, but for {@code wei*}. */
    static Word word(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > 1
                && trimmed.endsWith("*")
                && Literal.isWordCharacter(trimmed.charAt(trimmed.length() - 2))) {
            return new Word(trimmed.substring(0, trimmed.length() - 1), true, false);
        }
        return new Word(trimmed, false, false);
    }

    /** One of {@code words}. */
    static Condition any(List<String> words) {
        return words.size() == 1
                ? word(words.get(0))
                : new Any(words.stream().<Condition>map(Condition::word).toList());
    }

    /** Every one of {@code words}. */
    static Condition all(List<String> words) {
        return words.size() == 1
                ? word(words.get(0))
                : new All(words.stream().<Condition>map(Condition::word).toList());
    }
}
