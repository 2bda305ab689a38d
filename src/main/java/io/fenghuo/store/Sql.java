package io.fenghuo.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/** How Java values stand in columns: moments as epoch milliseconds, flags as 0 and 1, text without what a database cannot hold. */
final class Sql {
    private Sql() {}

    static Jdbi configure(Jdbi jdbi) {
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        return jdbi.registerArgument(new Moments())
                .registerArgument(new Flags())
                .registerArgument(new Texts());
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

    private static final class Flags extends AbstractArgumentFactory<Boolean> {
        Flags() {
            super(Types.INTEGER);
        }

        @Override
        protected Argument build(Boolean value, ConfigRegistry config) {
            int flag = value ? 1 : 0;
            return (position, statement, context) -> statement.setInt(position, flag);
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
