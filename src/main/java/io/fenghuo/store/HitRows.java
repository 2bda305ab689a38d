package io.fenghuo.store;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/** Hits in tables, and the two questions asked of many at once: is this text known, is this a crowd. */
final class HitRows {
    private static final int BANDS = 4;
    private static final int BITS_OF_A_BAND = 16;

    /** Within this distance two fingerprints share at least one band. */
    private static final int DISTANCE_BY_BANDS = BANDS - 1;

    private final Handle db;

    HitRows(Handle db) {
        this.db = db;
    }

    void save(Posts.HitRow row) {
        Hit hit = row.hit();
        int added = db.createUpdate("""
                INSERT INTO hits (source, post, watchlist, rule, brand, family, incident, crowd_key, author, fingerprint, published_at, at, doc, order_id)
                VALUES (:source, :post, :watchlist, :rule, :brand, :family, :incident, :crowdKey, :author, :fingerprint, :published, :at, :doc, :order)
                ON CONFLICT (source, post, watchlist, rule) DO NOTHING""")
                .bind("source", hit.source())
                .bind("post", hit.post())
                .bind("watchlist", hit.watchlist())
                .bind("rule", hit.rule())
                .bind("brand", hit.brand())
                .bind("family", hit.family())
                .bind("incident", row.incident())
                .bind("crowdKey", row.crowdKey())
                .bind("author", row.author())
                .bind("fingerprint", row.fingerprint())
                .bind("published", row.publishedAt())
                .bind("at", row.at())
                .bind("doc", Json.write(hit))
                .bind("order", row.order())
                .execute();
        if (added == 0) {
            return;
        }
        db.createUpdate("UPDATE posts SET hit = 1 WHERE source = :source AND id = :post AND hit = 0")
                .bind("source", hit.source())
                .bind("post", hit.post())
                .execute();
        if (row.fingerprint() != 0) {
            saveFingerprint(row);
        }
    }

    private void saveFingerprint(Posts.HitRow row) {
        bindBands(db.createUpdate("""
                INSERT INTO fingerprints (incident, fingerprint, brand, family, band0, band1, band2, band3, at)
                VALUES (:incident, :fingerprint, :brand, :family, :band0, :band1, :band2, :band3, :at)
                ON CONFLICT (incident, fingerprint) DO UPDATE SET at = excluded.at WHERE excluded.at > fingerprints.at"""), row.fingerprint())
                .bind("incident", row.incident())
                .bind("fingerprint", row.fingerprint())
                .bind("brand", row.hit().brand())
                .bind("family", row.hit().family())
                .bind("at", row.at())
                .execute();
    }

    private static <S extends SqlStatement<S>> S bindBands(S statement, long fingerprint) {
        for (int i = 0; i < BANDS; i++) {
            statement.bind("band" + i, (int) (fingerprint >>> (i * BITS_OF_A_BAND)) & 0xFFFF);
        }
        return statement;
    }

    List<Hit> of(String incident) {
        return db.createQuery("SELECT doc FROM hits WHERE incident = :incident ORDER BY at, source, post, rule")
                .bind("incident", incident)
                .map((row, context) -> Json.read(row.getString(1), Hit.class))
                .list();
    }

    List<Hit> of(String incident, List<Post> posts) {
        record Found(long at, Hit hit) {}
        List<Found> found = new ArrayList<>();
        posts.stream()
                .collect(Collectors.groupingBy(Post::source))
                .forEach((source, theirs) -> found.addAll(db.createQuery(
                                "SELECT at, doc FROM hits WHERE source = :source AND post IN (<posts>) AND incident = :incident")
                        .bind("source", source)
                        .bindList("posts", theirs.stream().map(Post::id).toList())
                        .bind("incident", incident)
                        .map((row, context) -> new Found(row.getLong(1), Json.read(row.getString(2), Hit.class)))
                        .list()));
        found.sort(Comparator.comparingLong(Found::at)
                .thenComparing(one -> one.hit.source())
                .thenComparing(one -> one.hit.post())
                .thenComparing(one -> one.hit.rule()));
        return found.stream().map(Found::hit).toList();
    }

    Optional<String> incidentOf(Hit hit) {
        return db.createQuery("""
                SELECT incident FROM hits
                WHERE source = :source AND post = :post AND watchlist = :watchlist AND rule = :rule""")
                .bind("source", hit.source())
                .bind("post", hit.post())
                .bind("watchlist", hit.watchlist())
                .bind("rule", hit.rule())
                .mapTo(String.class)
                .findOne();
    }

    /** Where to look: one brand's family, from a moment on. */
    record Sought(String brand, String family, Instant since) {
        Query bind(Query query) {
            return query.bind("brand", brand).bind("family", family).bind("since", since);
        }
    }

    Optional<String> similar(Sought sought, long fingerprint, int distance) {
        if (fingerprint == 0) {
            return Optional.empty();
        }
        String candidates = distance > DISTANCE_BY_BANDS
                ? candidate("")
                : String.join(
                        " UNION ",
                        IntStream.range(0, BANDS)
                                .mapToObj(i -> candidate("AND f.band" + i + " = :band" + i))
                                .toList());
        Query query = sought.bind(db.createQuery(candidates + " ORDER BY opened_at DESC, incident DESC"));
        if (distance <= DISTANCE_BY_BANDS) {
            bindBands(query, fingerprint);
        }
        try (var found = query.map((row, context) -> new Candidate(row.getString(1), row.getLong(2))).stream()) {
            return found.filter(c -> Long.bitCount(c.fingerprint ^ fingerprint) <= distance)
                    .map(Candidate::incident)
                    .findFirst();
        }
    }

    private record Candidate(String incident, long fingerprint) {}

    private static String candidate(String band) {
        return """
                SELECT f.incident AS incident, f.fingerprint AS fingerprint, i.opened_at AS opened_at
                FROM fingerprints f JOIN incidents i ON i.id = f.incident AND i.ended = 0
                WHERE f.brand = :brand AND f.family = :family AND f.at >= :since\s""" + band;
    }

    Optional<String> repeated(Posts.Crowd crowd, Hit hit, String author) {
        return of(crowd, db.createQuery("""
                SELECT h.incident FROM hits h
                WHERE h.brand = :brand AND h.family = :family AND h.crowd_key = :crowdKey AND h.author = :author
                  AND h.published_at BETWEEN :since AND :until AND h.watchlist = :watchlist AND h.rule = :rule
                ORDER BY h.published_at DESC, h.at DESC LIMIT 1"""))
                .bind("author", author)
                .bind("watchlist", hit.watchlist())
                .bind("rule", hit.rule())
                .mapTo(String.class)
                .findOne();
    }

    boolean isCrowd(Posts.Crowd crowd, int authors) {
        return of(crowd, db.createQuery("""
                SELECT count(*) FROM (SELECT DISTINCT h.author FROM hits h JOIN incidents i ON i.id = h.incident
                  WHERE h.brand = :brand AND h.family = :family AND h.crowd_key = :crowdKey
                    AND h.published_at BETWEEN :since AND :until AND i.state <> 'FALSE_ALARM' LIMIT :authors) AS crowd""").bind("authors", authors))
                        .mapTo(Integer.class)
                        .one()
                >= authors;
    }

    int authors(Posts.Crowd crowd) {
        return of(crowd, db.createQuery("""
                SELECT count(DISTINCT h.author) FROM hits h JOIN incidents i ON i.id = h.incident
                WHERE h.brand = :brand AND h.family = :family AND h.crowd_key = :crowdKey
                  AND h.published_at BETWEEN :since AND :until AND i.state <> 'FALSE_ALARM'""")).mapTo(Integer.class).one();
    }

    /** Goes from incident to incident in the index, so that its cost grows with the incidents and not with their hits (CROSS JOIN keeps SQLite to that order). */
    List<String> crowd(Posts.Crowd crowd) {
        return of(crowd, db.createQuery("""
                WITH RECURSIVE seen (incident) AS (
                  SELECT min(incident) FROM hits WHERE brand = :brand AND family = :family AND crowd_key = :crowdKey
                  UNION ALL
                  SELECT (SELECT min(h.incident) FROM hits h WHERE h.brand = :brand AND h.family = :family AND h.crowd_key = :crowdKey
                    AND h.incident > seen.incident) FROM seen WHERE seen.incident IS NOT NULL)
                SELECT i.id FROM seen CROSS JOIN incidents i
                WHERE i.id = seen.incident AND i.ended = 0 AND EXISTS (
                  SELECT 1 FROM hits h WHERE h.brand = :brand AND h.family = :family AND h.crowd_key = :crowdKey AND h.incident = i.id
                    AND h.published_at BETWEEN :since AND :until)
                ORDER BY i.opened_at, i.id""")).mapTo(String.class).list();
    }

    Posts.Breadth breadth(String brand, String family, Instant since, Instant until) {
        return db.createQuery("""
                SELECT count(DISTINCT h.author) AS authors, count(DISTINCT h.crowd_key) AS keys, min(h.published_at) AS first
                FROM hits h JOIN incidents i ON i.id = h.incident
                WHERE h.brand = :brand AND h.family = :family AND h.published_at BETWEEN :since AND :until
                  AND i.state <> 'FALSE_ALARM'""")
                .bind("brand", brand)
                .bind("family", family)
                .bind("since", since)
                .bind("until", until)
                .map((row, context) ->
                        new Posts.Breadth(row.getInt("authors"), row.getInt("keys"), Sql.optional(row, "first")))
                .one();
    }

    List<String> ofMatter(String brand, String family, Instant since, Instant until) {
        return db.createQuery("""
                SELECT i.id FROM incidents i
                WHERE i.ended = 0 AND i.id IN (SELECT h.incident FROM hits h
                  WHERE h.brand = :brand AND h.family = :family AND h.published_at BETWEEN :since AND :until)
                ORDER BY i.opened_at, i.id""")
                .bind("brand", brand)
                .bind("family", family)
                .bind("since", since)
                .bind("until", until)
                .mapTo(String.class)
                .list();
    }

    private static Query of(Posts.Crowd crowd, Query query) {
        return query.bind("brand", crowd.brand())
                .bind("family", crowd.family())
                .bind("crowdKey", crowd.crowdKey())
                .bind("since", crowd.since())
                .bind("until", crowd.until());
    }

    /** What was found in one post of an incident belongs to another. */
    void move(String from, String into, String source, String post) {
        db.createUpdate("UPDATE hits SET incident = :into WHERE incident = :from AND source = :source AND post = :post")
                .bind("into", into)
                .bind("from", from)
                .bind("source", source)
                .bind("post", post)
                .execute();
    }

    /** Everything found in one incident belongs to another from now on. */
    void move(String from, String into) {
        db.createUpdate("UPDATE hits SET incident = :into WHERE incident = :from")
                .bind("into", into)
                .bind("from", from)
                .execute();
        db.createUpdate("""
                INSERT INTO fingerprints (incident, fingerprint, brand, family, band0, band1, band2, band3, at)
                SELECT :into, fingerprint, brand, family, band0, band1, band2, band3, at FROM fingerprints WHERE incident = :from
                ON CONFLICT (incident, fingerprint) DO UPDATE SET at = excluded.at WHERE excluded.at > fingerprints.at""").bind("into", into).bind("from", from).execute();
        db.createUpdate("DELETE FROM fingerprints WHERE incident = :from")
                .bind("from", from)
                .execute();
    }
}
