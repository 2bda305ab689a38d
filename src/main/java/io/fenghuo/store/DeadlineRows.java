package io.fenghuo.store;

import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Deadlines in a table: exactly the agenda of every incident. */
final class DeadlineRows {
    private final Handle db;

    DeadlineRows(Handle db) {
        this.db = db;
    }

    /** Makes the rows of an incident equal to its agenda; rows that already are stay untouched. */
    void mirror(Incident incident) {
        Map<String, Deadline> stored = new HashMap<>();
        db.createQuery("SELECT name, at, kind, clock, customer, step FROM deadlines WHERE incident = :incident")
                .bind("incident", incident.id())
                .map((row, context) -> deadline(row))
                .forEach(deadline -> stored.put(deadline.name(), deadline));
        for (Deadline deadline : incident.agenda()) {
            if (!toMillis(deadline).equals(stored.remove(Text.storable(deadline.name())))) {
                put(incident, deadline);
            }
        }
        for (String gone : stored.keySet()) {
            db.createUpdate("DELETE FROM deadlines WHERE incident = :incident AND name = :name")
                    .bind("incident", incident.id())
                    .bind("name", gone)
                    .execute();
        }
    }

    private static Deadline toMillis(Deadline deadline) {
        return new Deadline(
                deadline.name(),
                Instant.ofEpochMilli(deadline.at().toEpochMilli()),
                deadline.kind(),
                deadline.clock(),
                deadline.customer(),
                deadline.step());
    }

    private void put(Incident incident, Deadline deadline) {
        db.createUpdate("""
                INSERT INTO deadlines (incident, name, brand, at, kind, clock, customer, step)
                VALUES (:incident, :name, :brand, :at, :kind, :clock, :customer, :step)
                ON CONFLICT (incident, name) DO UPDATE SET at = excluded.at, kind = excluded.kind, clock = excluded.clock,
                  customer = excluded.customer, step = excluded.step""")
                .bind("incident", incident.id())
                .bind("name", deadline.name())
                .bind("brand", incident.brand())
                .bind("at", deadline.at())
                .bind("kind", deadline.kind().name())
                .bind("clock", deadline.clock())
                .bind("customer", deadline.customer())
                .bind("step", deadline.step())
                .execute();
    }

    List<Incidents.Due> due(Instant now, int limit) {
        return db.createQuery("""
                SELECT incident, name, at, kind, clock, customer, step FROM deadlines
                WHERE at <= :now ORDER BY at, incident, name LIMIT :limit""")
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> new Incidents.Due(row.getString("incident"), deadline(row)))
                .list();
    }

    Optional<Instant> next() {
        return db.createQuery("SELECT at FROM deadlines ORDER BY at LIMIT 1")
                .map((row, context) -> Sql.instant(row, "at"))
                .findOne();
    }

    private static Deadline deadline(ResultSet row) throws SQLException {
        return new Deadline(
                row.getString("name"),
                Sql.instant(row, "at"),
                Deadline.Kind.valueOf(row.getString("kind")),
                row.getString("clock"),
                row.getString("customer"),
                row.getInt("step"));
    }
}
