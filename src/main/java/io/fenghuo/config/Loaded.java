package io.fenghuo.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a home gave.
 *
 * @param configuration null when there are errors
 * @param problems errors and warnings, by file, line and column
 */
public record Loaded(@Nullable Configuration configuration, List<Problem> problems) {
    public Loaded {
        problems = List.copyOf(problems);
    }
}
