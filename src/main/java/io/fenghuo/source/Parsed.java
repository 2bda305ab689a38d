package io.fenghuo.source;

import io.fenghuo.model.Post;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a response or frame said.
 *
 * @param posts in the order of the source; empty when there is nothing
 * @param cursor where to go on; null = as before
 * @param ttl how long the content says it stays fresh; a hint only
 * @param note what looks wrong although it could be read, such as a selector that catches nothing; null = all well
 */
public record Parsed(
        List<Post> posts,
        @Nullable String cursor,
        @Nullable Duration ttl,
        @Nullable Trouble note) {
    public Parsed {
        posts = List.copyOf(posts);
    }

    public Parsed(List<Post> posts, @Nullable String cursor) {
        this(posts, cursor, null, null);
    }
}
