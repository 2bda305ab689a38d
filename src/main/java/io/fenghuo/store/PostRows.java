package io.fenghuo.store;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/** Posts and raw bytes in tables; hits are left to {@link HitRows}. */
final class PostRows implements Posts {
    private static final int PRUNED_AT_ONCE = 5_000;
    /** Each may be megabytes. */
    private static final int RAW_AT_ONCE = 500;

    private final Handle db;
    private final BulkRows bulk;
    private final HitRows hits;

    PostRows(Handle db, BulkRows bulk) {
        this.db = db;
        this.bulk = bulk;
        this.hits = new HitRows(db);
    }

    @Override
    public Change save(Post post) {
        return save(List.of(Draft.of(post))).get(0);
    }

    @Override
    public List<Change> save(List<Draft> drafts) {
        boolean[] added = bulk.insert(drafts);
        List<Change> changes = new ArrayList<>(added.length);
        List<Post> fresh = new ArrayList<>(added.length);
        for (int i = 0; i < added.length; i++) {
            Draft draft = drafts.get(i);
            changes.add(added[i] ? Change.NEW : again(draft));
            if (added[i]) {
                fresh.add(draft.post());
            }
        }
        heard(fresh);
        return changes;
    }

    /** Wants those as evidence whose conversation is listened to. */
    private void heard(List<Post> fresh) {
        Map<String, Set<String>> threads = new LinkedHashMap<>();
        fresh.stream()
                .filter(post -> !post.thread().equals(post.id()))
                .forEach(post -> threads.computeIfAbsent(post.source(), source -> new LinkedHashSet<>())
                        .add(post.thread()));
        threads.forEach((source, all) -> {
            Set<String> listened = bulk.listened(source, all);
            fresh.stream()
                    .filter(post -> post.source().equals(source) && listened.contains(post.thread()))
                    .forEach(post -> EvidenceRows.heard(db, post));
        });
    }

    private Change again(Draft draft) {
        Post post = draft.post();
        if (isErased(post.source(), post.id())) {
            return Change.SAME;
        }
        String stored = doc(post.source(), post.id()).orElseThrow();
        if (Json.read(stored, Post.class).text().equals(post.text())) {
            return Change.SAME;
        }
        edit(draft);
        return Change.EDITED;
    }

    private boolean isErased(String source, String id) {
        return db.createQuery("SELECT 1 FROM posts WHERE source = :source AND id = :id AND erased_at IS NOT NULL")
                .bind("source", source)
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private void edit(Draft draft) {
        Post post = draft.post();
        db.createUpdate("""
                INSERT INTO post_versions (source, post, version, replaced_at, raw, doc)
                SELECT source, id, version, :at, raw, doc FROM posts WHERE source = :source AND id = :id""")
                .bind("source", post.source())
                .bind("id", post.id())
                .bind("at", post.receivedAt())
                .execute();
        db.createUpdate("""
                UPDATE posts SET brand = :brand, thread = :thread, session = :session, author = :author, published_at = :published, received_at = :received,
                  raw = :raw, doc = :doc, version = version + 1
                WHERE source = :source AND id = :id""")
                .bind("source", post.source())
                .bind("id", post.id())
                .bind("brand", post.subject().brand())
                .bind("thread", post.thread())
                .bind("session", post.session())
                .bind("author", post.author().id())
                .bind("published", post.publishedAt())
                .bind("received", post.receivedAt())
                .bind("raw", post.raw())
                .bind("doc", draft.doc())
                .execute();
        if (post.raw() != null) {
            incidentsOf(post.source(), post.id()).forEach(incident -> keepRaw(db, incident, post.raw()));
        }
        EvidenceRows.changed(db, post.source(), post.id());
    }

    /** Notes that raw bytes belong to an incident, whether they are stored yet or not. */
    static void keepRaw(Handle db, String incident, String sha256) {
        db.createUpdate("""
                INSERT INTO incident_raw (incident, sha256) VALUES (:incident, :sha256)
                ON CONFLICT (incident, sha256) DO NOTHING""").bind("incident", incident).bind("sha256", sha256).execute();
    }

    private Optional<String> doc(String source, String id) {
        return db.createQuery("SELECT doc FROM posts WHERE source = :source AND id = :id")
                .bind("source", source)
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public Optional<Post> find(String source, String id) {
        return doc(source, id).map(doc -> Json.read(doc, Post.class));
    }

    @Override
    public boolean deleted(String source, String id, Instant at) {
        boolean first = db.createUpdate(
                                "UPDATE posts SET deleted_at = :at WHERE source = :source AND id = :id AND deleted_at IS NULL")
                        .bind("at", at)
                        .bind("source", source)
                        .bind("id", id)
                        .execute()
                == 1;
        if (first) {
            EvidenceRows.changed(db, source, id);
        }
        return first;
    }

    @Override
    public Optional<Instant> deletedAt(String source, String id) {
        return db.createQuery(
                        "SELECT deleted_at FROM posts WHERE source = :source AND id = :id AND deleted_at IS NOT NULL")
                .bind("source", source)
                .bind("id", id)
                .map((row, context) -> Sql.instant(row, "deleted_at"))
                .findOne();
    }

    @Override
    public void keepThread(String source, String thread) {
        bulk.keepThread(source, thread);
    }

    @Override
    public List<String> incidentsOf(String source, String id) {
        return db.createQuery(
                        "SELECT incident FROM incident_posts WHERE source = :source AND post = :post ORDER BY incident")
                .bind("source", source)
                .bind("post", id)
                .mapTo(String.class)
                .list();
    }

    @Override
    public List<Post> conversation(Post post, Instant since, int limit) {
        String session = post.session();
        String mark = session == null ? "" : "\"session\":" + Json.write(session);
        return Talk.of(
                post,
                db
                        .createQuery("""
                SELECT doc FROM (
                  SELECT seq, thread, author, published_at, doc FROM posts
                  WHERE source = :source AND published_at <= :until AND published_at >= :since AND erased_at IS NULL
                  ORDER BY published_at DESC, seq DESC LIMIT :most) newest
                WHERE (:mark <> '' AND doc LIKE :like ESCAPE '!')
                  OR (:mark = '' AND thread = :thread AND (author IS NULL OR author = :author OR doc NOT LIKE :customer))
                ORDER BY published_at DESC, seq DESC""")
                        .bind("source", post.source())
                        .bind("until", post.publishedAt())
                        .bind("since", since)
                        .bind("most", LOOKED_THROUGH)
                        .bind("mark", mark)
                        .bind("thread", post.thread())
                        .bind("author", post.author().id())
                        .bind("customer", "%\"role\":\"CUSTOMER\"%")
                        .bind("like", "%" + mark.replaceAll("[!%_]", "!$0") + "%")
                        .mapTo(String.class)
                        .list()
                        .stream()
                        .map(doc -> Json.read(doc, Post.class)),
                limit);
    }

    @Override
    public List<Post> latest(String source, int limit) {
        return db.createQuery(
                        "SELECT doc FROM posts WHERE source = :source ORDER BY published_at DESC, seq DESC LIMIT :limit")
                .bind("source", source)
                .bind("limit", limit)
                .map((row, context) -> Json.read(row.getString(1), Post.class))
                .list();
    }

    @Override
    public List<Post> since(Instant since, int limit) {
        return db.createQuery(
                        "SELECT doc FROM posts WHERE hit IN (0, 1) AND received_at >= :since AND erased_at IS NULL"
                                + " ORDER BY received_at DESC, seq DESC LIMIT :limit")
                .bind("since", since)
                .bind("limit", limit)
                .map((row, context) -> Json.read(row.getString(1), Post.class))
                .list();
    }

    @Override
    public int visit(Instant since, int limit, Predicate<Post> visitor) {
        int shown = 0;
        try (ResultIterator<Post> found = db.createQuery("""
                SELECT doc FROM posts WHERE seq IN (
                  SELECT seq FROM posts WHERE hit IN (0, 1) AND received_at >= :since AND erased_at IS NULL
                  ORDER BY received_at DESC, seq DESC LIMIT :limit)
                ORDER BY received_at DESC, seq DESC""")
                .bind("since", since)
                .bind("limit", limit)
                .map((row, context) -> Json.read(row.getString(1), Post.class))
                .iterator()) {
            while (found.hasNext()) {
                shown++;
                if (!visitor.test(found.next())) {
                    break;
                }
            }
        }
        return shown;
    }

    @Override
    public long count() {
        return db.createQuery("SELECT count(*) FROM posts").mapTo(Long.class).one();
    }

    @Override
    public List<Post> versions(String source, String id) {
        List<Post> versions = new ArrayList<>(
                db.createQuery("SELECT doc FROM post_versions WHERE source = :source AND post = :post ORDER BY version")
                        .bind("source", source)
                        .bind("post", id)
                        .map((row, context) -> Json.read(row.getString(1), Post.class))
                        .list());
        find(source, id).ifPresent(versions::add);
        return versions;
    }

    @Override
    public int prune(Instant postsBefore, Instant hitPostsBefore) {
        int quiet = db.createUpdate("""
                DELETE FROM posts WHERE seq IN (
                  SELECT seq FROM posts WHERE hit = 0 AND received_at < :before LIMIT :limit)""")
                .bind("before", postsBefore)
                .bind("limit", PRUNED_AT_ONCE)
                .execute();
        int loud = db.createUpdate("""
                DELETE FROM posts WHERE seq IN (
                  SELECT p.seq FROM posts p WHERE p.hit = 1 AND p.received_at < :before AND NOT EXISTS (
                    SELECT 1 FROM incident_posts ip JOIN incidents i ON i.id = ip.incident
                    WHERE ip.source = p.source AND ip.post = p.id AND i.ended = 0) LIMIT :limit)""")
                .bind("before", hitPostsBefore)
                .bind("limit", PRUNED_AT_ONCE)
                .execute();
        return quiet + loud;
    }

    @Override
    public int removeSource(String source) {
        db.createUpdate("DELETE FROM raw WHERE source = :source")
                .bind("source", source)
                .execute();
        return db.createUpdate("DELETE FROM posts WHERE source = :source")
                .bind("source", source)
                .execute();
    }

    @Override
    public void saveRaw(Raw raw) {
        db.createUpdate("""
                INSERT INTO raw (sha256, source, url, headers, at, bytes) VALUES (:sha256, :source, :url, :headers, :at, :bytes)
                ON CONFLICT (sha256) DO NOTHING""")
                .bind("sha256", raw.sha256())
                .bind("source", raw.source())
                .bind("url", raw.url())
                .bind("headers", raw.headers())
                .bind("at", raw.at())
                .bind("bytes", raw.bytes())
                .execute();
    }

    @Override
    public Optional<Raw> raw(String sha256) {
        return db.createQuery("SELECT sha256, source, url, headers, at, bytes FROM raw WHERE sha256 = :sha256")
                .bind("sha256", sha256)
                .map((row, context) -> new Raw(
                        row.getString("sha256"),
                        row.getString("source"),
                        row.getString("url"),
                        row.getString("headers"),
                        row.getBytes("bytes"),
                        Sql.instant(row, "at")))
                .findOne();
    }

    @Override
    public int forgetRaw(Instant before) {
        return db.createUpdate("""
                DELETE FROM raw WHERE sha256 IN (
                  SELECT r.sha256 FROM raw r WHERE r.at < :before
                  AND NOT EXISTS (SELECT 1 FROM incident_raw k WHERE k.sha256 = r.sha256) LIMIT :limit)""")
                .bind("before", before)
                .bind("limit", RAW_AT_ONCE)
                .execute();
    }

    @Override
    public void saveHit(HitRow row) {
        hits.save(row);
    }

    @Override
    public List<Hit> hitsOf(String incident) {
        return hits.of(incident);
    }

    @Override
    public List<Hit> hitsOf(String incident, List<Post> posts) {
        return hits.of(incident, posts);
    }

    @Override
    public Optional<String> incidentOfHit(Hit hit) {
        return hits.incidentOf(hit);
    }

    @Override
    public Optional<String> similar(String brand, String family, long fingerprint, int distance, Instant since) {
        return hits.similar(new HitRows.Sought(brand, family, since), fingerprint, distance);
    }

    @Override
    public Optional<String> incidentOfRepeated(Crowd crowd, Hit hit, String author) {
        return hits.repeated(crowd, hit, author);
    }

    @Override
    public boolean isCrowd(Crowd crowd, int authors) {
        return hits.isCrowd(crowd, authors);
    }

    @Override
    public int authors(Crowd crowd) {
        return hits.authors(crowd);
    }

    @Override
    public Breadth breadth(String brand, String family, Instant since, Instant until) {
        return hits.breadth(brand, family, since, until);
    }

    @Override
    public List<String> ofMatter(String brand, String family, Instant since, Instant until) {
        return hits.ofMatter(brand, family, since, until);
    }

    @Override
    public List<String> crowd(Crowd crowd) {
        return hits.crowd(crowd);
    }
}
