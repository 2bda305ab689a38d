package io.fenghuo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fenghuo.Patience;
import io.fenghuo.Ports;
import io.fenghuo.model.Post;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a real PostgreSQL. */
class PostgresStoreTest extends PersonContract {
    private static @Nullable EmbeddedPostgres server;
    private String url = "";

    @BeforeAll
    static void startServer() throws IOException {
        String platform = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
        boolean runnable = platform.toLowerCase(Locale.ROOT).matches("linux/(amd64|x86_64)");
        if (!runnable) {
            System.err.println(
                    "SKIPPED: PostgresStoreTest has server binaries for linux/amd64 only, this is " + platform);
        }
        Assumptions.assumeTrue(runnable, "no PostgreSQL binaries for " + platform);
        server = EmbeddedPostgres.builder()
                .setPort(Ports.free())
                .setPGStartupWait(Patience.USUAL)
                .start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Store open() throws SQLException {
        EmbeddedPostgres running = Objects.requireNonNull(server);
        url = running.getJdbcUrl("postgres", "postgres");
        empty();
        return Stores.open("postgres://postgres:any@localhost:" + running.getPort() + "/postgres");
    }

    /** A new database for each test would cost a second each; rows are gone in milliseconds. */
    private void empty() throws SQLException {
        try (Connection connection = direct();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_history'")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            statement.execute("SET session_replication_role = replica");
            for (String table : tables) {
                statement.execute("DELETE FROM " + table);
            }
            if (!tables.isEmpty()) {
                statement.execute("DELETE FROM schema_history WHERE version = '999'");
                statement.execute("ALTER TABLE timeline ENABLE TRIGGER USER");
            }
        }
    }

    @Override
    Connection direct() throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Override
    List<String> unlockTimeline() {
        return List.of("ALTER TABLE timeline DISABLE TRIGGER USER");
    }

    @Test
    void theWriterConnectsAnewAfterTheServerThrewItOut() throws SQLException {
        run(tx -> tx.journal().saveSetting("a", "1"));
        sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        assertThatThrownBy(() -> run(tx -> tx.journal().saveSetting("a", "2")))
                .hasCauseInstanceOf(StoreException.class);
        run(tx -> tx.journal().saveSetting("b", "3"));
        assertThat(lookUp("a")).isEqualTo("1");
        assertThat(lookUp("b")).isEqualTo("3");
    }

    /** A row of an index holds 2,704 bytes: what is longer is the fault of the post, which others must not wait for. */
    @Test
    void anIdThatNoIndexHoldsIsTheFaultOfItsPost() {
        String id = IntStream.range(0, 1_000)
                .mapToObj(i -> String.valueOf((char) (0x4e00 + (i * 7_919) % 20_000)))
                .collect(Collectors.joining());
        Post post = Post.builder("shop", id, "一", Instant.parse("2026-11-22T12:00:00Z"))
                .build();
        assertThatThrownBy(() -> run(tx -> tx.posts().save(post)))
                .hasCauseInstanceOf(StoreException.class)
                .cause()
                .isNotInstanceOf(StoreException.Broken.class);
    }

    private String lookUp(String setting) throws SQLException {
        try (Connection connection = direct();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT value FROM settings WHERE name = '" + setting + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aNewerSchemaIsRefused() throws SQLException {
        store.close();
        sql("INSERT INTO schema_history SELECT 999, '999', 'future', 'SQL', 'V999__future.sql', 1, '', now(), 1, true");
        assertThatThrownBy(() -> Stores.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Fenghuo");
    }

    private Claimant claimant(String owner, Runnable onLost) {
        return new Claimant(owner, "machine " + owner, onLost);
    }

    @Test
    void oneInstanceWorksAndTheOthersAreToldWhich() throws SQLException {
        store.close();
        try (Store first = Stores.open(url, claimant("a", () -> {}))) {
            assertThat(first.<Boolean>read(tx -> tx.journal().setting("a").isEmpty()))
                    .isTrue();
            assertThatThrownBy(() -> Stores.open(url, claimant("b", () -> {})))
                    .isInstanceOfSatisfying(
                            StoreException.Locked.class,
                            locked -> assertThat(locked.holder()).isEqualTo("machine a"));
            try (Store beside = Stores.openReadOnly(url)) {
                assertThat(beside.<Long>read(tx -> tx.posts().count())).isZero();
                assertThatThrownBy(() ->
                                beside.write(tx -> true).toCompletableFuture().join())
                        .hasCauseInstanceOf(StoreException.class);
            }
        }
        Stores.open(url, claimant("b", () -> {})).close();
    }

    @Test
    void anInstanceThatWasKilledKnowsItsOwnLeaseAgain() throws SQLException {
        store.close();
        sql("UPDATE leases SET owner = 'a', label = 'me, killed', until = 9999999999999, fence = 7");
        Stores.open(url, claimant("a", () -> {})).close();
        sql("UPDATE leases SET owner = 'a', label = 'gone', until = 1");
        Stores.open(url, claimant("b", () -> {})).close();
        assertThat(number("SELECT fence FROM leases")).isEqualTo(9);
    }

    @Test
    void whoeverLostTheLeaseKeepsNothing() throws SQLException {
        store.close();
        AtomicInteger lost = new AtomicInteger();
        try (Store deposed = Stores.open(url, claimant("a", lost::incrementAndGet))) {
            sql("UPDATE leases SET owner = 'b', label = 'the other', fence = fence + 1, until = 9999999999999");
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> deposed.write(tx -> {
                                    tx.journal().saveSetting("a", "1");
                                    return true;
                                })
                                .toCompletableFuture()
                                .join())
                        .hasCauseInstanceOf(StoreException.Broken.class)
                        .hasMessageContaining("taken over");
            }
            assertThat(lost).hasValue(1);
        }
        assertThat(number("SELECT count(*) FROM settings WHERE name = 'a'")).isZero();
        assertThat(number("SELECT count(*) FROM leases WHERE owner = 'b'")).isEqualTo(1);
        sql("UPDATE leases SET owner = '', until = 0");
    }

    @Test
    void whoeverUpgradesKeepsTheLeaseAndIsWaitedFor() throws Exception {
        store.close();
        sql("DELETE FROM schema_history WHERE version = '20'");
        sql("DROP INDEX posts_author");
        sql("CREATE INDEX posts_author ON posts (author, published_at)");
        Heard first = new Heard();
        Heard second = new Heard();
        CompletableFuture<Store> slow;
        CompletableFuture<Store> patient;
        try (Connection reader = direct()) {
            reader.setAutoCommit(false);
            Dialect.run(reader, "LOCK TABLE posts IN ACCESS SHARE MODE");
            slow = opening("a", first);
            await().untilAsserted(() -> assertThat(first.lines).isNotEmpty());
            assertThat(first.lines.get(0)).isEqualTo("begins [20 authors in runs]");
            long until = number("SELECT until FROM leases");
            await().untilAsserted(
                            () -> assertThat(number("SELECT until FROM leases")).isGreaterThan(until));
            assertThatThrownBy(() -> Stores.open(url, claimant("b", () -> {})))
                    .isInstanceOfSatisfying(StoreException.Locked.class, locked -> {
                        assertThat(locked.upgrading()).isTrue();
                        assertThat(locked.holder()).isEqualTo("machine a");
                    });
            sql("UPDATE leases SET owner = '', until = 0, fence = fence + 1");
            patient = opening("b", second);
            await().untilAsserted(() -> assertThat(second.lines).isNotEmpty());
            assertThat(second.lines.get(0)).startsWith("waits for fenghuo of 127.0.0.1, process ");
            reader.rollback();
        }
        patient.get(60, TimeUnit.SECONDS).close();
        assertThatThrownBy(() -> slow.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(StoreException.Locked.class)
                .hasMessageContaining("machine b");
        assertThat(first.lines).last().isEqualTo("done");
        assertThat(second.lines).hasSize(1);
        assertThat(number("SELECT count(*) FROM schema_history WHERE version = '20' AND success"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM pg_indexes WHERE indexname = 'posts_author' AND indexdef LIKE '%12%'"))
                .isEqualTo(1);
    }

    private CompletableFuture<Store> opening(String owner, Heard heard) {
        return CompletableFuture.supplyAsync(() -> Stores.open(url, claimant(owner, () -> {}), heard));
    }

    /** What was told of an upgrade. */
    private static final class Heard implements Upgrading {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void begins(List<String> migrations, long bytes) {
            assertThat(bytes).isPositive();
            lines.add("begins " + migrations);
        }

        @Override
        public void lasts(Duration since) {}

        @Override
        public void waits(String who) {
            lines.add("waits for " + who);
        }

        @Override
        public void done(Duration took, long bytes) {
            lines.add("done");
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = direct();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aBatchSaysWhichPostsWereNewWhateverTheAddressAsksFor() {
        store.close();
        store = Stores.open(
                "jdbc:postgresql://localhost:" + Objects.requireNonNull(server).getPort()
                        + "/postgres?user=postgres&password=any&reWriteBatchedInserts=true");
        List<Posts.Draft> drafts = java.util.stream.IntStream.range(0, 5)
                .mapToObj(i -> Posts.Draft.of(Fixtures.post("c-" + i, "第 " + i)))
                .toList();
        assertThat(write(tx -> tx.posts().save(drafts)).it()).hasSize(5).containsOnly(Posts.Change.NEW);
        assertThat(write(tx -> tx.posts().save(drafts)).it()).containsOnly(Posts.Change.SAME);
    }
}
