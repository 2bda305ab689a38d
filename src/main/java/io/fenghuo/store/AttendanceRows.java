package io.fenghuo.store;

import io.fenghuo.model.Attendance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Service sessions in a table. */
final class AttendanceRows implements Attendances {
    private final Handle db;

    AttendanceRows(Handle db) {
        this.db = db;
    }

    @Override
    public Optional<Attendance> find(String source, String session) {
        return db.createQuery("SELECT doc FROM attendances WHERE source = :source AND session = :session")
                .bind("source", source)
                .bind("session", session)
                .mapTo(String.class)
                .findOne()
                .map(AttendanceRows::read);
    }

    private static Attendance read(String doc) {
        return Json.read(doc, Attendance.class);
    }

    @Override
    public void save(Attendance attendance) {
        db.createUpdate("INSERT INTO attendances (source, session, due_at, last_at, doc)"
                        + " VALUES (:source, :session, :due, :last, :doc) ON CONFLICT (source, session)"
                        + " DO UPDATE SET due_at = excluded.due_at, last_at = excluded.last_at, doc = excluded.doc")
                .bind("source", attendance.source())
                .bind("session", attendance.session())
                .bind("due", attendance.due().orElse(null))
                .bind("last", attendance.last())
                .bind("doc", Json.write(attendance))
                .execute();
    }

    @Override
    public List<Attendance> due(Instant now, int limit) {
        return db
                .createQuery("SELECT doc FROM attendances WHERE due_at <= :now ORDER BY due_at, source, session"
                        + " LIMIT :limit")
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(String.class)
                .list()
                .stream()
                .map(AttendanceRows::read)
                .toList();
    }

    @Override
    public Optional<Instant> nextDue() {
        return db.createQuery("SELECT due_at FROM attendances WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1")
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    @Override
    public void forget(Instant before) {
        db.createUpdate("DELETE FROM attendances WHERE due_at IS NULL AND last_at < :before")
                .bind("before", before)
                .execute();
    }
}
