package io.fenghuo.store;

import io.fenghuo.model.TimelineEntry;
import io.fenghuo.wire.HashChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Timelines in tables: lines only ever added, each chained to the one before, the head kept on the incident. */
final class TimelineRows {
    private final Handle db;

    TimelineRows(Handle db) {
        this.db = db;
    }

    private record Head(String brand, long seq, String hash) {}

    void append(List<TimelineEntry> entries) {
        Map<String, Head> heads = new HashMap<>();
        for (TimelineEntry entry : entries) {
            Head head = heads.computeIfAbsent(entry.incident(), this::head);
            heads.put(entry.incident(), append(head, storable(entry)));
        }
        heads.forEach((incident, head) -> db.createUpdate(
                        "UPDATE incidents SET head_seq = :seq, head_hash = :hash WHERE id = :incident")
                .bind("seq", head.seq)
                .bind("hash", head.hash)
                .bind("incident", incident)
                .execute());
    }

    private Head head(String incident) {
        return db.createQuery("SELECT brand, head_seq, head_hash FROM incidents WHERE id = :incident")
                .bind("incident", incident)
                .map((row, context) -> new Head(row.getString(1), row.getLong(2), row.getString(3)))
                .findOne()
                .orElseThrow(() -> new StoreException("no incident " + incident + " is stored"));
    }

    /** What will be read back is what is hashed. */
    private static TimelineEntry storable(TimelineEntry entry) {
        return new TimelineEntry(
                entry.incident(),
                entry.at(),
                Text.storable(entry.event()),
                Text.storable(entry.actor()),
                Text.storable(entry.via()),
                storable(entry.facts()),
                storable(entry.personal()));
    }

    private static Map<String, String> storable(Map<String, String> map) {
        Map<String, String> storable = new TreeMap<>();
        map.forEach((key, value) -> storable.put(Text.storable(key), Text.storable(value)));
        return storable;
    }

    private Head append(Head head, TimelineEntry entry) {
        long seq = head.seq + 1;
        Map<String, String> salts = new TreeMap<>();
        Map<String, String> commitments = new TreeMap<>();
        entry.personal().forEach((key, value) -> {
            String salt = HashChain.salt();
            salts.put(key, salt);
            commitments.put(key, HashChain.commitment(salt, value));
        });
        String hash = HashChain.line(head.hash, seq, entry, commitments);
        db.createUpdate("""
                INSERT INTO timeline (incident, seq, brand, at, event, actor, via, facts, commitments, hash)
                VALUES (:incident, :seq, :brand, :at, :event, :actor, :via, :facts, :commitments, :hash)""")
                .bind("incident", entry.incident())
                .bind("seq", seq)
                .bind("brand", head.brand)
                .bind("at", entry.at())
                .bind("event", entry.event())
                .bind("actor", entry.actor())
                .bind("via", entry.via())
                .bind("facts", Json.write(entry.facts()))
                .bind("commitments", Json.write(commitments))
                .bind("hash", hash)
                .execute();
        entry.personal().forEach((key, value) -> savePersonal(entry.incident(), seq, key, salts.get(key), value));
        return new Head(head.brand, seq, hash);
    }

    private void savePersonal(String incident, long seq, String name, @Nullable String salt, String value) {
        db.createUpdate("""
                INSERT INTO personal (incident, seq, name, salt, value) VALUES (:incident, :seq, :name, :salt, :value)""")
                .bind("incident", incident)
                .bind("seq", seq)
                .bind("name", name)
                .bind("salt", salt)
                .bind("value", value)
                .execute();
    }

    List<Incidents.Recorded> lines(String incident) {
        return lines(incident, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** The last {@code limit} lines before {@code before}, oldest first. */
    List<Incidents.Recorded> lines(String incident, long before, int limit) {
        Map<Long, Map<String, Personal>> personal =
                personal(incident, limit == Integer.MAX_VALUE ? 0 : earliest(incident, before, limit));
        return db.createQuery("""
                SELECT seq, at, event, actor, via, facts, hash FROM (
                  SELECT seq, at, event, actor, via, facts, hash FROM timeline
                  WHERE incident = :incident AND seq < :before ORDER BY seq DESC LIMIT :limit) AS last ORDER BY seq""")
                .bind("before", before)
                .bind("limit", limit)
                .bind("incident", incident)
                .map((row, context) -> new Incidents.Recorded(
                        row.getLong("seq"),
                        new TimelineEntry(
                                incident,
                                Sql.instant(row, "at"),
                                row.getString("event"),
                                row.getString("actor"),
                                row.getString("via"),
                                Json.strings(row.getString("facts")),
                                values(personal.getOrDefault(row.getLong("seq"), Map.of()))),
                        row.getString("hash")))
                .list();
    }

    private static Map<String, String> values(Map<String, Personal> fields) {
        Map<String, String> values = new TreeMap<>();
        fields.forEach((name, field) -> {
            if (field.value != null) {
                values.put(name, field.value);
            }
        });
        return values;
    }

    /** A personal field; without salt and value it was erased. */
    private record Personal(@Nullable String salt, @Nullable String value) {
        boolean fits(String commitment) {
            if (salt == null || value == null) {
                return salt == null && value == null;
            }
            return HashChain.commitment(salt, value).equals(commitment);
        }
    }

    /** Lines are numbered without a gap, so the number tells where the last ones begin. */
    private long earliest(String incident, long before, int limit) {
        return Math.min(head(incident).seq + 1, before) - limit;
    }

    private Map<Long, Map<String, Personal>> personal(String incident) {
        return personal(incident, 0);
    }

    private Map<Long, Map<String, Personal>> personal(String incident, long from) {
        Map<Long, Map<String, Personal>> fields = new HashMap<>();
        db.createQuery("SELECT seq, name, salt, value FROM personal WHERE incident = :incident AND seq >= :from")
                .bind("incident", incident)
                .bind("from", from)
                .map((row, context) -> fields.computeIfAbsent(row.getLong(1), seq -> new HashMap<>())
                        .put(row.getString(2), new Personal(row.getString(3), row.getString(4))))
                .forEach(former -> {});
        return fields;
    }

    List<Evidence.Link> chain(String incident) {
        Map<Long, Map<String, Personal>> personal = personal(incident);
        Map<Long, Map<String, String>> commitments = new HashMap<>();
        db.createQuery("SELECT seq, commitments FROM timeline WHERE incident = :incident")
                .bind("incident", incident)
                .map((row, context) -> commitments.put(row.getLong(1), Json.strings(row.getString(2))))
                .forEach(former -> {});
        return lines(incident).stream()
                .map(line -> new Evidence.Link(
                        line.seq(),
                        line.entry(),
                        commitments.getOrDefault(line.seq(), Map.of()),
                        salts(personal.getOrDefault(line.seq(), Map.of())),
                        line.hash()))
                .toList();
    }

    private static Map<String, String> salts(Map<String, Personal> fields) {
        Map<String, String> salts = new TreeMap<>();
        fields.forEach((name, field) -> {
            if (field.salt != null) {
                salts.put(name, field.salt);
            }
        });
        return salts;
    }

    long verify(String incident) {
        Head head = head(incident);
        Map<Long, Map<String, Personal>> personal = personal(incident);
        List<Map<String, String>> commitments = db.createQuery(
                        "SELECT commitments FROM timeline WHERE incident = :incident ORDER BY seq")
                .bind("incident", incident)
                .map((row, context) -> Json.strings(row.getString(1)))
                .list();
        List<Incidents.Recorded> lines = lines(incident);
        String previous = HashChain.genesis(incident);
        for (int i = 0; i < lines.size(); i++) {
            Incidents.Recorded line = lines.get(i);
            Map<String, String> committed = commitments.get(i);
            String hash = HashChain.line(previous, i + 1L, line.entry(), committed);
            if (line.seq() != i + 1L
                    || !hash.equals(line.hash())
                    || !fits(committed, personal.getOrDefault(line.seq(), Map.of()))) {
                return i + 1L;
            }
            previous = hash;
        }
        boolean whole = head.seq == lines.size() && head.hash.equals(previous);
        return whole ? -1 : lines.size() + 1L;
    }

    private static boolean fits(Map<String, String> commitments, Map<String, Personal> fields) {
        return commitments.keySet().equals(fields.keySet())
                && commitments.entrySet().stream()
                        .allMatch(c ->
                                Objects.requireNonNull(fields.get(c.getKey())).fits(c.getValue()));
    }

    int erase(String incident, long seq, String actor, Instant at) {
        return erase(
                db.createQuery("""
                SELECT incident, seq, name FROM personal WHERE incident = :incident AND seq = :seq AND value IS NOT NULL ORDER BY name""")
                        .bind("incident", incident)
                        .bind("seq", seq)
                        .map((row, context) -> new Field(row.getString(1), row.getLong(2), row.getString(3)))
                        .list(),
                actor,
                at);
    }

    /** Erases the fields of one timeline that {@code which} picks by their value. */
    int erase(String incident, Predicate<String> which, String actor, Instant at) {
        List<Field> fields = new ArrayList<>();
        db.createQuery(
                        "SELECT seq, name, value FROM personal WHERE incident = :incident AND value IS NOT NULL ORDER BY seq, name")
                .bind("incident", incident)
                .map((row, context) -> which.test(row.getString(3))
                        ? fields.add(new Field(incident, row.getLong(1), row.getString(2)))
                        : false)
                .list();
        return erase(fields, actor, at);
    }

    int eraseValue(String value, String actor, Instant at) {
        return erase(
                db.createQuery(
                                "SELECT incident, seq, name FROM personal WHERE value = :value ORDER BY incident, seq, name")
                        .bind("value", value)
                        .map((row, context) -> new Field(row.getString(1), row.getLong(2), row.getString(3)))
                        .list(),
                actor,
                at);
    }

    private record Field(String incident, long seq, String name) {}

    private int erase(List<Field> fields, String actor, Instant at) {
        List<TimelineEntry> lines = new ArrayList<>();
        for (Field field : fields) {
            db.createUpdate("""
                    UPDATE personal SET salt = NULL, value = NULL, erased_at = :at
                    WHERE incident = :incident AND seq = :seq AND name = :name""")
                    .bind("at", at)
                    .bind("incident", field.incident)
                    .bind("seq", field.seq)
                    .bind("name", field.name)
                    .execute();
            lines.add(new TimelineEntry(
                    field.incident,
                    at,
                    "personal.erased",
                    actor,
                    "service",
                    Map.of("line", Long.toString(field.seq), "field", field.name),
                    Map.of()));
        }
        append(lines);
        return fields.size();
    }
}
