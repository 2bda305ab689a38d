package io.fenghuo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The statements of one connection that are run for every post, made once and used again: making one costs more than running it. Confined to
 * the thread that has the connection.
 */
final class Prepared implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Prepared(Connection connection) {
        this.connection = connection;
    }

    /** What is done with a statement. */
    @FunctionalInterface
    interface Use<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** @throws StoreException when the database refuses; it names no value */
    <T> T run(String sql, Use<T> use) {
        try {
            PreparedStatement known = statements.get(sql);
            if (known == null) {
                known = connection.prepareStatement(sql);
                statements.put(sql, known);
            }
            return use.with(known);
        } catch (SQLException refused) {
            throw Sql.failure("the database refused", refused);
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }
}
