package io.fenghuo.store;

import io.fenghuo.model.Clock;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * How an incident lies in the database: a small one whole in its document, one with many customers with a row for each of its cases, clocks
 * and deadlines beside a document that no longer grows. A save then writes the rows that have changed.
 */
final class IncidentDocs {
    /** Cases, clocks and deadlines together that a document holds at most. */
    static final int WHOLE = 64;

    private static final String CASE = "case";
    private static final String CLOCK = "clock";
    private static final String DUE = "due";

    private final Handle db;
    private final Recent recent;
    private final DeadlineRows deadlines;

    IncidentDocs(Handle db, Recent recent) {
        this.db = db;
        this.recent = recent;
        this.deadlines = new DeadlineRows(db);
    }

    /**
     * An incident as it is to be stored.
     *
     * @param doc the document
     * @param mark what its row bears: nothing when the document is whole
     * @param parts what happens to its rows; null when the document is whole
     */
    record Plan(
            Incident incident,
            String doc,
            String mark,
            @Nullable Parts parts) {}

    /** Changes of the rows; {@code known} is whether the deadline rows are those of the stored agenda. */
    record Parts(
            Ordered.Change<CustomerCase> cases,
            Ordered.Change<Clock> clocks,
            Ordered.Change<Deadline> agenda,
            boolean known) {}

    /** What is to be stored; writes nothing yet. */
    Plan plan(Incident incident) {
        String mark = mark(incident.id());
        int parts = incident.cases().size()
                + incident.clocks().size()
                + incident.agenda().size();
        if (mark.isEmpty() && parts <= WHOLE) {
            return new Plan(incident, Json.write(incident), "", null);
        }
        Recent.Large former = mark.isEmpty() ? null : large(incident.id(), mark);
        Parts change = former == null
                ? new Parts(
                        Ordered.<CustomerCase>none().to(incident.cases()),
                        Ordered.<Clock>none().to(incident.clocks()),
                        Ordered.<Deadline>none().to(incident.agenda()),
                        false)
                : new Parts(
                        former.cases().to(incident.cases()),
                        former.clocks().to(incident.clocks()),
                        former.agenda().to(incident.agenda()),
                        true);
        return new Plan(incident, Json.write(head(incident)), recent.mark(), change);
    }

    private static Incident head(Incident incident) {
        return incident.with()
                .cases(List.of())
                .clocks(List.of())
                .agenda(List.of())
                .build();
    }

    private String mark(String id) {
        return db.createQuery("SELECT mark FROM incidents WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    /** Writes the rows of a plan whose document has been stored. */
    void write(Plan plan) {
        Parts parts = plan.parts();
        if (parts == null) {
            deadlines.mirror(plan.incident());
            return;
        }
        String id = plan.incident().id();
        Ordered<CustomerCase> cases = write(id, CASE, parts.cases(), CustomerCase.class);
        Ordered<Clock> clocks = write(id, CLOCK, parts.clocks(), Clock.class);
        Ordered<Deadline> agenda = write(id, DUE, parts.agenda(), Deadline.class);
        Incident stored = whole(Json.read(plan.doc(), Incident.class), cases, clocks, agenda);
        if (parts.known()) {
            due(stored, parts.agenda(), agenda.items());
        } else {
            deadlines.mirror(stored);
        }
        recent.put(new Recent.Large(plan.mark(), stored, cases, clocks, agenda));
    }

    /** Writes one kind of part; gives the items as they will be read again. */
    private <T> Ordered<T> write(String id, String part, Ordered.Change<T> change, Class<T> type) {
        Ordered<T> now = change.now();
        if (!change.gone().isEmpty()) {
            PreparedBatch gone =
                    db.prepareBatch("DELETE FROM incident_parts WHERE incident = :id AND part = :part AND ord = :ord");
            change.gone()
                    .forEach(ord -> gone.bind("id", id)
                            .bind("part", part)
                            .bind("ord", ord)
                            .add());
            gone.execute();
        }
        if (change.written().isEmpty()) {
            return now;
        }
        List<T> items = new ArrayList<>(now.items());
        PreparedBatch put = db.prepareBatch(
                "INSERT INTO incident_parts (incident, part, ord, doc)"
                        + " VALUES (:id, :part, :ord, :doc) ON CONFLICT (incident, part, ord) DO UPDATE SET doc = excluded.doc");
        for (int i : change.written()) {
            String doc = Json.write((Object) items.get(i));
            items.set(i, Json.read(doc, type));
            put.bind("id", id)
                    .bind("part", part)
                    .bind("ord", now.numbers()[i])
                    .bind("doc", doc)
                    .add();
        }
        put.execute();
        return new Ordered<>(List.copyOf(items), now.numbers());
    }

    private void due(Incident incident, Ordered.Change<Deadline> change, List<Deadline> agenda) {
        Map<String, Deadline> former = new HashMap<>();
        change.before().forEach(one -> former.put(one.name(), one));
        int to = agenda.size()
                - (change.former() - change.from() - change.before().size());
        Set<String> staying = new HashSet<>();
        for (Deadline one : agenda.subList(change.from(), to)) {
            staying.add(one.name());
            if (!one.equals(former.get(one.name()))) {
                deadlines.put(incident, one);
            }
        }
        former.keySet().stream()
                .filter(name -> !staying.contains(name))
                .forEach(name -> deadlines.drop(incident, name));
    }

    /** The incident that lies in a row. */
    Incident read(String id, String doc, String mark) {
        return mark.isEmpty()
                ? Json.read(doc, Incident.class)
                : recent.get(id, mark)
                        .map(Recent.Large::incident)
                        .orElseGet(() -> load(id, doc, mark).incident());
    }

    private Recent.Large large(String id, String mark) {
        return recent.get(id, mark)
                .orElseGet(() -> load(
                        id,
                        db.createQuery("SELECT doc FROM incidents WHERE id = :id")
                                .bind("id", id)
                                .mapTo(String.class)
                                .one(),
                        mark));
    }

    private Recent.Large load(String id, String doc, String mark) {
        Ordered<CustomerCase> cases = rows(id, CASE, CustomerCase.class);
        Ordered<Clock> clocks = rows(id, CLOCK, Clock.class);
        Ordered<Deadline> agenda = rows(id, DUE, Deadline.class);
        Incident whole = whole(Json.read(doc, Incident.class), cases, clocks, agenda);
        Recent.Large large = new Recent.Large(mark, whole, cases, clocks, agenda);
        recent.put(large);
        return large;
    }

    private <T> Ordered<T> rows(String id, String part, Class<T> type) {
        record Row(long ord, String doc) {}
        List<Row> rows = db.createQuery(
                        "SELECT ord, doc FROM incident_parts WHERE incident = :id AND part = :part ORDER BY ord")
                .bind("id", id)
                .bind("part", part)
                .map((row, context) -> new Row(row.getLong(1), row.getString(2)))
                .list();
        return new Ordered<>(
                rows.stream().map(row -> Json.read(row.doc(), type)).toList(),
                rows.stream().mapToLong(Row::ord).toArray());
    }

    private static Incident whole(
            Incident head, Ordered<CustomerCase> cases, Ordered<Clock> clocks, Ordered<Deadline> agenda) {
        return head.with()
                .cases(cases.items())
                .clocks(clocks.items())
                .agenda(agenda.items())
                .build();
    }
}
