package io.fenghuo.store;

import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Deadlines in memory: exactly the agenda of every incident, in order of time. */
final class MemoryDeadlines {
    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::at).thenComparing(Place::incident).thenComparing(Place::name);

    private final Undo undo;
    private final TreeMap<Place, Deadline> byTime = new TreeMap<>(ORDER);
    private final Map<String, Map<String, Row>> byIncident = new HashMap<>();

    private record Place(long at, String incident, String name) {}

    /** @param at when it is dealt with, which may be put off past its own time */
    private record Row(long at, Deadline deadline) {}

    MemoryDeadlines(Undo undo) {
        this.undo = undo;
    }

    void mirror(Incident incident) {
        Map<String, Row> stored = byIncident.computeIfAbsent(incident.id(), id -> new HashMap<>());
        Set<String> gone = new HashSet<>(stored.keySet());
        for (Deadline deadline : incident.agenda()) {
            gone.remove(deadline.name());
            Row row = stored.get(deadline.name());
            if (row == null || !row.deadline.equals(deadline)) {
                put(stored, incident.id(), deadline, deadline.at().toEpochMilli());
            }
        }
        for (String name : gone) {
            Row row = stored.get(name);
            if (row != null) {
                undo.remove(byTime, new Place(row.at, incident.id(), name));
                undo.remove(stored, name);
            }
        }
    }

    private void put(Map<String, Row> stored, String incident, Deadline deadline, long at) {
        Row former = stored.get(deadline.name());
        if (former != null) {
            undo.remove(byTime, new Place(former.at, incident, deadline.name()));
        }
        undo.put(byTime, new Place(at, incident, deadline.name()), deadline);
        undo.put(stored, deadline.name(), new Row(at, deadline));
    }

    List<Incidents.Due> due(Instant now, int limit) {
        long millis = now.toEpochMilli();
        return byTime.entrySet().stream()
                .takeWhile(entry -> entry.getKey().at <= millis)
                .limit(limit)
                .map(entry -> new Incidents.Due(entry.getKey().incident, entry.getValue()))
                .toList();
    }

    void postpone(Incidents.Due due, Instant until) {
        Map<String, Row> stored = byIncident.getOrDefault(due.incident(), Map.of());
        Row row = stored.get(due.deadline().name());
        if (row != null) {
            put(stored, due.incident(), row.deadline, until.toEpochMilli());
        }
    }

    Optional<Instant> next() {
        return byTime.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(byTime.firstKey().at));
    }

    void remove(String incident) {
        Map<String, Row> stored = byIncident.getOrDefault(incident, Map.of());
        for (Map.Entry<String, Row> row : Map.copyOf(stored).entrySet()) {
            undo.remove(byTime, new Place(row.getValue().at, incident, row.getKey()));
            undo.remove(stored, row.getKey());
        }
    }
}
