package io.fenghuo.store;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.wire.HashChain;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultBearing;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Incidents in tables; deadlines are left to {@link DeadlineRows}, stories to {@link TimelineRows}. */
final class IncidentRows implements Incidents {
    private final Handle db;
    private final BulkRows bulk;
    private final TimelineRows timeline;
    private final IncidentDocs docs;
    private final DeadlineRows deadlines;
    private final IncidentPostRows posts;

    IncidentRows(Handle db, Recent recent, BulkRows bulk) {
        this.bulk = bulk;
        this.db = db;
        this.timeline = new TimelineRows(db);
        this.docs = new IncidentDocs(db, recent);
        this.deadlines = new DeadlineRows(db);
        this.posts = new IncidentPostRows(db);
    }

    @Override
    public void save(Incident incident, List<TimelineEntry> entries) {
        IncidentDocs.Plan plan = docs.plan(incident);
        boolean kept = incident.version() == 1 ? insert(plan) : update(plan);
        if (!kept) {
            throw new StoreException.Conflict(
                    "incident " + incident.id() + " is not stored at version " + (incident.version() - 1));
        }
        docs.write(plan);
        timeline.append(entries);
    }

    private boolean insert(IncidentDocs.Plan plan) {
        Incident incident = plan.incident();
        return bind(plan, """
                        INSERT INTO incidents (id, brand, family, category, key, level, state, ended, demo, waiting, owner, plan, exposure, opened_at,
                          ended_at, next_due, version, head_hash, mark, doc)
                        VALUES (:id, :brand, :family, :category, :key, :level, :state, :ended, :demo, :waiting, :owner, :plan, :exposure, :openedAt,
                          :endedAt, :nextDue, :version, :genesis, :mark, :doc)
                        ON CONFLICT (id) DO NOTHING""")
                        .bind("brand", incident.brand())
                        .bind("genesis", HashChain.genesis(incident.id()))
                        .execute()
                == 1;
    }

    private boolean update(IncidentDocs.Plan plan) {
        Incident incident = plan.incident();
        return bind(plan, """
                        UPDATE incidents SET family = :family, category = :category, key = :key, level = :level, state = :state, ended = :ended,
                          demo = :demo, waiting = :waiting, owner = :owner, plan = :plan, exposure = :exposure, opened_at = :openedAt, ended_at = :endedAt,
                          next_due = :nextDue, version = :version, mark = :mark, doc = :doc
                        WHERE id = :id AND version = :former""").bind("former", incident.version() - 1).execute() == 1;
    }

    private Update bind(IncidentDocs.Plan plan, String sql) {
        Incident incident = plan.incident();
        return db.createUpdate(sql)
                .bind("id", incident.id())
                .bind("family", incident.family())
                .bind("category", incident.category())
                .bind("key", incident.key())
                .bind("level", incident.level().name())
                .bind("state", incident.state().name())
                .bind("ended", incident.state().ended() ? 1 : 0)
                .bind("demo", incident.has(Flag.DEMO) || incident.has(Flag.DRILL) ? 1 : 0)
                .bind("waiting", incident.has(Flag.WAITING) ? 1 : 0)
                .bind("owner", incident.owner())
                .bind("plan", incident.plan())
                .bind("exposure", incident.exposure())
                .bind("openedAt", incident.openedAt())
                .bind("endedAt", endedAt(incident))
                .bind("nextDue", nextDue(incident))
                .bind("version", incident.version())
                .bind("mark", plan.mark())
                .bind("doc", plan.doc());
    }

    private static @Nullable Instant endedAt(Incident incident) {
        Incident.Closing closing = incident.closing();
        return incident.state().ended() && closing != null ? closing.at() : null;
    }

    private static @Nullable Instant nextDue(Incident incident) {
        return incident.state().ended()
                ? null
                : incident.clocks().stream()
                        .filter(clock -> clock.state() == Clock.Phase.RUNNING)
                        .map(Clock::due)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
    }

    @Override
    public void append(List<TimelineEntry> entries) {
        timeline.append(entries);
    }

    @Override
    public Optional<Incident> find(String id) {
        return incidents(db.createQuery("SELECT id, doc, mark FROM incidents WHERE id = :id")
                        .bind("id", id))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Incident> latest(String brand, String family, String key) {
        return incidents(byKey("ORDER BY opened_at DESC, id DESC LIMIT 1", brand, family, key)).stream()
                .findFirst();
    }

    @Override
    public Optional<Incident> open(String brand, String family, String key) {
        return incidents(byKey("AND ended = 0 ORDER BY opened_at DESC, id DESC LIMIT 1", brand, family, key)).stream()
                .findFirst();
    }

    @Override
    public Optional<Incident> closed(String brand, String family, String key, Instant since) {
        return incidents(byKey(
                                "AND state = :closed AND ended_at >= :since ORDER BY ended_at DESC, id DESC LIMIT 1",
                                brand,
                                family,
                                key)
                        .bind("closed", State.CLOSED.name())
                        .bind("since", since))
                .stream()
                .findFirst();
    }

    private org.jdbi.v3.core.statement.Query byKey(String rest, String brand, String family, String key) {
        return db.createQuery(
                        "SELECT id, doc, mark FROM incidents WHERE brand = :brand AND family = :family AND key = :key "
                                + rest)
                .bind("brand", brand)
                .bind("family", family)
                .bind("key", key);
    }

    @Override
    public List<Incident> list(Query query) {
        String where = "WHERE 1 = 1" + (query.open() ? " AND ended = 0" : "") + (query.demo() ? "" : " AND demo = 0");
        return incidents(db.createQuery("SELECT id, doc, mark FROM incidents " + where
                        + " ORDER BY ended, next_due ASC NULLS LAST, opened_at DESC, id DESC LIMIT :limit")
                .bind("limit", query.limit()));
    }

    private List<Incident> incidents(ResultBearing query) {
        return query.map((row, context) -> docs.read(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    @Override
    public List<Recorded> timeline(String incident) {
        return timeline.lines(incident);
    }

    @Override
    public List<Recorded> timeline(String incident, long before, int limit) {
        return timeline.lines(incident, before, limit);
    }

    @Override
    public long verify(String incident) {
        return timeline.verify(incident);
    }

    @Override
    public int erase(String incident, long seq, String actor, Instant at) {
        return timeline.erase(incident, seq, actor, at);
    }

    @Override
    public int eraseValue(String value, String actor, Instant at) {
        return timeline.eraseValue(value, actor, at);
    }

    @Override
    public void remove(String incident) {
        EvidenceRows.remove(db, incident);
        for (String sql : List.of(
                "DELETE FROM delivery_bytes WHERE delivery IN (SELECT id FROM deliveries WHERE incident = :id)",
                "DELETE FROM attempts WHERE delivery IN (SELECT id FROM deliveries WHERE incident = :id)",
                "DELETE FROM delivery_cards WHERE delivery IN (SELECT id FROM deliveries WHERE incident = :id)",
                "DELETE FROM deliveries WHERE incident = :id",
                "DELETE FROM notices WHERE incident = :id",
                "DELETE FROM hits WHERE incident = :id",
                "DELETE FROM fingerprints WHERE incident = :id",
                "DELETE FROM incident_posts WHERE incident = :id",
                "DELETE FROM incident_counts WHERE incident = :id",
                "DELETE FROM incident_raw WHERE incident = :id",
                "DELETE FROM personal WHERE incident = :id",
                "DELETE FROM timeline WHERE incident = :id",
                "DELETE FROM ticks WHERE incident = :id",
                "DELETE FROM statements WHERE incident = :id",
                "DELETE FROM incident_parts WHERE incident = :id",
                "DELETE FROM cases WHERE incident = :id",
                "DELETE FROM measures WHERE incident = :id",
                "DELETE FROM incidents WHERE id = :id")) {
            db.createUpdate(sql).bind("id", incident).execute();
        }
    }

    @Override
    public void attach(String incident, Post post, String author) {
        posts.attach(incident, post, author);
    }

    @Override
    public void move(String from, String into, String source, String post) {
        new HitRows(db).move(from, into, source, post);
        posts.move(from, into, source, post);
    }

    @Override
    public void move(String from, String into) {
        new HitRows(db).move(from, into);
        posts.move(from, into);
    }

    @Override
    public void move(String from, String into, List<String> authors) {
        posts.move(from, into, authors);
    }

    @Override
    public Incident.Counts counts(String incident) {
        return posts.counts(incident);
    }

    @Override
    public Incident.Counts counts(String incident, List<String> authors) {
        return posts.counts(incident, authors);
    }

    @Override
    public List<String> waitingFor(String author) {
        return posts.waitingFor(author);
    }

    @Override
    public Set<String> awaited(Collection<String> authors) {
        return bulk.awaited(authors);
    }

    @Override
    public boolean burning(String source) {
        return posts.burning(source);
    }

    @Override
    public List<String> inThread(String source, String thread, @Nullable String session) {
        return posts.inThread(source, thread, session);
    }

    @Override
    public List<String> beside(String incident) {
        return posts.beside(incident);
    }

    @Override
    public List<Post> posts(String incident, int limit) {
        return posts.of(incident, limit);
    }

    @Override
    public List<Post> newest(String incident, int skip, int limit) {
        return posts.newest(incident, skip, limit);
    }

    @Override
    public List<Due> due(Instant now, int limit) {
        return deadlines.due(now, limit);
    }

    @Override
    public void postpone(Due due, Instant until) {
        deadlines.postpone(due, until);
    }

    @Override
    public Optional<Instant> nextDue() {
        return deadlines.next();
    }

    @Override
    public void savePlan(String id, String json) {
        db.createUpdate("INSERT INTO plans (id, doc) VALUES (:id, :doc) ON CONFLICT (id) DO NOTHING")
                .bind("id", id)
                .bind("doc", Text.escapeLoneSurrogates(json))
                .execute();
    }

    @Override
    public Optional<String> plan(String id) {
        return db.createQuery("SELECT doc FROM plans WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }
}
