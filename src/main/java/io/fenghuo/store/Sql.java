package io.fenghuo.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/** How Java values stand in columns: moments as epoch milliseconds, text without what a database cannot hold. */
final class Sql {
    private static final int SHOWN_OF_A_STATEMENT = 100;

    /** SQLITE_ERROR, TOOBIG, CONSTRAINT, MISMATCH and RANGE (sqlite.org/rescode.html): every other code tells of the file or the machine. */
    private static final Set<Integer> OF_THE_DATA_IN_SQLITE = Set.of(1, 18, 19, 20, 25);

    /** SQLSTATE classes that tell of the data or the statement (PostgreSQL manual, appendix A). */
    private static final List<String> OF_THE_DATA = List.of("21", "22", "23", "42", "54", "P0");

    private Sql() {}

    static Jdbi configure(Jdbi jdbi) {
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi.registerArgument(new Moments()).registerArgument(new Texts());
    }

    /** What a database said, as an exception that names the statement but never its values: they are people's words and our keys. */
    static StoreException failure(String what, Exception cause) {
        String statement = "";
        if (cause instanceof StatementException failed && failed.getStatementContext() != null) {
            String sql =
                    String.valueOf(failed.getStatementContext().getRawSql()).replaceAll("\\s+", " ");
            statement = " (in: " + sql.substring(0, Math.min(sql.length(), SHOWN_OF_A_STATEMENT)) + ")";
        }
        Throwable said = cause instanceof JdbiException && cause.getCause() != null ? cause.getCause() : cause;
        String message = what + ": " + said.getMessage() + statement;
        return broken(cause) ? new StoreException.Broken(message, cause) : new StoreException(message, cause);
    }

    /** Whether the database is to blame and not what was to be kept in it. */
    private static boolean broken(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        if (!(cause instanceof SQLException said)) {
            return false;
        }
        String state = said.getSQLState();
        return state == null
                ? !OF_THE_DATA_IN_SQLITE.contains(said.getErrorCode() & 0xFF)
                : OF_THE_DATA.stream().noneMatch(state::startsWith);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static final class Moments extends AbstractArgumentFactory<Instant> {
        Moments() {
            super(Types.BIGINT);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            long millis = value.toEpochMilli();
            return (position, statement, context) -> statement.setLong(position, millis);
        }
    }

    private static final class Texts extends AbstractArgumentFactory<String> {
        Texts() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            String storable = Text.storable(value);
            return (position, statement, context) -> statement.setString(position, storable);
        }
    }
}
