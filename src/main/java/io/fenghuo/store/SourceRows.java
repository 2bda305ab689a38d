package io.fenghuo.store;

import io.fenghuo.model.SourceStatus;
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
    public void forget(String source) {
        for (String table : List.of("cursors", "source_status")) {
            db.createUpdate("DELETE FROM " + table + " WHERE source = :source")
                    .bind("source", source)
                    .execute();
        }
    }
}
