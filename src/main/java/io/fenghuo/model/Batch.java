package io.fenghuo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one read of a source gave: kept or refused as a whole.
 *
 * @param posts in the order of the source
 * @param cursor where to go on next time; saved in the transaction that keeps the posts, null = unchanged
 * @param raw the bytes it was read from; null when there are none worth keeping
 * @param history whether posts older than the golden time are history (a first run) and open nothing
 */
public record Batch(
        String source,
        List<Post> posts,
        @Nullable String cursor,
        @Nullable Raw raw,
        boolean history) {
    public Batch {
        posts = List.copyOf(posts);
    }
}
