package io.fenghuo.store;

import io.fenghuo.model.Delivery.Status;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The count of the outbox in tables. Notices of before they counted their deliveries are left aside. */
final class TallyRows {
    private static final int TORN = 10;

    private final Handle db;

    TallyRows(Handle db) {
        this.db = db;
    }

    Outbox.Tally count(Instant since, Instant stuckBefore) {
        Map<Status, Long> states = new EnumMap<>(Status.class);
        db.createQuery("""
                SELECT d.state AS state, count(*) AS number FROM notices n JOIN deliveries d ON d.notice = n.id
                WHERE n.at >= :since AND n.planned IS NOT NULL GROUP BY d.state""")
                .bind("since", since)
                .map((row, context) -> Map.entry(Status.valueOf(row.getString("state")), row.getLong("number")))
                .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
        return new Outbox.Tally(
                triggered(since),
                states.getOrDefault(Status.DELIVERED, 0L) + states.getOrDefault(Status.UNCONFIRMED, 0L),
                states.getOrDefault(Status.FAILED, 0L),
                states.getOrDefault(Status.DROPPED, 0L),
                states.getOrDefault(Status.PENDING, 0L),
                stuck(stuckBefore),
                torn(since));
    }

    private long triggered(Instant since) {
        return db.createQuery("SELECT coalesce(sum(planned), 0) FROM notices WHERE at >= :since")
                .bind("since", since)
                .mapTo(Long.class)
                .one();
    }

    private long stuck(Instant before) {
        return db.createQuery("""
                SELECT count(*) FROM deliveries d LEFT JOIN channel_state c ON c.channel = d.channel
                WHERE d.state = 'PENDING' AND d.not_before < :before AND c.dead_reason IS NULL
                  AND (c.paused_until IS NULL OR c.paused_until < :before)""").bind("before", before).mapTo(Long.class).one();
    }

    private List<String> torn(Instant since) {
        return db.createQuery("""
                SELECT n.id FROM notices n LEFT JOIN deliveries d ON d.notice = n.id
                WHERE n.at >= :since AND n.planned IS NOT NULL
                GROUP BY n.id, n.planned HAVING count(d.id) <> n.planned ORDER BY n.id LIMIT :most""")
                .bind("since", since)
                .bind("most", TORN)
                .mapTo(String.class)
                .list();
    }
}
