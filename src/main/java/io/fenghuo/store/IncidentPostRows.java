package io.fenghuo.store;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Which posts belong to which incident, and how many they and their authors are, counted as they come. */
final class IncidentPostRows {
    /** The address of an attachment whose bytes lie beside the raw ones. */
    private static final Pattern EVIDENCE = Pattern.compile("evidence:([0-9a-f]{64})");

    private final Handle db;

    IncidentPostRows(Handle db) {
        this.db = db;
    }

    void attach(String incident, Post post, String author) {
        boolean newAuthor = db.createQuery(
                        "SELECT 1 FROM incident_posts WHERE incident = :incident AND author = :author LIMIT 1")
                .bind("incident", incident)
                .bind("author", author)
                .mapTo(Integer.class)
                .findOne()
                .isEmpty();
        int added = db.createUpdate("""
                INSERT INTO incident_posts (incident, source, post, brand, author) VALUES (:incident, :source, :post, :brand, :author)
                ON CONFLICT (incident, source, post) DO NOTHING""")
                .bind("incident", incident)
                .bind("source", post.source())
                .bind("post", post.id())
                .bind("brand", post.subject().brand())
                .bind("author", author)
                .execute();
        rawOf(post).forEach(sha256 -> PostRows.keepRaw(db, incident, sha256));
        if (added == 1) {
            count(incident, newAuthor);
            EvidenceRows.want(db, incident, post.source(), post.id());
            db.createUpdate("UPDATE posts SET hit = 1 WHERE source = :source AND id = :post AND hit = 0")
                    .bind("source", post.source())
                    .bind("post", post.id())
                    .execute();
        }
    }

    /** The stored bytes that go with a post: what it was read from, and the pictures filed with it. */
    static List<String> rawOf(Post post) {
        Stream<String> pictures = post.attachments().stream()
                .map(one -> EVIDENCE.matcher(one.url()))
                .filter(Matcher::matches)
                .map(found -> found.group(1));
        return Stream.concat(Stream.ofNullable(post.raw()), pictures).toList();
    }

    private void count(String incident, boolean newAuthor) {
        db.createUpdate("""
                INSERT INTO incident_counts (incident, posts, authors) VALUES (:incident, 1, 1)
                ON CONFLICT (incident) DO UPDATE SET posts = incident_counts.posts + 1, authors = incident_counts.authors + :author""")
                .bind("incident", incident)
                .bind("author", newAuthor ? 1 : 0)
                .execute();
    }

    Incident.Counts counts(String incident) {
        return db.createQuery("SELECT posts, authors FROM incident_counts WHERE incident = :incident")
                .bind("incident", incident)
                .map((row, context) -> new Incident.Counts(row.getInt(1), row.getInt(2)))
                .findOne()
                .orElse(new Incident.Counts(0, 0));
    }

    Incident.Counts counts(String incident, List<String> authors) {
        return db.createQuery("SELECT count(*), count(DISTINCT author) FROM incident_posts"
                        + " WHERE incident = :incident AND author IN (<authors>)")
                .bind("incident", incident)
                .bindList(EmptyHandling.NULL_KEYWORD, "authors", authors)
                .map((row, context) -> new Incident.Counts(row.getInt(1), row.getInt(2)))
                .one();
    }

    List<String> waitingFor(String author) {
        return db.createQuery("""
                SELECT DISTINCT i.id FROM incident_posts p JOIN incidents i ON i.id = p.incident
                WHERE p.author = :author AND i.ended = 0 AND i.waiting = 1 ORDER BY i.id""").bind("author", author).mapTo(String.class).list();
    }

    boolean burning(String source) {
        return db.createQuery("""
                SELECT 1 FROM incidents i WHERE i.ended = 0 AND EXISTS (
                  SELECT 1 FROM incident_posts ip WHERE ip.incident = i.id AND ip.source = :source) LIMIT 1""")
                .bind("source", source)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    List<String> inThread(String source, String thread, @Nullable String session) {
        String held = """
                SELECT DISTINCT i.id FROM posts p
                JOIN incident_posts ip ON ip.source = p.source AND ip.post = p.id
                JOIN incidents i ON i.id = ip.incident
                WHERE p.source = :source AND p.hit = 1 AND i.ended = 0""";
        String sql = session == null
                ? held + " AND p.thread = :thread ORDER BY 1"
                : held + " AND p.thread = :thread UNION " + held + " AND p.session = :session ORDER BY 1";
        Query query = db.createQuery(sql).bind("source", source).bind("thread", thread);
        return (session == null ? query : query.bind("session", session))
                .mapTo(String.class)
                .list();
    }

    List<String> beside(String incident) {
        return db.createQuery("""
                SELECT DISTINCT o.incident FROM (
                  SELECT source, post FROM incident_posts WHERE incident = :incident LIMIT :limit) p
                JOIN incident_posts o ON o.source = p.source AND o.post = p.post
                WHERE o.incident <> :incident ORDER BY 1""")
                .bind("incident", incident)
                .bind("limit", Incidents.BESIDE)
                .mapTo(String.class)
                .list();
    }

    void move(String from, String into, List<String> authors) {
        for (String sql : List.of(
                "UPDATE hits SET incident = :into WHERE incident = :from AND author IN (<authors>)",
                "UPDATE incident_posts SET incident = :into WHERE incident = :from AND author IN (<authors>)")) {
            db.createUpdate(sql)
                    .bind("into", into)
                    .bind("from", from)
                    .bindList(EmptyHandling.NULL_KEYWORD, "authors", authors)
                    .execute();
        }
        recount(from);
        recount(into);
        EvidenceRows.wantAll(db, into);
    }

    void recount(String incident) {
        db.createUpdate("""
                INSERT INTO incident_counts (incident, posts, authors)
                SELECT :incident, count(*), count(DISTINCT author) FROM incident_posts WHERE incident = :incident
                ON CONFLICT (incident) DO UPDATE SET posts = excluded.posts, authors = excluded.authors""").bind("incident", incident).execute();
    }

    void move(String from, String into, String source, String post) {
        for (String sql : List.of("""
                INSERT INTO incident_posts (incident, source, post, brand, author)
                SELECT :into, source, post, brand, author FROM incident_posts
                WHERE incident = :from AND source = :source AND post = :post
                ON CONFLICT (incident, source, post) DO NOTHING""", """
                INSERT INTO incident_raw (incident, sha256)
                SELECT :into, p.raw FROM posts p JOIN incident_raw r ON r.incident = :from AND r.sha256 = p.raw
                WHERE p.source = :source AND p.id = :post
                ON CONFLICT (incident, sha256) DO NOTHING""", """
                DELETE FROM incident_posts WHERE incident = :from AND incident <> :into AND source = :source AND post = :post""")) {
            db.createUpdate(sql)
                    .bind("into", into)
                    .bind("from", from)
                    .bind("source", source)
                    .bind("post", post)
                    .execute();
        }
        recount(from);
        recount(into);
    }

    List<Post> of(String incident, int limit) {
        return db.createQuery("""
                SELECT p.doc FROM incident_posts ip JOIN posts p ON p.source = ip.source AND p.id = ip.post
                WHERE ip.incident = :incident ORDER BY p.published_at, p.seq LIMIT :limit""")
                .bind("incident", incident)
                .bind("limit", limit)
                .map((row, context) -> Json.read(row.getString(1), Post.class))
                .list();
    }

    List<Post> newest(String incident, int skip, int limit) {
        return db.createQuery("""
                SELECT p.doc FROM incident_posts ip JOIN posts p ON p.source = ip.source AND p.id = ip.post
                WHERE ip.incident = :incident ORDER BY p.published_at DESC, p.seq DESC LIMIT :limit OFFSET :skip""")
                .bind("incident", incident)
                .bind("skip", skip)
                .bind("limit", limit)
                .map((row, context) -> Json.read(row.getString(1), Post.class))
                .list();
    }

    void move(String from, String into) {
        for (String sql : List.of("""
                INSERT INTO incident_posts (incident, source, post, brand, author)
                SELECT :into, source, post, brand, author FROM incident_posts WHERE incident = :from
                ON CONFLICT (incident, source, post) DO NOTHING""", """
                INSERT INTO incident_raw (incident, sha256) SELECT :into, sha256 FROM incident_raw WHERE incident = :from
                ON CONFLICT (incident, sha256) DO NOTHING""", """
                INSERT INTO incident_counts (incident, posts, authors)
                SELECT :into, count(*), count(DISTINCT author) FROM incident_posts WHERE incident = :into
                ON CONFLICT (incident) DO UPDATE SET posts = excluded.posts, authors = excluded.authors""")) {
            db.createUpdate(sql).bind("into", into).bind("from", from).execute();
        }
        EvidenceRows.wantAll(db, into);
        for (String table : List.of("incident_posts", "incident_raw", "incident_counts")) {
            db.createUpdate("DELETE FROM " + table + " WHERE incident = :from")
                    .bind("from", from)
                    .execute();
        }
    }
}
