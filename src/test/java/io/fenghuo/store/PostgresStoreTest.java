package io.fenghuo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a real PostgreSQL. */
class PostgresStoreTest extends StoreContract {
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
        server = EmbeddedPostgres.builder().start();
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
        sql("INSERT INTO schema_history SELECT 999, '999', 'future', 'SQL', 'V999__future.sql', 1, '', now(), 1, true");
        assertThatThrownBy(() -> Stores.postgres(url, null, null))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Fenghuo");
    }
}
