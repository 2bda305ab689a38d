package io.fenghuo.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Brings the schema up to this program's, never down. */
final class Schema {
    private Schema() {}

    /**
     * @param beat done every so often while it takes
     * @throws StoreException.Newer when the schema is newer than this program
     * @throws StoreException when the schema was changed by hand, or a migration fails
     */
    static void migrate(DataSource database, Dialect dialect, Upgrading told, Runnable beat) {
        try {
            Flyway flyway = flyway(database, dialect);
            if (look(flyway).pending().length == 0) {
                flyway.validate();
                return;
            }
            Pulse pulse = new Pulse(Lease.RENEW, beat, told);
            try {
                dialect.inTurn(database, told, () -> migrate(flyway, dialect, database, told));
            } finally {
                pulse.close();
            }
        } catch (FlywayException e) {
            String message = "cannot bring the database's schema up to date: " + e.getMessage();
            throw StoreException.isAway(e) ? new StoreException.Broken(message, e) : new StoreException(message, e);
        }
    }

    /** A database with nothing in it is told of by nobody: there is nothing to wait for. */
    private static void migrate(Flyway flyway, Dialect dialect, DataSource database, Upgrading told) {
        MigrationInfoService info = look(flyway);
        boolean grown = info.applied().length > 0 && info.pending().length > 0;
        long begun = System.nanoTime();
        if (grown) {
            told.begins(names(info), dialect.size(database));
        }
        flyway.migrate();
        if (grown) {
            told.done(Duration.ofNanos(System.nanoTime() - begun), dialect.size(database));
        }
    }

    private static MigrationInfoService look(Flyway flyway) {
        MigrationInfoService info = flyway.info();
        refuseNewer(info);
        return info;
    }

    private static List<String> names(MigrationInfoService info) {
        return Stream.of(info.pending())
                .map(one -> one.getVersion() + " " + one.getDescription())
                .toList();
    }

    /** What the database lacks, oldest first; changes nothing. */
    static List<String> pending(DataSource database, Dialect dialect) {
        try {
            return names(look(flyway(database, dialect)));
        } catch (FlywayException e) {
            throw new StoreException("cannot read the database's schema: " + e.getMessage(), e);
        }
    }

    private static Flyway flyway(DataSource database, Dialect dialect) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations(dialect.migrations())
                .table("schema_history")
                // Whoever runs the migrations of an earlier version is waited for, however long.
                .lockRetryCount(-1)
                .callbacks(new Greeting(dialect))
                .load();
    }

    private static void refuseNewer(MigrationInfoService info) {
        for (MigrationInfo applied : info.applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS
                    || applied.getState() == MigrationState.FUTURE_FAILED) {
                throw new StoreException.Newer("the database was written by a newer Fenghuo (schema "
                        + applied.getVersion() + "); start that version, or restore a backup made before the upgrade");
            }
        }
    }

    /** Readies the connections on which the schema is changed. */
    private static final class Greeting extends BaseCallback {
        private final Dialect dialect;

        Greeting(Dialect dialect) {
            this.dialect = dialect;
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_CONNECT;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                dialect.greet(context.getConnection());
            } catch (SQLException e) {
                throw new StoreException.Broken("cannot open the database: " + e.getMessage(), e);
            }
        }
    }
}
