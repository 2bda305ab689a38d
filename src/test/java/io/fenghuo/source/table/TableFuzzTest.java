package io.fenghuo.source.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Post;
import io.fenghuo.source.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Whatever a file holds: its rows are posts, or it says what is wrong; never anything else, and always to an end. */
class TableFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static void read(Path file) throws IOException {
        try (Table table = Table.open(file)) {
            assertThat(table.headings()).isNotEmpty().doesNotHaveDuplicates();
            Columns columns =
                    Columns.of(table.headings(), Map.of("text", table.headings().get(0)));
            RowReader reader = new RowReader(columns, "import", "f", ZoneOffset.UTC, NOW);
            while (step(table, reader)) {
                assertThat(table.broken()).isFalse();
            }
        } catch (SourceException told) {
            assertThat(told.trouble().code()).startsWith("table.");
        }
    }

    private static boolean step(Table table, RowReader reader) throws IOException {
        try {
            Row row = table.next();
            if (row != null) {
                Post post = reader.read(row, NOW);
                assertThat(post.publishedAt()).isBeforeOrEqualTo(NOW);
            }
            return row != null;
        } catch (SourceException told) {
            assertThat(told.trouble().code()).startsWith("table.");
            return !table.broken();
        }
    }

    private static Path file() throws IOException {
        Path file = Files.createTempFile("table", ".bin");
        file.toFile().deleteOnExit();
        return file;
    }

    @FuzzTest(maxDuration = "65s")
    void files(byte[] bytes) throws IOException {
        Path file = file();
        try {
            read(Files.write(file, bytes));
        } finally {
            Files.delete(file);
        }
    }

    @FuzzTest(maxDuration = "65s")
    void sheets(byte[] bytes) throws IOException {
        Path file = file();
        try {
            Workbook.of(new String(bytes, StandardCharsets.UTF_8)).write(file);
            read(file);
        } finally {
            Files.delete(file);
        }
    }
}
