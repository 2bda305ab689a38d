package io.fenghuo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Stands at the beginning of every transaction of the {@link Writer}. Used by its thread alone. */
interface Guard {
    /** Lets everybody in: the database has one user by other means. */
    Guard NONE = new Guard() {
        @Override
        public void prepare(Connection connection) {}

        @Override
        public void admit(Connection connection) {}

        @Override
        public @Nullable Duration heartbeat() {
            return null;
        }
    };

    /** Readies a new connection, outside any transaction. */
    void prepare(Connection connection) throws SQLException;

    /**
     * Lets a transaction go on that has just begun.
     *
     * @throws StoreException.Broken when this instance may not write any more
     */
    void admit(Connection connection) throws SQLException;

    /** How long the writer may be idle before it makes an empty transaction; null = as long as it likes. */
    @Nullable
    Duration heartbeat();
}
