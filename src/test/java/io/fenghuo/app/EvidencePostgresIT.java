package io.fenghuo.app;

import io.fenghuo.Patience;
import io.fenghuo.Ports;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** Evidence over a real PostgreSQL. */
class EvidencePostgresIT extends EvidenceCase {
    private static @Nullable EmbeddedPostgres server;
    private static int count;
    private String database = "";

    @BeforeAll
    static void startServer() throws IOException {
        String platform = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
        boolean runnable = platform.toLowerCase(Locale.ROOT).matches("linux/(amd64|x86_64)");
        if (!runnable) {
            System.err.println(
                    "SKIPPED: EvidencePostgresIT has server binaries for linux/amd64 only, this is " + platform);
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
        database = "evidence" + ++count;
        execute("postgres", "CREATE DATABASE " + database);
        return Stores.open("postgres://postgres:any@localhost:"
                + Objects.requireNonNull(server).getPort() + "/" + database);
    }

    @Override
    void change(String sql) throws SQLException {
        execute(database, sql);
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        Objects.requireNonNull(server).getJdbcUrl("postgres", database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    String blob() {
        return "'\\x00'::bytea";
    }
}
