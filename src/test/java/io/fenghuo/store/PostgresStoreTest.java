package io.fenghuo.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real PostgreSQL, one database a test. */
class PostgresStoreTest extends StoreContract {
    private static @Nullable EmbeddedPostgres server;
    private static int databases;
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
        EmbeddedPostgres running = java.util.Objects.requireNonNull(server);
        String name = "store" + databases++;
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        url = running.getJdbcUrl("postgres", name);
        return Stores.open("postgres://postgres:any@localhost:" + running.getPort() + "/" + name);
    }

    @Override
    Connection direct() throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Override
    List<String> unlockTimeline() {
        return List.of("DROP TRIGGER timeline_is_append_only ON timeline");
    }
}
