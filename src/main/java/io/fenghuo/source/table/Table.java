package io.fenghuo.source.table;

import io.fenghuo.source.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table in a file, one row in memory at a time. Confined to one thread. */
public interface Table extends Closeable {
    /** Characters of one cell that are read; the rest of it is left out. */
    int MAX_CELL = 200_000;
    /** Columns of one row. */
    int MAX_COLUMNS = 2_000;

    /** The columns, left to right, each name once. */
    List<String> headings();

    /**
     * The next row that is not blank; null = there is none.
     *
     * @throws SourceException for a row that cannot be read; the next call goes on after it, unless {@link #broken}
     */
    @Nullable
    Row next() throws IOException, SourceException;

    /** Whether nothing after the last fault can be read. */
    default boolean broken() {
        return false;
    }

    /**
     * Opens a file as what its first bytes say it is: an Excel workbook (its first visible sheet), JSON lines, else text parted by commas,
     * semicolons or tabs.
     *
     * @throws SourceException when it is none of these, is empty, or would unpack to more than can be meant
     */
    static Table open(Path file) throws IOException, SourceException {
        return open(file, XlsxBook.MAX_SHARED);
    }

    /** The same, of whose texts no more than {@code shared} characters are held in memory at once. */
    static Table open(Path file, long shared) throws IOException, SourceException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(512);
        }
        if (head.length == 0) {
            throw new SourceException("table.empty");
        }
        if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
            return new XlsxTable(file, shared);
        }
        if ((head[0] & 0xFF) == 0xD0 && head.length > 1 && (head[1] & 0xFF) == 0xCF) {
            throw new SourceException("table.xls");
        }
        return first(head) == '{' ? new JsonTable(file) : new CsvTable(file);
    }

    private static int first(byte[] head) {
        boolean mark = head.length > 2 && (head[0] & 0xFF) == 0xEF && (head[1] & 0xFF) == 0xBB;
        for (int at = mark ? 3 : 0; at < head.length; at++) {
            if (!Character.isWhitespace(head[at])) {
                return head[at];
            }
        }
        return -1;
    }
}
