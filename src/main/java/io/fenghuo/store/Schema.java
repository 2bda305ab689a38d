package io.fenghuo.store;

import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** Brings the schema up to this program's, never down. */
final class Schema {
    private Schema() {}

    /** @throws StoreException when the schema is newer than this program, was changed by hand, or a migration fails */
    static void migrate(DataSource database, Dialect dialect) {
        try {
            Flyway flyway = flyway(database, dialect);
            refuseNewer(flyway.info());
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreException("cannot bring the database's schema up to date: " + e.getMessage(), e);
        }
    }

    /** What the database lacks, oldest first; changes nothing. */
    static List<String> pending(DataSource database, Dialect dialect) {
        try {
            MigrationInfoService info = flyway(database, dialect).info();
            refuseNewer(info);
            return Stream.of(info.pending())
                    .map(one -> one.getVersion() + " " + one.getDescription())
                    .toList();
        } catch (FlywayException e) {
            throw new StoreException("cannot read the database's schema: " + e.getMessage(), e);
        }
    }

    private static Flyway flyway(DataSource database, Dialect dialect) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations(dialect.migrations())
                .table("schema_history")
                .load();
    }

    private static void refuseNewer(MigrationInfoService info) {
        for (MigrationInfo applied : info.applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS
                    || applied.getState() == MigrationState.FUTURE_FAILED) {
                throw new StoreException("the database was written by a newer Fenghuo (schema " + applied.getVersion()
                        + "); start that version, or restore a backup made before the upgrade");
            }
        }
    }
}
