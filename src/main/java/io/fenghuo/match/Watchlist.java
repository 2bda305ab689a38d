package io.fenghuo.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one file looks for. Immutable.
 *
 * @param id the file's name without its extension
 * @param brand whose name its incidents bear
 * @param owner who is told as the owner when a rule names none, in the words of {@code tell}
 */
public record Watchlist(String id, String brand, @Nullable String owner, List<Rule> rules) {
    public Watchlist {
        rules = List.copyOf(rules);
    }
}
