package io.fenghuo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Post;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening and closing stores, and what is on the disk between. */
class StoresTest {
    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("data").resolve("fenghuo.db");
    }

    private static void set(Store store, String value) {
        store.write(tx -> {
                    tx.journal().saveSetting("a", value);
                    return true;
                })
                .toCompletableFuture()
                .join();
    }

    private static String get(Store store) {
        return store.read(tx -> tx.journal().setting("a")).orElse("nothing");
    }

    private Connection direct() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        try (Store store = Stores.open("sqlite:" + file())) {
            set(store, "1");
        }
        try (Store store = Stores.open("jdbc:sqlite:" + file())) {
            assertThat(get(store)).isEqualTo("1");
        }
    }

    @Test
    void theFileIsInWriteAheadMode() throws SQLException {
        try (Store store = Stores.sqlite(file())) {
            set(store, "1");
            assertThat(Files.exists(file().resolveSibling("fenghuo.db-wal"))).isTrue();
            try (Connection connection = direct();
                    Statement statement = connection.createStatement();
                    ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
                assertThat(mode.getString(1)).isEqualTo("wal");
            }
        }
    }

    @Test
    void aSecondStoreOnTheSameDirectoryIsRefused() {
        try (Store first = Stores.sqlite(file())) {
            assertThatThrownBy(() -> Stores.sqlite(file()))
                    .isInstanceOf(StoreException.Locked.class)
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
            set(first, "1");
            assertThat(get(first)).isEqualTo("1");
        }
        Stores.sqlite(file()).close();
    }

    @Test
    void aDirectoryIsFreeAgainWhenOpeningFailed() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "this is no database, but it is long enough to be taken for one. ".repeat(20));
        assertThatThrownBy(() -> Stores.sqlite(file())).isInstanceOf(StoreException.class);
        try (StoreLock lock = StoreLock.acquire(file().getParent())) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void aNewerSchemaIsRefused() throws SQLException {
        Stores.sqlite(file()).close();
        try (Connection connection = direct();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                            + " VALUES (99, '999', 'future', 'SQL', 'V999__future.sql', 1, '', 1, 1)");
        }
        assertThatThrownBy(() -> Stores.sqlite(file()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Fenghuo")
                .hasMessageContaining("999");
    }

    @Test
    void readingBesideARunningInstanceSeesItsCommitsAndCannotWrite() {
        assertThatThrownBy(() -> Stores.sqliteReadOnly(file()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no store");
        try (Store running = Stores.sqlite(file());
                Store beside = Stores.sqliteReadOnly(file())) {
            set(running, "1");
            assertThat(get(beside)).isEqualTo("1");
            assertThatThrownBy(() -> set(beside, "2")).hasCauseInstanceOf(StoreException.class);
        }
    }

    @Test
    void aTemporaryStoreWorksAndGoes() throws Exception {
        Path directories = Path.of(System.getProperty("java.io.tmpdir"));
        // Others may come and go there too: what is looked at is what this one made.
        List<Path> made;
        Set<Path> before = new HashSet<>(stores(directories));
        try (Store store = Stores.temporary()) {
            set(store, "1");
            assertThat(get(store)).isEqualTo("1");
            made = stores(directories).stream()
                    .filter(path -> !before.contains(path))
                    .toList();
            assertThat(made).isNotEmpty();
        }
        assertThat(stores(directories)).doesNotContainAnyElementsOf(made);
    }

    private static List<Path> stores(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("fenghuo-store"))
                    .toList();
        }
    }

    @Test
    void urlsAreReadAndPasswordsNeverRepeated() {
        PostgresUrl url = PostgresUrl.parse("postgres://fen:p%40ss+1@db.example:6543/fenghuo?sslmode=require");
        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db.example:6543/fenghuo?sslmode=require");
        assertThat(url.user()).isEqualTo("fen");
        assertThat(url.password()).isEqualTo("p@ss+1");
        assertThat(url).hasToString(url.jdbc());
        for (String wrong :
                List.of("postgres://fen:hunter2@/db", "postgres://fen:hunter2@host", "mysql://a:hunter2@b/c")) {
            assertThatThrownBy(() -> Stores.open(wrong))
                    .isInstanceOf(StoreException.class)
                    .hasMessageNotContaining("hunter2");
        }
        assertThatThrownBy(() -> Stores.open("postgres://fen:hunter 2@host/db"))
                .isInstanceOf(StoreException.class)
                .hasMessageNotContaining("hunter")
                .hasMessageContaining("% form");
    }

    @Test
    void failuresDoNotSpellWhatWasGiven() {
        try (Store store = Stores.temporary()) {
            assertThatThrownBy(() -> store.write(tx -> {
                                tx.posts()
                                        .saveHit(Fixtures.row(
                                                Fixtures.post("hunter2", "x"), "i-1", "hunter2", 1, Fixtures.T0));
                                return true;
                            })
                            .toCompletableFuture()
                            .join())
                    .hasMessageContaining("FOREIGN KEY")
                    .hasMessageContaining("INSERT INTO hits")
                    .hasMessageNotContaining("hunter2")
                    .hasStackTraceContaining("StatementException")
                    .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("hunter2"));
        }
    }

    private static String stackTrace(Throwable failure) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        failure.printStackTrace(new java.io.PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void rowsOfOtherVersionsCanBeRead() {
        Post old = Json.read("""
                {"id":"1","source":"s","kind":"COMMENT","thread":"1","author":{},"role":"CUSTOMER","text":"旧","subject":{},"reach":{},
                 "publishedAt":1781784000000,"receivedAt":1781784000000,"invented":{"later":[1]}}""", Post.class);
        assertThat(old.attachments()).isEmpty();
        assertThat(old.attributes()).isEmpty();
        assertThat(old.publishedAt()).isEqualTo(Fixtures.T0);
        assertThat(Json.read(Json.write(old), Post.class)).isEqualTo(old);
    }
}
