package io.fenghuo.store;

import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
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
        Map<String, String> stored = new HashMap<>();
        db.createQuery("SELECT name, doc FROM deadlines WHERE incident = :incident")
                .bind("incident", incident.id())
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(row -> stored.put(row.getKey(), row.getValue()));
        for (Deadline deadline : incident.agenda()) {
            String doc = Json.write(deadline);
            if (!doc.equals(stored.remove(Text.storable(deadline.name())))) {
                put(incident, deadline, doc);
            }
        }
        for (String gone : stored.keySet()) {
            remove(incident, gone);
        }
    }

    /** Puts one deadline of the agenda. */
    void put(Incident incident, Deadline deadline) {
        put(incident, deadline, Json.write(deadline));
    }

    /** Takes away one that is on the agenda no more. */
    void drop(Incident incident, String name) {
        remove(incident, Text.storable(name));
    }

    private void remove(Incident incident, String stored) {
        db.createUpdate("DELETE FROM deadlines WHERE incident = :incident AND name = :name")
                .bind("incident", incident.id())
                .bind("name", stored)
                .execute();
    }

    private void put(Incident incident, Deadline deadline, String doc) {
        db.createUpdate("""
                INSERT INTO deadlines (incident, name, brand, at, kind, clock, customer, step, doc)
                VALUES (:incident, :name, :brand, :at, :kind, :clock, :customer, :step, :doc)
                ON CONFLICT (incident, name) DO UPDATE SET at = excluded.at, kind = excluded.kind, clock = excluded.clock,
                  customer = excluded.customer, step = excluded.step, doc = excluded.doc""")
                .bind("incident", incident.id())
                .bind("name", deadline.name())
                .bind("brand", incident.brand())
                .bind("at", deadline.at())
                .bind("kind", deadline.kind().name())
                .bind("clock", deadline.clock())
                .bind("customer", deadline.customer())
                .bind("step", deadline.step())
                .bind("doc", doc)
                .execute();
    }

    List<Incidents.Due> due(Instant now, int limit) {
        return db.createQuery("""
                SELECT incident, doc FROM deadlines
                WHERE at <= :now ORDER BY at, incident, name LIMIT :limit""")
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> new Incidents.Due(row.getString(1), Json.read(row.getString(2), Deadline.class)))
                .list();
    }

    void postpone(Incidents.Due due, Instant until) {
        db.createUpdate("UPDATE deadlines SET at = :until WHERE incident = :incident AND name = :name")
                .bind("until", until)
                .bind("incident", due.incident())
                .bind("name", due.deadline().name())
                .execute();
    }

    Optional<Instant> next() {
        return db.createQuery("SELECT at FROM deadlines ORDER BY at LIMIT 1")
                .map((row, context) -> Sql.instant(row, "at"))
                .findOne();
    }
}
