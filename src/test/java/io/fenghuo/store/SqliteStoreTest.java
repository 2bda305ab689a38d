package io.fenghuo.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite. */
class SqliteStoreTest extends PersonContract {
    @TempDir
    Path directory;

    @Override
    Store open() {
        return Stores.sqlite(directory.resolve("fenghuo.db"));
    }

    @Override
    Connection direct() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("fenghuo.db"));
    }

    @Override
    List<String> unlockTimeline() {
        return List.of("DROP TRIGGER timeline_is_append_only");
    }
}
