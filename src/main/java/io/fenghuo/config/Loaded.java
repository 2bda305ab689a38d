package io.fenghuo.config;

import io.fenghuo.match.Watchlist;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a home gave.
 *
 * @param configuration null when there are errors
 * @param problems errors and warnings, by file, line and column
 * @param watchlists what could be read of the lists, also when there are errors
 */
public record Loaded(@Nullable Configuration configuration, List<Problem> problems, List<Watchlist> watchlists) {
    public Loaded {
        watchlists = List.copyOf(watchlists);
        problems = List.copyOf(problems);
    }
}
