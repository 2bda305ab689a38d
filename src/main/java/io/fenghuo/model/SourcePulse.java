package io.fenghuo.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of a source while listening to it.
 *
 * @param longest the longest silence, in seconds, that was usual in each hour of the week (UTC, Monday 0 first); 0 = not known
 * @param posts new posts heard so far
 * @param since when learning began
 * @param canary when the owner's planted post was last heard
 * @param quotaDay the day {@code quotaUsed} is of
 * @param quotaUsed units of the platform's daily allowance that were used
 */
public record SourcePulse(
        String source,
        List<Long> longest,
        long posts,
        @Nullable Instant since,
        @Nullable Instant canary,
        @Nullable String quotaDay,
        long quotaUsed) {
    public SourcePulse {
        longest = List.copyOf(longest);
    }
}
