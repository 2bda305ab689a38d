package io.fenghuo.running;

import io.fenghuo.Patience;
import io.fenghuo.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL on loopback that can be stopped and started again over the same data. Not threadsafe. */
final class Postgres implements AutoCloseable {
    private final Path data;
    private final int port = Ports.free();
    private @Nullable EmbeddedPostgres server;

    /** Makes an empty server below {@code directory}; skips the test, loudly, where no binaries fit the platform. */
    Postgres(Path directory) {
        String platform = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
        boolean runnable = platform.toLowerCase(Locale.ROOT).matches("linux/(amd64|x86_64)");
        if (!runnable) {
            System.err.println(
                    "SKIPPED: the PostgreSQL tests have server binaries for linux/amd64 only, this is " + platform);
        }
        Assumptions.assumeTrue(runnable, "no PostgreSQL binaries for " + platform);
        this.data = directory.resolve("pg");
    }

    void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data.toFile())
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Patience.USUAL)
                .start();
    }

    /** Stops the server as an operator would for an upgrade: every connection breaks. */
    void stop() throws IOException {
        EmbeddedPostgres running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    /** What FENGHUO_DATABASE_URL is given. */
    String url() {
        return "postgres://postgres:any@127.0.0.1:" + port + "/postgres";
    }

    /** The first column of the first row. */
    String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Objects.requireNonNullElse(row.getString(1), "") : "";
        }
    }

    /** A connection of somebody else's. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "any");
    }

    /** Changes something behind the service's back. */
    void change(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long count(String table) throws SQLException {
        return Long.parseLong(ask("SELECT count(*) FROM " + table));
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
