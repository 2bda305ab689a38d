package io.fenghuo.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

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

        @Override
        void inTurn(DataSource database, Upgrading told, Runnable change) {
            change.run();
        }

        @Override
        void greet(Connection connection) {}

        @Override
        String sizeQuery() {
            return "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
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

        @Override
        void inTurn(DataSource database, Upgrading told, Runnable change) {
            Turn turn = Turn.take(database, told);
            try {
                change.run();
            } finally {
                turn.close();
            }
        }

        @Override
        void greet(Connection connection) throws SQLException {
            run(connection, KEEPALIVES);
            run(connection, NO_LIMITS);
        }

        @Override
        String sizeQuery() {
            return "SELECT pg_database_size(current_database())";
        }
    };

    /** PostgreSQL lets go within half a minute of what a machine held that is gone without a word. */
    static final String KEEPALIVES =
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    /** What a server or a role allows a statement is for everyday work; a change of the schema takes as long as it takes. */
    private static final String NO_LIMITS =
            "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;"
                    + " SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'";

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

    /**
     * Changes the schema while nobody else does, waiting for that where the database may have other users.
     *
     * @throws StoreException.Broken when the database cannot be asked
     */
    abstract void inTurn(DataSource database, Upgrading told, Runnable change);

    /** Readies a connection on which the schema is changed. */
    abstract void greet(Connection connection) throws SQLException;

    /** What gives the size of the database in bytes. */
    abstract String sizeQuery();

    /** In bytes; 0 when the database does not say. */
    long size(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sizeQuery())) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException unknown) {
            return 0;
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
