package io.fenghuo.store;

import io.fenghuo.model.SourceGap;
import io.fenghuo.model.SourcePulse;
import io.fenghuo.model.SourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Cursors and health of sources in tables. */
final class SourceRows implements Sources {
    private final Handle db;

    SourceRows(Handle db) {
        this.db = db;
    }

    @Override
    public Optional<String> cursor(String source) {
        return db.createQuery("SELECT cursor FROM cursors WHERE source = :source AND cursor IS NOT NULL")
                .bind("source", source)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public void saveCursor(String source, String cursor) {
        db.createUpdate("""
                INSERT INTO cursors (source, cursor) VALUES (:source, :cursor)
                ON CONFLICT (source) DO UPDATE SET cursor = excluded.cursor""").bind("source", source).bind("cursor", cursor).execute();
    }

    @Override
    public void saveStatus(SourceStatus status) {
        db.createUpdate("""
                INSERT INTO source_status (source, doc) VALUES (:source, :doc)
                ON CONFLICT (source) DO UPDATE SET doc = excluded.doc""")
                .bind("source", status.source())
                .bind("doc", Json.write(status))
                .execute();
    }

    @Override
    public List<SourceStatus> all() {
        return db.createQuery("SELECT doc FROM source_status ORDER BY source")
                .map((row, context) -> Json.read(row.getString(1), SourceStatus.class))
                .list();
    }

    @Override
    public Optional<SourceStatus> status(String source) {
        return db.createQuery("SELECT doc FROM source_status WHERE source = :source")
                .bind("source", source)
                .map((row, context) -> Json.read(row.getString(1), SourceStatus.class))
                .findOne();
    }

    @Override
    public Optional<SourcePulse> pulse(String source) {
        return db.createQuery("SELECT doc FROM source_pulse WHERE source = :source")
                .bind("source", source)
                .map((row, context) -> Json.read(row.getString(1), SourcePulse.class))
                .findOne();
    }

    @Override
    public void savePulse(SourcePulse pulse) {
        db.createUpdate("""
                INSERT INTO source_pulse (source, doc) VALUES (:source, :doc)
                ON CONFLICT (source) DO UPDATE SET doc = excluded.doc""")
                .bind("source", pulse.source())
                .bind("doc", Json.write(pulse))
                .execute();
    }

    @Override
    public void saveGap(SourceGap gap) {
        db.createUpdate("""
                INSERT INTO source_gaps (source, from_at, to_at, why, covered)
                VALUES (:source, :from, :to, :why, :covered) ON CONFLICT (source, to_at) DO NOTHING""")
                .bind("source", gap.source())
                .bind("from", gap.from().toEpochMilli())
                .bind("to", gap.to().toEpochMilli())
                .bind("why", gap.why())
                .bind("covered", gap.covered() ? 1 : 0)
                .execute();
        db.createUpdate("""
                DELETE FROM source_gaps WHERE source = :source AND to_at <= (
                  SELECT to_at FROM source_gaps WHERE source = :source ORDER BY to_at DESC LIMIT 1 OFFSET :kept)""").bind("source", gap.source()).bind("kept", GAPS).execute();
    }

    @Override
    public List<SourceGap> gaps(String source, int limit) {
        return db.createQuery("""
                SELECT from_at, to_at, why, covered FROM source_gaps
                WHERE source = :source ORDER BY to_at DESC LIMIT :limit""")
                .bind("source", source)
                .bind("limit", limit)
                .map((row, context) -> new SourceGap(
                        source,
                        Instant.ofEpochMilli(row.getLong(1)),
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getString(3),
                        row.getInt(4) == 1))
                .list();
    }

    @Override
    public void forget(String source) {
        for (String table : List.of("cursors", "source_status", "source_pulse", "source_gaps")) {
            db.createUpdate("DELETE FROM " + table + " WHERE source = :source")
                    .bind("source", source)
                    .execute();
        }
    }
}
