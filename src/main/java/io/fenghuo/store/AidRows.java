package io.fenghuo.store;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.State;
import io.fenghuo.model.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Ticks and statements in tables of their own; what was alike before is found by indexes. */
final class AidRows implements Aids {
    /** One look at each run of the index {@code posts_author} that has posts, the newest first. */
    private static final String BY_AUTHOR = """
            WITH RECURSIVE runs (run) AS (
              SELECT max(seq) >> 12 FROM posts
              UNION ALL SELECT (SELECT max(seq) >> 12 FROM posts WHERE seq < run << 12) FROM runs WHERE run IS NOT NULL)
            SELECT p.doc FROM posts p JOIN (
              SELECT posts.seq FROM runs CROSS JOIN posts WHERE posts.seq >> 12 = run AND author = :author
              ORDER BY published_at DESC, posts.seq DESC LIMIT :limit) newest ON newest.seq = p.seq
            ORDER BY p.published_at DESC, p.seq DESC""";

    private final Handle db;

    AidRows(Handle db) {
        this.db = db;
    }

    @Override
    public void tick(Tick tick) {
        db.createUpdate("""
                INSERT INTO ticks (incident, playbook, step, person, at) VALUES (:incident, :playbook, :step, :person, :at)
                ON CONFLICT (incident, playbook, step) DO NOTHING""")
                .bind("incident", tick.incident())
                .bind("playbook", tick.playbook())
                .bind("step", tick.step())
                .bind("person", tick.by())
                .bind("at", tick.at())
                .execute();
    }

    @Override
    public void untick(String incident, String playbook, String step) {
        db.createUpdate("DELETE FROM ticks WHERE incident = :incident AND playbook = :playbook AND step = :step")
                .bind("incident", incident)
                .bind("playbook", playbook)
                .bind("step", step)
                .execute();
    }

    @Override
    public List<Tick> ticks(String incident) {
        return db.createQuery(
                        "SELECT playbook, step, person, at FROM ticks WHERE incident = :incident ORDER BY at, step")
                .bind("incident", incident)
                .map((row, context) -> new Tick(
                        incident, row.getString(1), row.getString(2), row.getString(3), Sql.instant(row, "at")))
                .list();
    }

    @Override
    public void save(Statement statement) {
        db.createUpdate("""
                INSERT INTO statements (incident, version, doc) VALUES (:incident, :version, :doc)
                ON CONFLICT (incident, version) DO UPDATE SET doc = excluded.doc""")
                .bind("incident", statement.incident())
                .bind("version", statement.version())
                .bind("doc", Json.write(statement))
                .execute();
    }

    @Override
    public List<Statement> statements(String incident) {
        return db.createQuery("SELECT doc FROM statements WHERE incident = :incident ORDER BY version")
                .bind("incident", incident)
                .map((row, context) -> Json.read(row.getString(1), Statement.class))
                .list();
    }

    @Override
    public List<Incident> closed(String brand, boolean demo, int limit) {
        return db.createQuery("SELECT doc FROM incidents WHERE brand = :brand AND state = :closed AND ended = 1"
                        + " AND demo <= :demo ORDER BY ended_at DESC LIMIT :limit")
                .bind("brand", brand)
                .bind("closed", State.CLOSED.name())
                .bind("demo", demo ? 1 : 0)
                .bind("limit", limit)
                .map((row, context) -> Json.read(row.getString(1), Incident.class))
                .list();
    }

    @Override
    public List<Post> postsOf(String author, int limit) {
        return db.createQuery(BY_AUTHOR)
                .bind("author", author)
                .bind("limit", limit)
                .map((row, context) -> Json.read(row.getString(1), Post.class))
                .list();
    }

    @Override
    public List<String> incidentsOf(String author, int limit) {
        return db.createQuery("""
                SELECT i.id FROM incidents i JOIN (SELECT DISTINCT incident FROM incident_posts WHERE author = :author) p
                ON p.incident = i.id ORDER BY i.opened_at DESC, i.id LIMIT :limit""")
                .bind("author", author)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }
}
