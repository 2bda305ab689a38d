package io.fenghuo.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The sendings of deliveries in a table. */
final class AttemptRows {
    private final Handle db;

    AttemptRows(Handle db) {
        this.db = db;
    }

    int begin(String delivery, String channel, Instant at) {
        int number = 1
                + db.createQuery("SELECT coalesce(max(number), 0) FROM attempts WHERE delivery = :delivery")
                        .bind("delivery", delivery)
                        .mapTo(Integer.class)
                        .one();
        db.createUpdate(
                        "INSERT INTO attempts (delivery, number, channel, at) VALUES (:delivery, :number, :channel, :at)")
                .bind("delivery", delivery)
                .bind("number", number)
                .bind("channel", channel)
                .bind("at", at)
                .execute();
        return number;
    }

    void end(String delivery, int number, String outcome) {
        db.createUpdate("UPDATE attempts SET outcome = :outcome WHERE delivery = :delivery AND number = :number")
                .bind("outcome", outcome)
                .bind("delivery", delivery)
                .bind("number", number)
                .execute();
    }

    List<Outbox.Attempt> of(String delivery) {
        return db.createQuery("SELECT number, at, outcome FROM attempts WHERE delivery = :delivery ORDER BY number")
                .bind("delivery", delivery)
                .map((row, context) ->
                        new Outbox.Attempt(row.getInt("number"), Sql.instant(row, "at"), row.getString("outcome")))
                .list();
    }

    int forget(Instant before) {
        return db.createUpdate("DELETE FROM attempts WHERE delivery IN (SELECT a.delivery FROM attempts a"
                        + " JOIN deliveries d ON d.id = a.delivery WHERE d.state <> 'PENDING'"
                        + " GROUP BY a.delivery HAVING MAX(a.at) < :before LIMIT 1000)")
                .bind("before", before)
                .execute();
    }

    List<Instant> begun(String channel, Instant since) {
        return db.createQuery("SELECT at FROM attempts WHERE channel = :channel AND at >= :since ORDER BY at")
                .bind("channel", channel)
                .bind("since", since)
                .map((row, context) -> Sql.instant(row, "at"))
                .list();
    }
}
