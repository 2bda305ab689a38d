package io.fenghuo.verticle.hearing;

import io.fenghuo.source.SourceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that come bit by bit. Its calls block and follow one another; not threadsafe. */
interface LineFeed extends AutoCloseable {
    /** Lines of one chunk at most. */
    int LINES = 500;

    /**
     * The next lines, as many as there are.
     *
     * @param cursor of the chunk that was handled last, or null
     * @throws SourceException when they cannot be read now
     */
    Chunk next(@Nullable String cursor) throws SourceException;

    @Override
    void close();

    /**
     * Some lines.
     *
     * @param turn how many files of this name were read before
     * @param first the number of the first line, from 1
     * @param cursor after them
     * @param more whether the next chunk is there already
     * @param end whether nothing will ever follow
     */
    record Chunk(
            List<String> lines,
            int turn,
            long first,
            @Nullable String cursor,
            boolean more,
            boolean end) {}
}
