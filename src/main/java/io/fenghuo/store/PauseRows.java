package io.fenghuo.store;

import io.fenghuo.model.Pause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Pauses of alerts in tables. */
final class PauseRows implements Pauses {
    private static final String COLUMNS =
            "id, brand, rule, from_at, until_at, reason, said_by, via, ended_at, ended_by";
    private static final String HELD = "h.pause, h.incident, h.channel, h.person, h.delivery, h.notices";

    private final Handle db;

    PauseRows(Handle db) {
        this.db = db;
    }

    @Override
    public void save(Pause pause) {
        db.createUpdate("INSERT INTO pauses (" + COLUMNS
                        + ") VALUES (:id, :brand, :rule, :from, :until, :reason, :by, :via, :endedAt, :endedBy)"
                        + " ON CONFLICT (id) DO UPDATE SET until_at = excluded.until_at, ended_at = excluded.ended_at,"
                        + " ended_by = excluded.ended_by")
                .bind("id", pause.id())
                .bind("brand", pause.brand())
                .bind("rule", pause.rule())
                .bind("from", pause.from())
                .bind("until", pause.until())
                .bind("reason", pause.reason())
                .bind("by", pause.by())
                .bind("via", pause.via())
                .bind("endedAt", pause.endedAt())
                .bind("endedBy", pause.endedBy())
                .execute();
    }

    @Override
    public Optional<Pause> find(String id) {
        return db.createQuery("SELECT " + COLUMNS + " FROM pauses WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> pause(row))
                .findOne();
    }

    @Override
    public List<Pause> open() {
        return db.createQuery("SELECT " + COLUMNS + " FROM pauses WHERE ended_at IS NULL ORDER BY from_at, id")
                .map((row, context) -> pause(row))
                .list();
    }

    @Override
    public List<Pause> list(int limit) {
        return db.createQuery("SELECT " + COLUMNS + " FROM pauses ORDER BY from_at DESC, id DESC LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> pause(row))
                .list();
    }

    private static Pause pause(ResultSet row) throws SQLException {
        return new Pause(
                row.getString("id"),
                row.getString("brand"),
                row.getString("rule"),
                Sql.instant(row, "from_at"),
                Sql.instant(row, "until_at"),
                row.getString("reason"),
                row.getString("said_by"),
                row.getString("via"),
                Sql.optional(row, "ended_at"),
                row.getString("ended_by"));
    }

    @Override
    public Optional<String> hold(
            String pause, String incident, String channel, @Nullable String person, String delivery) {
        Optional<String> before = db.createQuery(
                        "SELECT delivery FROM held WHERE pause = :pause AND incident = :incident AND channel = :channel"
                                + " AND person = :person")
                .bind("pause", pause)
                .bind("incident", incident)
                .bind("channel", channel)
                .bind("person", Objects.requireNonNullElse(person, ""))
                .mapTo(String.class)
                .findOne();
        db.createUpdate("INSERT INTO held (pause, incident, channel, person, delivery, notices)"
                        + " VALUES (:pause, :incident, :channel, :person, :delivery, 1)"
                        + " ON CONFLICT (pause, incident, channel, person) DO UPDATE SET delivery = excluded.delivery,"
                        + " notices = held.notices + 1")
                .bind("pause", pause)
                .bind("incident", incident)
                .bind("channel", channel)
                .bind("person", Objects.requireNonNullElse(person, ""))
                .bind("delivery", delivery)
                .execute();
        return before;
    }

    @Override
    public int forget(Instant before) {
        List<String> over = db.createQuery("SELECT id FROM pauses WHERE ended_at < :before ORDER BY ended_at LIMIT 10")
                .bind("before", before)
                .mapTo(String.class)
                .list();
        for (String id : over) {
            db.createUpdate("DELETE FROM held WHERE pause = :id").bind("id", id).execute();
            db.createUpdate("DELETE FROM pauses WHERE id = :id").bind("id", id).execute();
        }
        return over.size();
    }

    @Override
    public List<Held> held(String pause) {
        return db.createQuery(
                        "SELECT " + HELD + " FROM held h WHERE h.pause = :pause ORDER BY incident, channel, person")
                .bind("pause", pause)
                .map((row, context) -> held(row))
                .list();
    }

    @Override
    public Optional<Held> of(String delivery) {
        return db.createQuery("SELECT " + HELD + " FROM held h WHERE h.delivery = :delivery")
                .bind("delivery", delivery)
                .map((row, context) -> held(row))
                .findOne();
    }

    @Override
    public List<Held> ofIncident(String incident) {
        return db.createQuery("SELECT " + HELD + " FROM held h JOIN pauses p ON p.id = h.pause"
                        + " WHERE h.incident = :incident AND p.ended_at IS NULL ORDER BY h.pause, h.channel, h.person")
                .bind("incident", incident)
                .map((row, context) -> held(row))
                .list();
    }

    private static Held held(ResultSet row) throws SQLException {
        String person = row.getString("person");
        return new Held(
                row.getString("pause"),
                row.getString("incident"),
                row.getString("channel"),
                person.isEmpty() ? null : person,
                row.getString("delivery"),
                row.getInt("notices"));
    }

    @Override
    public Set<String> rules(String incident) {
        return new TreeSet<>(db.createQuery("SELECT DISTINCT rule FROM hits WHERE incident = :incident")
                .bind("incident", incident)
                .mapTo(String.class)
                .list());
    }
}
