package io.fenghuo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statements of one connection that are run for every post, made once and used again: making one costs more than running it. Confined to
 * the thread that has the connection.
 */
final class Prepared implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Prepared.class);

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

    /**
     * Runs a statement. One that fails is not used again: rows it may still hold are nobody else's.
     *
     * @throws StoreException when the database refuses; it names no value
     */
    <T> T run(String sql, Use<T> use) {
        boolean done = false;
        try {
            PreparedStatement known = statements.get(sql);
            if (known == null) {
                known = connection.prepareStatement(sql);
                statements.put(sql, known);
            }
            T result = use.with(known);
            done = true;
            return result;
        } catch (SQLException refused) {
            throw Sql.failure("the database refused", refused);
        } finally {
            if (!done) {
                forget(sql);
            }
        }
    }

    private void forget(String sql) {
        try (PreparedStatement failed = statements.remove(sql)) {
            LOG.debug("a statement failed and is made anew: {}", failed == null ? "it could not be made" : "closed");
        } catch (SQLException gone) {
            LOG.debug("a statement that failed could not be closed: {}", gone.getMessage());
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
