package io.fenghuo.store;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Drill;
import io.fenghuo.model.Notice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Notices and deliveries in tables. */
final class OutboxRows implements Outbox {
    /** Nothing is sent later than this after it was decided; it keeps a person's count from reading everything they ever got. */
    private static final java.time.Duration LONGEST_ON_THE_WAY = java.time.Duration.ofDays(2);

    private static final String COLUMNS =
            "id, notice, incident, channel, person, state, attempts, not_before, delivered_at, fallback_of, outcome, created_at";

    private static final String OF_CARDS =
            "d.incident = :incident AND d.channel = :channel AND coalesce(d.person, '') = :person AND d.digest = 0";

    private static final String WENT = "state IN ('DELIVERED', 'UNCONFIRMED')";

    private final Handle db;

    OutboxRows(Handle db) {
        this.db = db;
    }

    @Override
    public void add(Notice notice, List<Delivery> deliveries) {
        db.createUpdate("""
                INSERT INTO notices (id, incident, brand, level, reason, code, args, target, manner, at, doc, planned)
                VALUES (:id, :incident, :brand, :level, :reason, :code, :args, :target, :manner, :at, :doc, :planned)""")
                .bind("planned", deliveries.size())
                .bind("id", notice.id())
                .bind("incident", notice.incident())
                .bind("brand", notice.brand())
                .bind("level", notice.level().name())
                .bind("reason", notice.reason().name())
                .bind("code", notice.why().code())
                .bind("args", Json.write(notice.why().args()))
                .bind("target", notice.to().toString())
                .bind("manner", notice.manner().name())
                .bind("at", notice.at())
                .bind("doc", Json.write(notice))
                .execute();
        deliveries.forEach(delivery -> insert(delivery, notice.brand(), notice.manner()));
    }

    @Override
    public void add(Delivery delivery) {
        Notice notice = notice(delivery.notice())
                .orElseThrow(() -> new StoreException("no notice " + delivery.notice() + " is stored"));
        db.createUpdate("UPDATE notices SET planned = planned + 1 WHERE id = :id")
                .bind("id", delivery.notice())
                .execute();
        insert(delivery, notice.brand(), notice.manner());
    }

    private void insert(Delivery delivery, String brand, Notice.Manner manner) {
        db.createUpdate("""
                INSERT INTO deliveries (id, notice, incident, brand, channel, person, digest, state, attempts, not_before, delivered_at,
                  fallback_of, outcome, created_at)
                VALUES (:id, :notice, :incident, :brand, :channel, :person, :digest, :state, :attempts, :notBefore, :deliveredAt,
                  :fallbackOf, :outcome, :createdAt)""")
                .bind("id", delivery.id())
                .bind("notice", delivery.notice())
                .bind("incident", delivery.incident())
                .bind("brand", brand)
                .bind("channel", delivery.channel())
                .bind("person", delivery.person())
                .bind("digest", quiet(manner) ? 1 : 0)
                .bind("state", delivery.state().name())
                .bind("attempts", delivery.attempts())
                .bind("notBefore", delivery.notBefore())
                .bind("deliveredAt", delivery.deliveredAt())
                .bind("fallbackOf", delivery.fallbackOf())
                .bind("outcome", delivery.outcome())
                .bind("createdAt", delivery.createdAt())
                .execute();
    }

    /** Digest lines and changes of earlier cards are no messages of their own: they do not count against a person's, and a raise overtakes them. */
    static boolean quiet(Notice.Manner manner) {
        return manner == Notice.Manner.DIGEST || manner == Notice.Manner.EDIT;
    }

    @Override
    public List<Delivery> due(Instant now, int limit) {
        return deliveries(db.createQuery("SELECT " + COLUMNS + " FROM (SELECT " + columns("d") + ", d.seq AS seq,"
                        + " row_number() OVER (PARTITION BY d.channel, d.person ORDER BY"
                        + " CASE WHEN n.level = 'L1' AND n.manner <> 'DIGEST' THEN 0 ELSE 1 END, d.created_at, d.seq) AS place"
                        + " FROM deliveries d JOIN notices n ON n.id = d.notice"
                        + " WHERE d.state = 'PENDING' AND d.not_before <= :now) AS waiting"
                        + " WHERE place <= :limit ORDER BY created_at, seq")
                .bind("now", now)
                .bind("limit", limit));
    }

    private static String columns(String table) {
        return Stream.of(COLUMNS.split(", "))
                .map(column -> table + "." + column + " AS " + column)
                .collect(Collectors.joining(", "));
    }

    @Override
    public Optional<Instant> nextDue() {
        return db.createQuery("SELECT not_before FROM deliveries WHERE state = 'PENDING' ORDER BY not_before LIMIT 1")
                .map((row, context) -> Sql.instant(row, "not_before"))
                .findOne();
    }

    @Override
    public int dropDigest(String incident) {
        return db.createUpdate("""
                UPDATE deliveries SET state = 'DROPPED' WHERE incident = :incident AND state = 'PENDING' AND digest = 1""").bind("incident", incident).execute();
    }

    @Override
    public void update(Delivery delivery) {
        int updated = db.createUpdate("""
                UPDATE deliveries SET state = :state, attempts = :attempts, not_before = :notBefore, delivered_at = :deliveredAt,
                  outcome = :outcome WHERE id = :id""")
                .bind("state", delivery.state().name())
                .bind("attempts", delivery.attempts())
                .bind("notBefore", delivery.notBefore())
                .bind("deliveredAt", delivery.deliveredAt())
                .bind("outcome", delivery.outcome())
                .bind("id", delivery.id())
                .execute();
        if (updated == 0) {
            throw new StoreException("no delivery " + delivery.id() + " is stored");
        }
    }

    @Override
    public void fixBytes(String delivery, byte[] bytes) {
        db.createUpdate("""
                INSERT INTO delivery_bytes (delivery, bytes) VALUES (:delivery, :bytes) ON CONFLICT (delivery) DO NOTHING""").bind("delivery", delivery).bind("bytes", bytes).execute();
    }

    @Override
    public Optional<byte[]> bytes(String delivery) {
        return db.createQuery("SELECT bytes FROM delivery_bytes WHERE delivery = :delivery")
                .bind("delivery", delivery)
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    @Override
    public void saveCard(String delivery, String card) {
        db.createUpdate("""
                INSERT INTO delivery_cards (delivery, card) VALUES (:delivery, :card)
                ON CONFLICT (delivery) DO UPDATE SET card = excluded.card""").bind("delivery", delivery).bind("card", card).execute();
    }

    @Override
    public Optional<String> card(String delivery) {
        return db.createQuery("SELECT card FROM delivery_cards WHERE delivery = :delivery")
                .bind("delivery", delivery)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public List<String> cards(String incident, String channel, @Nullable String person) {
        return db.createQuery("SELECT c.card FROM delivery_cards c JOIN deliveries d ON d.id = c.delivery WHERE "
                        + OF_CARDS + " ORDER BY d.seq")
                .bind("incident", incident)
                .bind("channel", channel)
                .bind("person", person == null ? "" : person)
                .mapTo(String.class)
                .list();
    }

    @Override
    public void forgetCards(String incident, String channel, @Nullable String person) {
        db.createUpdate("DELETE FROM delivery_cards WHERE delivery IN (SELECT d.id FROM deliveries d WHERE " + OF_CARDS
                        + ")")
                .bind("incident", incident)
                .bind("channel", channel)
                .bind("person", person == null ? "" : person)
                .execute();
    }

    @Override
    public Optional<Notice> notice(String id) {
        return db.createQuery("SELECT doc FROM notices WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> Json.read(row.getString(1), Notice.class))
                .findOne();
    }

    @Override
    public Optional<Delivery> find(String id) {
        return deliveries(db.createQuery("SELECT " + COLUMNS + " FROM deliveries WHERE id = :id")
                        .bind("id", id))
                .stream()
                .findFirst();
    }

    @Override
    public List<Delivery> ofIncident(String incident) {
        return deliveries(
                db.createQuery("SELECT " + COLUMNS + " FROM deliveries WHERE incident = :incident ORDER BY seq")
                        .bind("incident", incident));
    }

    @Override
    public List<Delivery> newest(Filter filter, int limit) {
        return deliveries(db.createQuery("SELECT " + COLUMNS + " FROM deliveries WHERE 1 = 1"
                        + (filter.state() == null ? "" : " AND state = :state")
                        + (filter.channel() == null ? "" : " AND channel = :channel")
                        + (filter.incident() == null ? "" : " AND incident = :incident")
                        + " ORDER BY seq DESC LIMIT :limit")
                .bindMap(bound(filter))
                .bind("limit", limit));
    }

    private static Map<String, Object> bound(Filter filter) {
        Map<String, Object> bound = new HashMap<>();
        if (filter.state() != null) {
            bound.put("state", filter.state().name());
        }
        if (filter.channel() != null) {
            bound.put("channel", filter.channel());
        }
        if (filter.incident() != null) {
            bound.put("incident", filter.incident());
        }
        return bound;
    }

    @Override
    public List<Delivery> retrying(Instant now) {
        return deliveries(db.createQuery(
                        "SELECT " + COLUMNS
                                + " FROM deliveries WHERE state = 'PENDING' AND attempts > 0 AND not_before > :now ORDER BY seq")
                .bind("now", now));
    }

    @Override
    public List<Delivery> instead(String channel) {
        return deliveries(db.createQuery("SELECT " + COLUMNS
                        + " FROM deliveries WHERE state = 'PENDING' AND fallback_of IS NOT NULL AND channel = :channel"
                        + " ORDER BY seq")
                .bind("channel", channel));
    }

    @Override
    public void unfix(String delivery) {
        db.createUpdate("DELETE FROM delivery_bytes WHERE delivery = :delivery")
                .bind("delivery", delivery)
                .execute();
    }

    @Override
    public int forgetAttempts(Instant before) {
        return new AttemptRows(db).forget(before);
    }

    @Override
    public int begin(String delivery, String channel, Instant at) {
        return new AttemptRows(db).begin(delivery, channel, at);
    }

    @Override
    public void end(String delivery, int number, String outcome) {
        new AttemptRows(db).end(delivery, number, outcome);
    }

    @Override
    public List<Attempt> attempts(String delivery) {
        return new AttemptRows(db).of(delivery);
    }

    @Override
    public List<Instant> begun(String channel, Instant since) {
        return new AttemptRows(db).begun(channel, since);
    }

    @Override
    public int deliveredBefore(String incident, String channel, @Nullable String person) {
        return db.createQuery(
                        "SELECT count(DISTINCT notice) FROM deliveries WHERE incident = :incident AND channel = :channel"
                                + " AND person IS NOT DISTINCT FROM :person AND " + WENT)
                .bind("incident", incident)
                .bind("channel", channel)
                .bind("person", person)
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public Traffic traffic(String person, Instant since) {
        String sent = "coalesce(d.delivered_at, d.created_at)";
        return db.createQuery("SELECT count(DISTINCT CASE WHEN " + sent
                        + " >= :since AND n.level <> 'L1' AND n.reason <> 'ADMIN' THEN d.notice END) AS messages, max("
                        + sent
                        + ") AS last FROM deliveries d JOIN notices n ON n.id = d.notice"
                        + " WHERE d.person = :person AND d.digest = 0 AND d.created_at >= :from AND n.brand NOT LIKE :drill"
                        + " AND d.state IN ('PENDING', 'DELIVERED', 'UNCONFIRMED')")
                .bind("from", since.minus(LONGEST_ON_THE_WAY))
                .bind("drill", Drill.BRAND + "%")
                .bind("since", since)
                .bind("person", person)
                .map((row, context) -> new Traffic(row.getInt("messages"), Sql.optional(row, "last")))
                .one();
    }

    @Override
    public Tally tally(Instant since, Instant stuckBefore) {
        return new TallyRows(db).count(since, stuckBefore);
    }

    @Override
    public void pause(String channel, Instant until, String why) {
        db.createUpdate("""
                INSERT INTO channel_state (channel, paused_until, paused_why) VALUES (:channel, :until, :why)
                ON CONFLICT (channel) DO UPDATE SET paused_until = excluded.paused_until, paused_why = excluded.paused_why""")
                .bind("channel", channel)
                .bind("until", until)
                .bind("why", why)
                .execute();
    }

    @Override
    public void dead(String channel, @Nullable String why) {
        db.createUpdate("""
                INSERT INTO channel_state (channel, dead_reason) VALUES (:channel, :why)
                ON CONFLICT (channel) DO UPDATE SET dead_reason = excluded.dead_reason""").bind("channel", channel).bind("why", why).execute();
    }

    @Override
    public Optional<ChannelState> state(String channel) {
        return db.createQuery("SELECT paused_until, dead_reason FROM channel_state WHERE channel = :channel")
                .bind("channel", channel)
                .map((row, context) ->
                        new ChannelState(channel, Sql.optional(row, "paused_until"), row.getString("dead_reason")))
                .findOne();
    }

    private static List<Delivery> deliveries(Query query) {
        return query.map((row, context) -> delivery(row)).list();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getString("id"),
                row.getString("notice"),
                row.getString("incident"),
                row.getString("channel"),
                row.getString("person"),
                Delivery.Status.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Sql.instant(row, "not_before"),
                Sql.optional(row, "delivered_at"),
                row.getString("fallback_of"),
                row.getString("outcome"),
                Sql.instant(row, "created_at"));
    }
}
