package io.fenghuo.store;

import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.TimelineEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Evidence in tables. */
final class EvidenceRows implements Evidence {
    private static final String PLAIN =
            "incident, seq, generation, name, kind, source, post, author, raw, at, digest, position, length, erased_at";

    private final Handle db;

    EvidenceRows(Handle db) {
        this.db = db;
    }

    @Override
    public List<Wanted> wanted(int limit) {
        return db.createQuery("""
                SELECT seq, incident, source, post, hit FROM evidence_wanted
                WHERE incident = (SELECT incident FROM evidence_wanted ORDER BY seq LIMIT 1) ORDER BY seq LIMIT :limit""")
                .bind("limit", limit)
                .map((row, context) -> new Wanted(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getInt(5) == 1))
                .list();
    }

    @Override
    public void taken(Wanted wanted) {
        db.createUpdate("DELETE FROM evidence_wanted WHERE seq = :seq")
                .bind("seq", wanted.seq())
                .execute();
    }

    @Override
    public void surround(String incident, Post post, int around) {
        near(incident, post, around, "<=", "DESC");
        int after = near(incident, post, around, ">", "ASC");
        if (around > after) {
            db.createUpdate("""
                    INSERT INTO evidence_threads (source, thread, incident, remaining) VALUES (:source, :thread, :incident, :remaining)
                    ON CONFLICT (source, thread, incident) DO UPDATE SET
                      remaining = CASE WHEN evidence_threads.remaining > excluded.remaining
                        THEN evidence_threads.remaining ELSE excluded.remaining END""")
                    .bind("source", post.source())
                    .bind("thread", post.thread())
                    .bind("incident", incident)
                    .bind("remaining", around - after)
                    .execute();
        }
    }

    private int near(String incident, Post post, int around, String side, String order) {
        String nearest = """
                SELECT source, id FROM posts WHERE source = :source AND thread = :thread AND published_at %s :at AND id <> :id
                ORDER BY published_at %s, seq %s LIMIT :around""".formatted(side, order, order);
        int there = db.createQuery("SELECT count(*) FROM (" + nearest + ") AS near")
                .bind("source", post.source())
                .bind("thread", post.thread())
                .bind("at", post.publishedAt())
                .bind("id", post.id())
                .bind("around", around)
                .mapTo(Integer.class)
                .one();
        if (there > 0) {
            db.createUpdate("INSERT INTO evidence_wanted (incident, source, post, hit)"
                            + " SELECT :incident, near.source, near.id, 0 FROM (" + nearest + ") AS near"
                            + " WHERE NOT EXISTS (SELECT 1 FROM evidence e WHERE e.incident = :incident"
                            + " AND e.source = near.source AND e.post = near.id)"
                            + " ON CONFLICT (incident, source, post) DO NOTHING")
                    .bind("incident", incident)
                    .bind("source", post.source())
                    .bind("thread", post.thread())
                    .bind("at", post.publishedAt())
                    .bind("id", post.id())
                    .bind("around", around)
                    .execute();
        }
        return there;
    }

    @Override
    public boolean isErased(String source, String post) {
        return db.createQuery("SELECT 1 FROM posts WHERE source = :source AND id = :post AND erased_at IS NOT NULL")
                .bind("source", source)
                .bind("post", post)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public Optional<Volume> volume(String incident) {
        return db.createQuery("SELECT incident, generation, records, bytes, line, hash FROM evidence_volumes"
                        + " WHERE incident = :incident")
                .bind("incident", incident)
                .map((row, context) -> volume(row))
                .findOne();
    }

    private static Volume volume(ResultSet row) throws SQLException {
        return new Volume(
                row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getString(6));
    }

    @Override
    public boolean has(String incident, String name) {
        return db.createQuery("SELECT 1 FROM evidence WHERE incident = :incident AND name = :name")
                .bind("incident", incident)
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public void seal(Volume before, List<Sealed> records, TimelineEntry line, Instant stampAt) {
        long bytes = before.bytes();
        for (Sealed record : records) {
            add(record);
            bytes += record.length();
        }
        new TimelineRows(db).append(List.of(line));
        db.createUpdate("""
                INSERT INTO evidence_volumes (incident, generation, records, bytes, line, hash, stamped, attempts, stamp_at)
                SELECT id, :generation, :records, :bytes, head_seq, head_hash, 0, 0, :stampAt FROM incidents WHERE id = :incident
                ON CONFLICT (incident) DO UPDATE SET records = excluded.records, bytes = excluded.bytes, line = excluded.line,
                  hash = excluded.hash, stamp_at = CASE WHEN evidence_volumes.stamped < evidence_volumes.line
                    THEN evidence_volumes.stamp_at ELSE excluded.stamp_at END""")
                .bind("incident", before.incident())
                .bind("generation", before.generation())
                .bind("records", before.records() + records.size())
                .bind("bytes", bytes)
                .bind("stampAt", stampAt)
                .execute();
    }

    private void add(Sealed record) {
        db.createUpdate("""
                INSERT INTO evidence (incident, seq, generation, name, kind, source, post, author, raw, at, digest, position, length, content, written)
                VALUES (:incident, :seq, :generation, :name, :kind, :source, :post, :author, :raw, :at, :digest, :position, :length, :content, 0)""")
                .bind("incident", record.incident())
                .bind("seq", record.seq())
                .bind("generation", record.generation())
                .bind("name", record.name())
                .bind("kind", record.kind())
                .bind("source", record.source())
                .bind("post", record.post())
                .bind("author", record.author())
                .bind("raw", record.raw())
                .bind("at", record.at())
                .bind("digest", record.digest())
                .bind("position", record.position())
                .bind("length", record.length())
                .bind("content", record.content())
                .execute();
    }

    @Override
    public List<Sealed> unwritten(int limit) {
        return db.createQuery("SELECT " + PLAIN + ", content FROM evidence WHERE written = 0 ORDER BY incident, seq"
                        + " LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> sealed(row, row.getBytes("content")))
                .list();
    }

    private static Sealed sealed(ResultSet row, byte @Nullable [] content) throws SQLException {
        return new Sealed(
                row.getString("incident"),
                row.getLong("seq"),
                row.getLong("generation"),
                row.getString("name"),
                row.getString("kind"),
                row.getString("source"),
                row.getString("post"),
                row.getString("author"),
                row.getString("raw"),
                Sql.instant(row, "at"),
                row.getString("digest"),
                row.getLong("position"),
                row.getLong("length"),
                content,
                Sql.optional(row, "erased_at"));
    }

    @Override
    public void written(Sealed record) {
        db.createUpdate("UPDATE evidence SET written = 1 WHERE incident = :incident AND seq = :seq AND erased_at IS "
                        + (record.erasedAt() == null ? "NULL" : "NOT NULL"))
                .bind("incident", record.incident())
                .bind("seq", record.seq())
                .execute();
    }

    @Override
    public List<Sealed> records(String incident) {
        return db.createQuery("SELECT " + PLAIN + " FROM evidence WHERE incident = :incident ORDER BY seq")
                .bind("incident", incident)
                .map((row, context) -> sealed(row, null))
                .list();
    }

    @Override
    public Optional<byte[]> content(String incident, long seq) {
        return db.createQuery(
                        "SELECT content FROM evidence WHERE incident = :incident AND seq = :seq AND content IS NOT NULL")
                .bind("incident", incident)
                .bind("seq", seq)
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    @Override
    public List<Volume> unstamped(Instant now, int limit) {
        return db.createQuery("SELECT incident, generation, records, bytes, line, hash FROM evidence_volumes"
                        + " WHERE line > stamped AND stamp_at <= :now ORDER BY stamp_at LIMIT :limit")
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> volume(row))
                .list();
    }

    @Override
    public void stamp(Stamp stamp, TimelineEntry entry) {
        int added = db.createUpdate("""
                INSERT INTO evidence_stamps (incident, line, at, authority, token) VALUES (:incident, :line, :at, :authority, :token)
                ON CONFLICT (incident, line) DO NOTHING""")
                .bind("incident", stamp.incident())
                .bind("line", stamp.line())
                .bind("at", stamp.at())
                .bind("authority", stamp.authority())
                .bind("token", stamp.token())
                .execute();
        if (added == 1) {
            new TimelineRows(db).append(List.of(entry));
        }
        db.createUpdate("UPDATE evidence_volumes SET attempts = 0, stamped = :line WHERE incident = :incident"
                        + " AND stamped < :line")
                .bind("line", stamp.line())
                .bind("incident", stamp.incident())
                .execute();
    }

    @Override
    public int failed(String incident, Instant next) {
        db.createUpdate(
                        "UPDATE evidence_volumes SET attempts = attempts + 1, stamp_at = :next WHERE incident = :incident")
                .bind("next", next)
                .bind("incident", incident)
                .execute();
        return db.createQuery("SELECT attempts FROM evidence_volumes WHERE incident = :incident")
                .bind("incident", incident)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    @Override
    public List<Stamp> stamps(String incident) {
        return db.createQuery(
                        "SELECT line, at, authority, token FROM evidence_stamps WHERE incident = :incident ORDER BY line")
                .bind("incident", incident)
                .map((row, context) ->
                        new Stamp(incident, row.getLong(1), Sql.instant(row, "at"), row.getString(3), row.getBytes(4)))
                .list();
    }

    @Override
    public List<Link> chain(String incident) {
        return new TimelineRows(db).chain(incident);
    }

    @Override
    public int expire(Map<Severity, Duration> keep, Instant now, int limit) {
        List<Volume> due = new ArrayList<>();
        keep.forEach((level, time) -> due.addAll(db.createQuery("""
                SELECT v.incident, v.generation, v.records, v.bytes, v.line, v.hash FROM evidence_volumes v
                JOIN incidents i ON i.id = v.incident
                WHERE v.bytes > 0 AND i.ended = 1 AND i.level = :level AND COALESCE(i.ended_at, i.opened_at) < :before LIMIT :limit""")
                .bind("level", level.name())
                .bind("before", now.minus(time))
                .bind("limit", limit)
                .map((row, context) -> volume(row))
                .list()));
        due.forEach(volume -> expire(volume, now));
        return due.size();
    }

    private void expire(Volume volume, Instant now) {
        String incident = volume.incident();
        new TimelineRows(db)
                .append(List.of(new TimelineEntry(
                        incident,
                        now,
                        "evidence.expired",
                        "system",
                        "service",
                        Map.of("records", "1-" + volume.records()),
                        Map.of())));
        for (String sql : List.of(
                "DELETE FROM evidence WHERE incident = :incident",
                "DELETE FROM evidence_wanted WHERE incident = :incident",
                "DELETE FROM evidence_threads WHERE incident = :incident",
                "DELETE FROM incident_raw WHERE incident = :incident",
                "UPDATE evidence_volumes SET generation = generation + 1, bytes = 0 WHERE incident = :incident")) {
            db.createUpdate(sql).bind("incident", incident).execute();
        }
        discard(db, volume.file());
    }

    @Override
    public List<String> gone() {
        return db.createQuery("SELECT file FROM evidence_gone ORDER BY file")
                .mapTo(String.class)
                .list();
    }

    @Override
    public void deleted(String file) {
        db.createUpdate("DELETE FROM evidence_gone WHERE file = :file")
                .bind("file", file)
                .execute();
    }

    private static void discard(Handle db, String file) {
        db.createUpdate("INSERT INTO evidence_gone (file) VALUES (:file) ON CONFLICT (file) DO NOTHING")
                .bind("file", file)
                .execute();
    }

    /** Wants a post of an incident. */
    static void want(Handle db, String incident, String source, String post) {
        db.createUpdate("""
                INSERT INTO evidence_wanted (incident, source, post, hit) VALUES (:incident, :source, :post, 1)
                ON CONFLICT (incident, source, post) DO UPDATE SET hit = 1""")
                .bind("incident", incident)
                .bind("source", source)
                .bind("post", post)
                .execute();
    }

    /** Wants every post an incident now has and has no evidence of. */
    static void wantAll(Handle db, String incident) {
        db.createUpdate("""
                INSERT INTO evidence_wanted (incident, source, post, hit)
                SELECT ip.incident, ip.source, ip.post, 1 FROM incident_posts ip WHERE ip.incident = :incident
                AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.incident = ip.incident AND e.source = ip.source AND e.post = ip.post)
                ON CONFLICT (incident, source, post) DO UPDATE SET hit = 1""").bind("incident", incident).execute();
    }

    /** A post has another text, or vanished: wants it again wherever it is evidence. */
    static void changed(Handle db, String source, String post) {
        db.createUpdate("""
                INSERT INTO evidence_wanted (incident, source, post, hit)
                SELECT DISTINCT e.incident, e.source, e.post, 0 FROM evidence e WHERE e.source = :source AND e.post = :post
                ON CONFLICT (incident, source, post) DO NOTHING""").bind("source", source).bind("post", post).execute();
    }

    /** A new post: wants it where its conversation is listened to. */
    static void heard(Handle db, Post post) {
        if (post.thread().equals(post.id())) {
            return;
        }
        int wanted = db.createUpdate("""
                INSERT INTO evidence_wanted (incident, source, post, hit)
                SELECT t.incident, t.source, :post, 0 FROM evidence_threads t
                WHERE t.source = :source AND t.thread = :thread AND t.remaining > 0
                ON CONFLICT (incident, source, post) DO NOTHING""")
                .bind("source", post.source())
                .bind("thread", post.thread())
                .bind("post", post.id())
                .execute();
        if (wanted > 0) {
            db.createUpdate("""
                    UPDATE evidence_threads SET remaining = remaining - 1
                    WHERE source = :source AND thread = :thread AND remaining > 0""")
                    .bind("source", post.source())
                    .bind("thread", post.thread())
                    .execute();
        }
    }

    /** Removes an incident's evidence without a trace. */
    static void remove(Handle db, String incident) {
        new EvidenceRows(db).volume(incident).ifPresent(volume -> discard(db, volume.file()));
        for (String table :
                List.of("evidence", "evidence_wanted", "evidence_threads", "evidence_stamps", "evidence_volumes")) {
            db.createUpdate("DELETE FROM " + table + " WHERE incident = :incident")
                    .bind("incident", incident)
                    .execute();
        }
    }

    /**
     * Empties the records of an author and those of bytes that hold their words: places and digests stay.
     *
     * @param raw SHA-256 of stored bytes their posts were read from
     */
    static int erase(Handle db, String source, String author, Set<String> raw, TimelineEntry how) {
        Map<String, Set<Long>> found = new TreeMap<>();
        Set<String> bodies = new TreeSet<>(raw);
        db.createQuery("SELECT incident, seq, raw FROM evidence WHERE source = :source AND author = :author")
                .bind("source", source)
                .bind("author", author)
                .map((row, context) -> {
                    bodies.add(Objects.requireNonNullElse(row.getString(3), ""));
                    return found.computeIfAbsent(row.getString(1), incident -> new TreeSet<>())
                            .add(row.getLong(2));
                })
                .forEach(added -> {});
        for (String body : bodies) {
            db.createQuery("SELECT incident, seq FROM evidence WHERE raw = :raw AND post = '' AND erased_at IS NULL")
                    .bind("raw", body)
                    .map((row, context) -> found.computeIfAbsent(row.getString(1), incident -> new TreeSet<>())
                            .add(row.getLong(2)))
                    .forEach(added -> {});
        }
        int emptied = 0;
        for (Map.Entry<String, Set<Long>> one : found.entrySet()) {
            emptied += erase(db, one.getKey(), one.getValue(), how);
        }
        return emptied;
    }

    private static int erase(Handle db, String incident, Set<Long> records, TimelineEntry how) {
        for (long seq : records) {
            db.createUpdate("""
                    UPDATE evidence SET content = NULL, author = NULL, written = 0, erased_at = :at
                    WHERE incident = :incident AND seq = :seq""")
                    .bind("at", how.at())
                    .bind("incident", incident)
                    .bind("seq", seq)
                    .execute();
        }
        String seqs = records.stream().map(String::valueOf).collect(Collectors.joining(" "));
        new TimelineRows(db)
                .append(List.of(new TimelineEntry(
                        incident,
                        how.at(),
                        "evidence.erased",
                        how.actor(),
                        how.via(),
                        Map.of("records", seqs),
                        Map.of())));
        return records.size();
    }
}
