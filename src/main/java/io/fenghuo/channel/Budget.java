package io.fenghuo.channel;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How much room strangers' words get: a message that is too big for its vendor is composed again with less.
 *
 * @param excerpt characters of each post
 * @param posts posts quoted
 * @param items lines of a digest
 */
record Budget(int excerpt, int posts, int items) {
    private static final List<Budget> STEPS = List.of(
            new Budget(4000, 5, 200),
            new Budget(2000, 5, 100),
            new Budget(1000, 3, 60),
            new Budget(500, 3, 40),
            new Budget(300, 2, 25),
            new Budget(160, 1, 15),
            new Budget(100, 1, 10),
            new Budget(60, 1, 6),
            new Budget(30, 1, 3),
            new Budget(12, 1, 1),
            new Budget(0, 0, 0));

    /**
     * The first rendering, from the most generous budget not above {@code most}, that fits; the barest when none does.
     */
    static <T> T fit(Budget most, Function<Budget, T> render, Predicate<T> fits) {
        return render.apply(fitting(most, render, fits));
    }

    /** The budget {@link #fit} renders with. */
    static <T> Budget fitting(Budget most, Function<Budget, T> render, Predicate<T> fits) {
        Budget budget = most;
        for (Budget step : STEPS) {
            budget = new Budget(
                    Math.min(step.excerpt, most.excerpt),
                    Math.min(step.posts, most.posts),
                    Math.min(step.items, most.items));
            if (fits.test(render.apply(budget))) {
                return budget;
            }
        }
        return budget;
    }
}
