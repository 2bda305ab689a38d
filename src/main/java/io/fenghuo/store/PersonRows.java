package io.fenghuo.store;

import io.fenghuo.model.Author;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reach;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.wire.HashChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Forgets a person, table by table. */
final class PersonRows implements Persons {
    /** What a member of a digest holds in place of bytes of its own. */
    private static final Pattern LEADER = Pattern.compile("\"leader\"\\s*:\\s*\"([^\"]+)\"");

    private static final int PSEUDONYM_DIGITS = 12;

    private final Handle db;
    private final BulkRows bulk;
    private final Recent recent;

    PersonRows(Handle db, Recent recent, BulkRows bulk) {
        this.bulk = bulk;
        this.db = db;
        this.recent = recent;
    }

    /** One of the author's posts, as its row names it. */
    private record Written(String source, Post post) {}

    @Override
    public Erased erase(String source, String author, String actor, Instant at) {
        List<Written> written = written(source, author);
        Traces traces = new Traces(author, "erased-" + HashChain.salt().substring(0, PSEUDONYM_DIGITS));
        Set<String> raw = new HashSet<>();
        Set<String> incidents = new TreeSet<>();
        Instant first = at;
        for (Written one : written) {
            learn(one, traces, raw);
            incidents.addAll(new PostRows(db, bulk).incidentsOf(source, one.post.id()));
            first = one.post.receivedAt().isBefore(first) ? one.post.receivedAt() : first;
        }
        written.forEach(one -> empty(one, traces, at));
        int emptied = raw.stream().mapToInt(sha256 -> emptyRaw(sha256, at)).sum();
        int messages = 0;
        int fields = 0;
        for (String incident : incidents) {
            rewrite(incident, traces);
            int gone = dropBytes(incident);
            messages += gone;
            fields += timeline(incident, traces, new Facts(written.size(), gone, actor, at));
        }
        db.createUpdate("DELETE FROM same_persons WHERE (source = :source AND author = :author)"
                        + " OR (as_source = :source AND as_author = :author)")
                .bind("source", source)
                .bind("author", author)
                .execute();
        int lines = written.isEmpty() ? 0 : journal(first, traces);
        TimelineEntry how = new TimelineEntry("", at, "evidence.erased", actor, "service", Map.of(), Map.of());
        int sealed = EvidenceRows.erase(db, source, author, raw, how);
        return new Erased(written.size(), emptied, incidents.size(), messages, lines, fields, sealed);
    }

    private List<Written> written(String source, String author) {
        try (Stream<Post> posts = db
                .createQuery("SELECT doc FROM posts WHERE source = :source AND erased_at IS NULL"
                        + " AND (author = :author OR author IS NULL)")
                .bind("source", source)
                .bind("author", author)
                .map((row, context) -> Json.read(row.getString(1), Post.class))
                .stream()) {
            return posts.filter(post -> author.equals(
                            post.author().id() == null
                                    ? post.author().name()
                                    : post.author().id()))
                    .map(post -> new Written(source, post))
                    .toList();
        }
    }

    private void learn(Written one, Traces traces, Set<String> raw) {
        for (Post version : new PostRows(db, bulk).versions(one.source, one.post.id())) {
            traces.learn(version);
            if (version.raw() != null) {
                raw.add(version.raw());
            }
        }
    }

    private void empty(Written one, Traces traces, Instant at) {
        Post post = one.post;
        Post left = post.with()
                .author(new Author(traces.pseudonym(), null, null, null))
                .text("")
                .parent(null)
                .session(null)
                .url(null)
                .reach(Reach.UNKNOWN)
                .attachments(List.of())
                .attributes(Map.of())
                .build();
        db.createUpdate(
                        "UPDATE posts SET doc = :doc, author = :pseudonym, session = NULL, erased_at = :at WHERE source = :source AND id = :id")
                .bind("doc", Json.write(left))
                .bind("pseudonym", traces.pseudonym())
                .bind("at", at)
                .bind("source", post.source())
                .bind("id", post.id())
                .execute();
        byPost("DELETE FROM post_versions WHERE source = :source AND post = :post", post);
        hits(post, traces);
        db.createUpdate("UPDATE incident_posts SET author = :pseudonym WHERE source = :source AND post = :post")
                .bind("pseudonym", traces.pseudonym())
                .bind("source", post.source())
                .bind("post", post.id())
                .execute();
    }

    private void hits(Post post, Traces traces) {
        byPost("""
                DELETE FROM fingerprints WHERE EXISTS (
                  SELECT 1 FROM hits h WHERE h.source = :source AND h.post = :post AND h.incident = fingerprints.incident
                    AND h.fingerprint = fingerprints.fingerprint)
                AND NOT EXISTS (
                  SELECT 1 FROM hits o WHERE o.incident = fingerprints.incident AND o.fingerprint = fingerprints.fingerprint
                    AND NOT (o.source = :source AND o.post = :post))""", post);
        List<Map.Entry<String, String>> stored = db.createQuery(
                        "SELECT watchlist, rule, doc FROM hits WHERE source = :source AND post = :post")
                .bind("source", post.source())
                .bind("post", post.id())
                .map((row, context) -> Map.entry(row.getString(1) + '\u0000' + row.getString(2), row.getString(3)))
                .list();
        for (Map.Entry<String, String> hit : stored) {
            String[] key = hit.getKey().split("\u0000", 2);
            db.createUpdate("""
                    UPDATE hits SET doc = :doc, author = :pseudonym, fingerprint = 0, order_id = NULL
                    WHERE source = :source AND post = :post AND watchlist = :watchlist AND rule = :rule""")
                    .bind("doc", traces.object(hit.getValue()))
                    .bind("pseudonym", traces.pseudonym())
                    .bind("source", post.source())
                    .bind("post", post.id())
                    .bind("watchlist", key[0])
                    .bind("rule", key[1])
                    .execute();
        }
    }

    private void byPost(String sql, Post post) {
        db.createUpdate(sql)
                .bind("source", post.source())
                .bind("post", post.id())
                .execute();
    }

    /** The row stays with its hash, so that the same bytes are not kept again and everybody sees that they once were. */
    private int emptyRaw(String sha256, Instant at) {
        return db.createUpdate(
                        "UPDATE raw SET bytes = :none, headers = '', erased_at = :at WHERE sha256 = :sha256 AND erased_at IS NULL")
                .bind("none", new byte[0])
                .bind("at", at)
                .bind("sha256", sha256)
                .execute();
    }

    private void rewrite(String incident, Traces traces) {
        IncidentDocs docs = new IncidentDocs(db, recent);
        Incident whole = new IncidentRows(db, recent, bulk).find(incident).orElseThrow();
        IncidentDocs.Plan clean = docs.plan(Json.read(traces.object(Json.write(whole)), Incident.class));
        db.createUpdate("UPDATE incidents SET doc = :doc, mark = :mark WHERE id = :id")
                .bind("doc", clean.doc())
                .bind("mark", clean.mark())
                .bind("id", incident)
                .execute();
        docs.write(clean);
        aftermath(incident, traces);
        for (String column : List.of("args", "doc")) {
            record Notice(String id, String json) {}
            List<Notice> notices = db.createQuery("SELECT id, " + column + " FROM notices WHERE incident = :incident")
                    .bind("incident", incident)
                    .map((row, context) -> new Notice(row.getString(1), row.getString(2)))
                    .list();
            for (Notice notice : notices) {
                String without = traces.object(notice.json);
                if (!without.equals(notice.json)) {
                    db.createUpdate("UPDATE notices SET " + column + " = :json WHERE id = :id")
                            .bind("json", without)
                            .bind("id", notice.id)
                            .execute();
                }
            }
        }
    }

    /** Cases were masked when they were made; what staff wrote into them may name the person all the same. */
    private void aftermath(String incident, Traces traces) {
        record Row(String id, String words, String doc) {}
        List<Row> cases = db.createQuery("SELECT incident, words, doc FROM cases WHERE incident = :incident")
                .bind("incident", incident)
                .map((row, context) -> new Row(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        for (Row row : cases) {
            db.createUpdate("UPDATE cases SET words = :words, doc = :doc WHERE incident = :id")
                    .bind("words", traces.without(row.words))
                    .bind("doc", traces.object(row.doc))
                    .bind("id", row.id)
                    .execute();
        }
        List<Row> measures = db.createQuery("SELECT id, owner, doc FROM measures WHERE incident = :incident")
                .bind("incident", incident)
                .map((row, context) -> new Row(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        for (Row row : measures) {
            db.createUpdate("UPDATE measures SET doc = :doc WHERE id = :id")
                    .bind("doc", traces.object(row.doc))
                    .bind("id", row.id)
                    .execute();
        }
    }

    /** Messages quote and name; how they escape it is their own affair, so all bytes about an incident go, those of its digests too. */
    private int dropBytes(String incident) {
        Set<String> deliveries = new HashSet<>();
        db.createQuery("SELECT b.delivery, b.bytes FROM delivery_bytes b JOIN deliveries d ON d.id = b.delivery"
                        + " WHERE d.incident = :incident")
                .bind("incident", incident)
                .map((row, context) -> Map.entry(row.getString(1), row.getBytes(2)))
                .forEach(row -> {
                    deliveries.add(row.getKey());
                    Matcher leader =
                            LEADER.matcher(new String(row.getValue(), java.nio.charset.StandardCharsets.UTF_8));
                    if (leader.find()) {
                        deliveries.add(leader.group(1));
                    }
                });
        int gone = 0;
        for (String delivery : deliveries) {
            gone += db.createUpdate("DELETE FROM delivery_bytes WHERE delivery = :delivery")
                    .bind("delivery", delivery)
                    .execute();
        }
        return gone;
    }

    /** What the timeline is told. */
    private record Facts(int posts, int messages, String actor, Instant at) {}

    private int timeline(String incident, Traces traces, Facts facts) {
        TimelineRows timeline = new TimelineRows(db);
        int fields = timeline.erase(incident, value -> !traces.without(value).equals(value), facts.actor, facts.at);
        timeline.append(List.of(new TimelineEntry(
                incident,
                facts.at,
                "personal.erased",
                facts.actor,
                "service",
                Map.of(
                        "author", traces.pseudonym(),
                        "posts", Integer.toString(facts.posts),
                        "messages", Integer.toString(facts.messages)),
                Map.of())));
        return fields;
    }

    private int journal(Instant since, Traces traces) {
        record Line(long seq, String json) {}
        List<Line> changed = new ArrayList<>();
        try (Stream<Line> lines = db
                .createQuery("SELECT seq, doc FROM events WHERE at >= :since AND source IS NULL")
                .bind("since", since)
                .setFetchSize(1_000)
                .map((row, context) -> new Line(row.getLong(1), row.getString(2)))
                .stream()) {
            lines.forEach(line -> {
                String clean = traces.object(line.json);
                if (!clean.equals(line.json)) {
                    changed.add(new Line(line.seq, clean));
                }
            });
        }
        for (Line line : changed) {
            db.createUpdate("UPDATE events SET doc = :doc WHERE seq = :seq")
                    .bind("doc", line.json)
                    .bind("seq", line.seq)
                    .execute();
        }
        return changed.size();
    }
}
