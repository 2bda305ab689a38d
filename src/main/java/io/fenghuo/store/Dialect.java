package io.fenghuo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Where the two databases differ beyond their schemas. */
enum Dialect {
    SQLITE("sqlite", 1000) {
        @Override
        void begin(Connection connection) throws SQLException {
            run(connection, "BEGIN IMMEDIATE");
        }

        @Override
        void beginRead(Connection connection) throws SQLException {
            run(connection, "BEGIN");
        }

        @Override
        void commit(Connection connection) throws SQLException {
            run(connection, "COMMIT");
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            run(connection, "ROLLBACK");
        }
    },
    /** More than 64 savepoints in one transaction make every reader of PostgreSQL look up sub-transactions on disk. */
    POSTGRESQL("postgresql", 60) {
        @Override
        void begin(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
        }

        @Override
        void beginRead(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
        }

        @Override
        void commit(Connection connection) throws SQLException {
            connection.commit();
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            connection.rollback();
        }
    };

    private final String folder;
    private final int worksPerCommit;

    Dialect(String folder, int worksPerCommit) {
        this.folder = folder;
        this.worksPerCommit = worksPerCommit;
    }

    String migrations() {
        return "classpath:io/fenghuo/store/migrations/" + folder;
    }

    int worksPerCommit() {
        return worksPerCommit;
    }

    abstract void begin(Connection connection) throws SQLException;

    abstract void beginRead(Connection connection) throws SQLException;

    abstract void commit(Connection connection) throws SQLException;

    abstract void rollback(Connection connection) throws SQLException;

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
