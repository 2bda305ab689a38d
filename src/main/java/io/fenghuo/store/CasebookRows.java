package io.fenghuo.store;

import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Measure;
import io.fenghuo.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Cases and corrective actions in tables. */
final class CasebookRows implements Casebook {
    private final Handle db;

    CasebookRows(Handle db) {
        this.db = db;
    }

    @Override
    public void keep(CaseFile file, String words) {
        db.createUpdate("""
                INSERT INTO cases (incident, brand, category, cause, place, level, demo, closed_at, words, doc)
                VALUES (:incident, :brand, :category, :cause, :place, :level, :demo, :closed, :words, :doc)
                ON CONFLICT (incident) DO UPDATE SET brand = excluded.brand, category = excluded.category, cause = excluded.cause,
                  place = excluded.place, level = excluded.level, demo = excluded.demo, closed_at = excluded.closed_at,
                  words = excluded.words, doc = excluded.doc""")
                .bind("incident", file.incident())
                .bind("brand", file.brand())
                .bind("category", file.category())
                .bind("cause", file.cause())
                .bind("place", file.place())
                .bind("level", file.level().name())
                .bind("demo", file.demo() ? 1 : 0)
                .bind("closed", file.closedAt())
                .bind("words", words)
                .bind("doc", Json.write((Object) file))
                .execute();
    }

    @Override
    public void drop(String incident) {
        db.createUpdate("DELETE FROM cases WHERE incident = :incident")
                .bind("incident", incident)
                .execute();
    }

    @Override
    public Optional<CaseFile> find(String incident) {
        return db.createQuery("SELECT doc FROM cases WHERE incident = :incident")
                .bind("incident", incident)
                .map((row, context) -> Json.read(row.getString(1), CaseFile.class))
                .findOne();
    }

    @Override
    public List<CaseFile> list(Query query) {
        StringBuilder where = new StringBuilder("WHERE 1 = 1");
        where.append(query.demo() ? "" : " AND demo = 0");
        where.append(query.brand().isEmpty() ? "" : " AND brand = :brand");
        where.append(query.category().isEmpty() ? "" : " AND category = :category");
        where.append(query.cause().isEmpty() ? "" : " AND cause = :cause");
        Severity level = query.level();
        where.append(level == null ? "" : " AND level = :level");
        where.append(query.from() == null ? "" : " AND closed_at >= :from");
        where.append(query.to() == null ? "" : " AND closed_at < :to");
        for (int i = 0; i < query.words().size(); i++) {
            where.append(" AND words LIKE :word").append(i).append(" ESCAPE '!'");
        }
        var sql = db.createQuery(
                "SELECT doc FROM cases " + where + " ORDER BY closed_at DESC, incident DESC LIMIT :limit");
        bind(sql, query);
        return sql.map((row, context) -> Json.read(row.getString(1), CaseFile.class))
                .list();
    }

    private static void bind(org.jdbi.v3.core.statement.Query sql, Query query) {
        sql.bind("limit", query.limit());
        bind(sql, "brand", query.brand());
        bind(sql, "category", query.category());
        bind(sql, "cause", query.cause());
        Severity level = query.level();
        bind(sql, "level", level == null ? "" : level.name());
        if (query.from() != null) {
            sql.bind("from", query.from());
        }
        if (query.to() != null) {
            sql.bind("to", query.to());
        }
        for (int i = 0; i < query.words().size(); i++) {
            sql.bind("word" + i, "%" + query.words().get(i).replaceAll("([!%_])", "!$1") + "%");
        }
    }

    private static void bind(org.jdbi.v3.core.statement.Query sql, String name, String value) {
        if (!value.isEmpty()) {
            sql.bind(name, value);
        }
    }

    @Override
    public void keep(Measure measure) {
        db.createUpdate("""
                INSERT INTO measures (id, incident, brand, owner, due_at, next_at, done_at, demo, doc)
                VALUES (:id, :incident, :brand, :owner, :due, :next, :done, :demo, :doc)
                ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, due_at = excluded.due_at, next_at = excluded.next_at,
                  done_at = excluded.done_at, doc = excluded.doc""")
                .bind("id", measure.id())
                .bind("incident", measure.incident())
                .bind("brand", measure.brand())
                .bind("owner", measure.owner())
                .bind("due", measure.due())
                .bind("next", measure.nextAt())
                .bind("done", measure.doneAt())
                .bind("demo", measure.demo() ? 1 : 0)
                .bind("doc", Json.write((Object) measure))
                .execute();
    }

    @Override
    public Optional<Measure> measure(String id) {
        return db.createQuery("SELECT doc FROM measures WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> Json.read(row.getString(1), Measure.class))
                .findOne();
    }

    @Override
    public List<Measure> measures(boolean open, int limit) {
        String where = open ? "WHERE done_at IS NULL" : "";
        return db.createQuery("SELECT doc FROM measures " + where
                        + " ORDER BY CASE WHEN done_at IS NULL THEN 0 ELSE 1 END, due_at, id LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> Json.read(row.getString(1), Measure.class))
                .list();
    }

    @Override
    public List<Measure> measuresOf(String incident) {
        return db.createQuery("SELECT doc FROM measures WHERE incident = :incident ORDER BY id")
                .bind("incident", incident)
                .map((row, context) -> Json.read(row.getString(1), Measure.class))
                .list();
    }

    @Override
    public List<Measure> due(Instant now, int limit) {
        return db.createQuery("SELECT doc FROM measures WHERE next_at <= :now ORDER BY next_at, id LIMIT :limit")
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> Json.read(row.getString(1), Measure.class))
                .list();
    }

    @Override
    public Optional<Instant> nextDue() {
        return db.createQuery("SELECT next_at FROM measures WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1")
                .map((row, context) -> Instant.ofEpochMilli(row.getLong(1)))
                .findOne();
    }

    @Override
    public long related(String brand, String family, @Nullable String crowdKey, Instant from, Instant to) {
        var sql = db.createQuery("""
                SELECT count(*) FROM hits h JOIN incidents i ON i.id = h.incident
                WHERE h.brand = :brand AND h.family = :family AND h.published_at >= :from AND h.published_at < :to
                  AND i.state <> 'FALSE_ALARM'""" + (crowdKey == null ? "" : " AND h.crowd_key = :crowdKey"));
        if (crowdKey != null) {
            sql.bind("crowdKey", crowdKey);
        }
        return sql.bind("brand", brand)
                .bind("family", family)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .one();
    }
}
