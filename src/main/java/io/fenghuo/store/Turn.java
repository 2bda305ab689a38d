package io.fenghuo.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn to change a PostgreSQL's schema: an advisory lock of a session, which ends with its connection however that dies. Who has it can
 * be seen by others (unlike the lock of the library that runs the migrations, which lies beneath), so that whoever waits can say for whom.
 */
final class Turn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    /** {@code pg_locks} shows the two halves of it as {@code classid} and {@code objid}; {@code FENG} in ASCII, and schema. */
    private static final String KEY = "1178947143, 1";

    private static final String TAKEN = "SELECT 'fenghuo of ' || coalesce(host(s.client_addr), 'the same machine')"
            + " || ', process ' || l.pid || ' of the database' FROM pg_locks l LEFT JOIN pg_stat_activity s ON s.pid = l.pid"
            + " WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            + " AND l.classid = 1178947143 AND l.objid = 1 AND l.objsubid = 2";

    private static final long LOOK_MILLIS = 500;

    private final Connection connection;

    private Turn(Connection connection) {
        this.connection = connection;
    }

    /**
     * Waits for the turn as long as it takes.
     *
     * @param told hears once for whom it waits
     * @throws StoreException.Broken when the database cannot be asked
     */
    static Turn take(DataSource database, Upgrading told) {
        try {
            Connection connection = database.getConnection();
            try {
                Dialect.POSTGRESQL.greet(connection);
                boolean waiting = false;
                while (!tried(connection)) {
                    String who = taken(connection);
                    if (!waiting && who != null) {
                        waiting = true;
                        told.waits(who);
                    }
                    Thread.sleep(LOOK_MILLIS);
                }
                return new Turn(connection);
            } catch (SQLException | InterruptedException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException.Broken("cannot ask the database who changes it: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for another to bring the database up to date", e);
        }
    }

    private static boolean tried(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + KEY + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Who has the turn; null when nobody has. */
    static @Nullable String taken(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TAKEN)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Gives the turn back. */
    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock(" + KEY + ")");
        } catch (SQLException gone) {
            LOG.warn("the connection that held the turn was gone before its end: {}", gone.getMessage());
        }
    }
}
