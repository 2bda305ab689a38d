package io.fenghuo.app.bench;

import java.util.List;
import java.util.function.Function;

/**
 * A way to look for keywords in texts.
 *
 * @param name as the table shows it
 * @param folds whether it folds: it is given the texts as written then, otherwise folded ones
 * @param most the most keywords it is tried with; it would take minutes beyond
 * @param exact whether it must find every place of every keyword, and is held to that
 * @param build makes it ready for some keywords
 */
public record Engine(String name, boolean folds, int most, boolean exact, Function<List<String>, Search> build) {

    /** Ready for its keywords. Confined to one thread. */
    @FunctionalInterface
    public interface Search {
        /** Tells {@code places} of every occurrence in {@code text} and gives their number. */
        int search(String text, Places places);
    }

    /** Hears of occurrences. */
    @FunctionalInterface
    public interface Places {
        /** Hears of none. */
        Places NONE = (start, end) -> {};

        void found(int start, int end);
    }
}
