package io.fenghuo.store;

import io.fenghuo.model.SamePerson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Authors that are one customer, in a table. */
final class CustomerRows implements Customers {
    static final String COLUMNS = "source, author, as_source, as_author, said_by, at";

    private final Handle db;
    private final BulkRows bulk;

    CustomerRows(Handle db, BulkRows bulk) {
        this.db = db;
        this.bulk = bulk;
    }

    @Override
    public void same(SamePerson bond) {
        db.createUpdate("INSERT INTO same_persons (" + COLUMNS + ") VALUES (:source, :author, :asSource, :as, :by, :at)"
                        + " ON CONFLICT (source, author) DO UPDATE SET as_source = excluded.as_source,"
                        + " as_author = excluded.as_author, said_by = excluded.said_by, at = excluded.at")
                .bind("source", bond.source())
                .bind("author", bond.author())
                .bind("asSource", bond.asSource())
                .bind("as", bond.as())
                .bind("by", bond.by())
                .bind("at", bond.at())
                .execute();
    }

    @Override
    public Optional<SamePerson> apart(String source, String author) {
        Optional<SamePerson> was = of(source, author);
        db.createUpdate("DELETE FROM same_persons WHERE source = :source AND author = :author")
                .bind("source", source)
                .bind("author", author)
                .execute();
        return was;
    }

    @Override
    public Optional<SamePerson> of(String source, String author) {
        return db.createQuery("SELECT " + COLUMNS + " FROM same_persons WHERE source = :source AND author = :author")
                .bind("source", source)
                .bind("author", author)
                .map((row, context) -> read(row))
                .findOne();
    }

    @Override
    public Map<String, SamePerson> of(String source, Collection<String> authors) {
        return bulk.bonds(source, authors).stream().collect(Collectors.toMap(SamePerson::author, bond -> bond));
    }

    @Override
    public List<SamePerson> all() {
        return db.createQuery("SELECT " + COLUMNS + " FROM same_persons ORDER BY at DESC, source, author")
                .map((row, context) -> read(row))
                .list();
    }

    private static SamePerson read(ResultSet row) throws SQLException {
        return read(row, row.getString("author"));
    }

    /** @param author as they are called where they are asked for */
    static SamePerson read(ResultSet row, String author) throws SQLException {
        return new SamePerson(
                row.getString("source"),
                author,
                row.getString("as_source"),
                row.getString("as_author"),
                row.getString("said_by"),
                Sql.instant(row, "at"));
    }

    @Override
    public List<String> recount(String source, String author, String from, String to) {
        List<String> incidents = db.createQuery("""
                SELECT DISTINCT ip.incident FROM incident_posts ip JOIN posts p ON p.source = ip.source AND p.id = ip.post
                WHERE ip.source = :source AND ip.author = :from AND (p.author = :author OR p.author IS NULL) ORDER BY ip.incident""")
                .bind("source", source)
                .bind("from", from)
                .bind("author", author)
                .mapTo(String.class)
                .list();
        for (String table : List.of("incident_posts", "hits")) {
            db.createUpdate("UPDATE " + table
                            + " SET author = :to WHERE source = :source AND author = :from AND EXISTS ("
                            + "SELECT 1 FROM posts p WHERE p.source = " + table + ".source AND p.id = " + table
                            + ".post"
                            + " AND (p.author = :author OR p.author IS NULL))")
                    .bind("to", to)
                    .bind("source", source)
                    .bind("from", from)
                    .bind("author", author)
                    .execute();
        }
        IncidentPostRows posts = new IncidentPostRows(db);
        incidents.forEach(posts::recount);
        return incidents;
    }

    @Override
    public Optional<String> ofOrder(String brand, String order) {
        return db.createQuery(
                        "SELECT author FROM hits WHERE brand = :brand AND order_id = :order ORDER BY at, post LIMIT 1")
                .bind("brand", brand)
                .bind("order", order)
                .mapTo(String.class)
                .findOne();
    }
}
