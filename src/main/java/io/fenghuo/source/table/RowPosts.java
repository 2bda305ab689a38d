package io.fenghuo.source.table;

import io.fenghuo.model.Post;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.Trouble;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of a table as posts, one after another; a row that is none is told, and the others go on. Confined to one thread. */
public final class RowPosts {
    private final Table table;
    private final RowReader reader;

    public RowPosts(Table table, RowReader reader) {
        this.table = table;
        this.reader = reader;
    }

    /**
     * One row: either a post or why it is none.
     *
     * @param row null when not even its cells can be read
     */
    public record Step(
            @Nullable Row row,
            @Nullable Post post,
            @Nullable Trouble trouble) {}

    /** The next row; null = there is none, or none after it can be read. */
    public @Nullable Step next(Instant now) throws IOException {
        Row row = null;
        if (table.broken()) {
            return null;
        }
        try {
            row = table.next();
            return row == null ? null : new Step(row, reader.read(row, now), null);
        } catch (SourceException wrong) {
            return new Step(row, null, wrong.trouble());
        }
    }

    /** Goes past so many rows, of which fewer may be left; says past how many it went. */
    public static long skip(Table table, long rows) throws IOException {
        long past = 0;
        for (boolean more = true; more && past < rows && !table.broken(); ) {
            try {
                more = table.next() != null;
            } catch (SourceException wrong) {
                more = true;
            }
            past += more ? 1 : 0;
        }
        return past;
    }
}
