package io.fenghuo.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Raw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The writer when the disk gives out. */
class WriterTest {
    private static final int PAGES = 400;
    private static final int WORKS = 60;

    @TempDir
    Path directory;

    @Test
    void aFullDiskFailsWhatDoesNotFitAndKeepsWhatWasAcknowledged() {
        Path file = directory.resolve("fenghuo.db");
        Stores.sqlite(file).close();
        SQLiteConfig small = new SQLiteConfig();
        small.setJournalMode(SQLiteConfig.JournalMode.WAL);
        small.setMaxPageCount(PAGES);
        SQLiteDataSource source = new SQLiteDataSource(small);
        source.setUrl("jdbc:sqlite:" + file);

        List<CompletableFuture<String>> results = new ArrayList<>();
        try (Writer writer = new Writer(Sql.configure(Jdbi.create(source)), Dialect.SQLITE, Guard.NONE, new Recent())) {
            for (int i = 0; i < WORKS; i++) {
                Raw raw = new Raw("sha-" + i, "shop", "u", "", new byte[50_000], Fixtures.T0);
                results.add(writer.submit(tx -> {
                            tx.posts().saveRaw(raw);
                            return raw.sha256();
                        })
                        .toCompletableFuture());
            }
        }
        List<String> kept = new ArrayList<>();
        List<Throwable> lost = new ArrayList<>();
        for (CompletableFuture<String> result : results) {
            result.handle((sha256, failure) -> failure == null ? kept.add(sha256) : lost.add(failure))
                    .join();
        }
        assertThat(lost)
                .isNotEmpty()
                .allSatisfy(failure ->
                        assertThat(failure).isInstanceOf(StoreException.class).hasMessageContaining("full"));
        try (Store store = Stores.sqlite(file)) {
            for (int i = 0; i < WORKS; i++) {
                String sha256 = "sha-" + i;
                assertThat(store.<Boolean>read(tx -> tx.posts().raw(sha256).isPresent()))
                        .isEqualTo(kept.contains(sha256));
            }
        }
    }
}
