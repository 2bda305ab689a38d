package io.fenghuo.channel.wording;

import io.fenghuo.channel.Message;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How much room strangers' words get: a message that is too big for its vendor is composed again with less.
 *
 * @param excerpt characters of each post
 * @param posts posts quoted
 * @param items lines of a digest
 * @param builtIn whether only the built-in words will do: the last resort when the house's own are too many
 */
public record Budget(int excerpt, int posts, int items, boolean builtIn) {
    /** As much as any channel holds. */
    static final Budget WIDE = new Budget(4000, 5, 200);

    private static final List<Budget> STEPS = List.of(
            WIDE,
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

    public Budget(int excerpt, int posts, int items) {
        this(excerpt, posts, items, false);
    }

    /** This much of each, in the same words. */
    public Budget of(int characters, int quoted, int lines) {
        return new Budget(Math.min(characters, excerpt), Math.min(quoted, posts), Math.min(lines, items), builtIn);
    }

    /**
     * The first rendering, from the most generous budget not above {@code most}, that fits; the barest when none does.
     */
    public static <T> T fit(Budget most, Function<Budget, T> render, Predicate<T> fits) {
        return render.apply(fitting(most, render, fits));
    }

    /** How many lines of a digest fit, counted from the first; 0 when not even one does. */
    public static <T> int lines(Message digest, Budget most, Function<Budget, T> render, Predicate<T> fits) {
        int low = 0;
        int high = Math.min(digest.digest().size(), most.items);
        if (fits.test(render.apply(most.of(most.excerpt, most.posts, high)))) {
            return high;
        }
        while (low < high) {
            int middle = (low + high + 1) / 2;
            boolean goes = fits.test(render.apply(most.of(most.excerpt, most.posts, middle)));
            low = goes ? middle : low;
            high = goes ? high : middle - 1;
        }
        return low;
    }

    /** The budget {@link #fit} renders with. */
    public static <T> Budget fitting(Budget most, Function<Budget, T> render, Predicate<T> fits) {
        Budget own = first(most, render, fits);
        return own != null ? own : last(new Budget(most.excerpt, most.posts, most.items, true), render, fits);
    }

    private static <T> Budget last(Budget most, Function<Budget, T> render, Predicate<T> fits) {
        Budget budget = first(most, render, fits);
        return budget != null ? budget : most.of(0, 0, 0);
    }

    private static <T> @Nullable Budget first(Budget most, Function<Budget, T> render, Predicate<T> fits) {
        for (Budget step : STEPS) {
            Budget budget = most.of(step.excerpt, step.posts, step.items);
            if (fits.test(render.apply(budget))) {
                return budget;
            }
        }
        return null;
    }
}
