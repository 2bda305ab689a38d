package io.fenghuo.app;

import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Evidence over a real SQLite file. */
class EvidenceTest extends EvidenceCase {
    private Path file = Path.of("");

    @Override
    Store open() {
        file = folder.resolve("fenghuo.db");
        return Stores.sqlite(file);
    }

    @Override
    void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    String blob() {
        return "x'00'";
    }
}
