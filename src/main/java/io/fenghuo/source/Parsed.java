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
 * @param onward whether there is more to read at once, with {@code cursor}
 */
public record Parsed(
        List<Post> posts,
        @Nullable String cursor,
        @Nullable Duration ttl,
        @Nullable Trouble note,
        Onward onward) {
    public Parsed {
        posts = List.copyOf(posts);
    }

    public Parsed(List<Post> posts, @Nullable String cursor, @Nullable Duration ttl, @Nullable Trouble note) {
        this(posts, cursor, ttl, note, Onward.NO);
    }

    public Parsed(List<Post> posts, @Nullable String cursor) {
        this(posts, cursor, null, null);
    }

    /** Whether another page follows. */
    public enum Onward {
        /** This was all. */
        NO,
        /** Older posts follow: worth reading as long as there is something new among them. */
        WHILE_NEW,
        /** Newer posts follow: every page has to be read. */
        ALWAYS
    }
}
