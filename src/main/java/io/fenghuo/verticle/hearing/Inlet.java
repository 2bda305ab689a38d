package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.Trouble;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place posts are drawn from by a protocol of its own, connected as need be. Its calls block and follow one another, but {@link #wake} and
 * {@link #close} may come at any moment. A call that failed leaves it ready for the next, which connects anew.
 */
public interface Inlet extends AutoCloseable {

    /**
     * What is there now, as much as is good at once.
     *
     * @param cursor of the draught that was kept last, or null
     * @throws SourceException when it cannot be read, with the reason a person can mend
     */
    Draught next(@Nullable String cursor, Instant now) throws SourceException;

    /** The draught given last is durable. */
    default void kept() throws SourceException {}

    /**
     * Waits until something may be there, or {@link #wake}.
     *
     * @return whether it waited; false = it has to be asked again in a while
     */
    default boolean await() throws SourceException {
        return false;
    }

    /** Ends {@link #await}; may block for a moment. */
    default void wake() {}

    /** Ends it for good; may block for a moment. */
    @Override
    void close();

    /**
     * What one call gave.
     *
     * @param cursor where to go on; null = as before
     * @param more whether the next call will give something at once
     * @param caughtUp whether everything that was there at the first call has been read
     * @param note what looks wrong although it could be read; null = nothing
     */
    record Draught(
            List<Post> posts,
            @Nullable String cursor,
            @Nullable Raw raw,
            boolean more,
            boolean caughtUp,
            @Nullable Trouble note) {
        public Draught {
            posts = List.copyOf(posts);
        }

        /** Nothing, for now. */
        public static Draught none(@Nullable String cursor, boolean caughtUp, @Nullable Trouble note) {
            return new Draught(List.of(), cursor, null, false, caughtUp, note);
        }
    }
}
