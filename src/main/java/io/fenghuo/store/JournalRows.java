package io.fenghuo.store;

import io.fenghuo.model.Post;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Events, receipts and settings in tables. */
final class JournalRows implements Journal {
    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private final Handle db;
    private final BulkRows bulk;

    JournalRows(Handle db, BulkRows bulk) {
        this.db = db;
        this.bulk = bulk;
    }

    @Override
    public long publish(String type, String json, Instant at) {
        return db.createQuery("INSERT INTO events (at, type, doc) VALUES (:at, :type, :doc) RETURNING seq")
                .bind("at", at)
                .bind("type", type)
                .bind("doc", Text.escapeLoneSurrogates(json))
                .mapTo(Long.class)
                .one();
    }

    @Override
    public List<Long> publish(List<Told> posts, Instant at) {
        return bulk.publish(posts, at);
    }

    @Override
    public List<Line> after(long seq, int limit) {
        return db.createQuery("""
                SELECT e.seq, e.type, e.doc, e.at, COALESCE(v.doc, p.doc) AS post FROM events e
                LEFT JOIN posts p ON p.source = e.source AND p.id = e.post
                LEFT JOIN post_versions v ON v.source = e.source AND v.post = e.post AND v.version = e.version
                WHERE e.seq > :seq AND (e.source IS NULL OR p.seq IS NOT NULL) ORDER BY e.seq LIMIT :limit""")
                .bind("seq", seq)
                .bind("limit", limit)
                .map((row, context) -> line(row))
                .list();
    }

    private static Line line(ResultSet row) throws SQLException {
        String post = row.getString("post");
        return new Line(
                row.getLong("seq"),
                row.getString("type"),
                row.getString("doc"),
                Sql.instant(row, "at"),
                post == null ? null : Json.read(post, Post.class));
    }

    @Override
    public Optional<String> receipt(String key) {
        return db.createQuery("SELECT answer FROM receipts WHERE key = :key")
                .bind("key", key)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public void saveReceipt(String key, String answer, Instant at) {
        db.createUpdate("""
                INSERT INTO receipts (key, at, answer) VALUES (:key, :at, :answer) ON CONFLICT (key) DO NOTHING""")
                .bind("key", key)
                .bind("at", at)
                .bind("answer", answer)
                .execute();
    }

    @Override
    public int forget(Instant before) {
        int events = db.createUpdate(
                        "DELETE FROM events WHERE seq IN (SELECT seq FROM events WHERE at < :before LIMIT :limit)")
                .bind("before", before)
                .bind("limit", FORGOTTEN_AT_ONCE)
                .execute();
        int receipts = db.createUpdate(
                        "DELETE FROM receipts WHERE key IN (SELECT key FROM receipts WHERE at < :before LIMIT :limit)")
                .bind("before", before)
                .bind("limit", FORGOTTEN_AT_ONCE)
                .execute();
        return events + receipts;
    }

    @Override
    public Optional<String> setting(String name) {
        return db.createQuery("SELECT value FROM settings WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public void saveSetting(String name, String value) {
        db.createUpdate("""
                INSERT INTO settings (name, value) VALUES (:name, :value)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value""").bind("name", name).bind("value", value).execute();
    }
}
