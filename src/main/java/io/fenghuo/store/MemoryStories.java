package io.fenghuo.store;

import io.fenghuo.model.TimelineEntry;
import io.fenghuo.wire.HashChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Timelines in memory; hashes are reckoned when somebody asks for them. */
final class MemoryStories {
    private final Undo undo;
    private final Map<String, List<Line>> lines = new HashMap<>();

    /** @param personal what is left of the line's personal fields */
    private record Line(TimelineEntry entry, Map<String, String> personal) {}

    MemoryStories(Undo undo) {
        this.undo = undo;
    }

    void append(TimelineEntry entry) {
        undo.append(
                lines.computeIfAbsent(entry.incident(), id -> new ArrayList<>()), new Line(entry, entry.personal()));
    }

    List<Incidents.Recorded> of(String incident) {
        List<Incidents.Recorded> recorded = new ArrayList<>();
        String hash = HashChain.genesis(incident);
        long seq = 0;
        for (Line line : lines.getOrDefault(incident, List.of())) {
            seq++;
            TimelineEntry written = storable(line.entry, line.entry.personal());
            Map<String, String> commitments = new TreeMap<>();
            written.personal().forEach((name, value) -> commitments.put(name, HashChain.commitment("", value)));
            hash = HashChain.line(hash, seq, written, commitments);
            recorded.add(new Incidents.Recorded(seq, storable(line.entry, line.personal), hash));
        }
        return recorded;
    }

    /** As the other stores would read it back. */
    private static TimelineEntry storable(TimelineEntry entry, Map<String, String> personal) {
        return new TimelineEntry(
                entry.incident(),
                Instant.ofEpochMilli(entry.at().toEpochMilli()),
                Text.storable(entry.event()),
                Text.storable(entry.actor()),
                Text.storable(entry.via()),
                storable(entry.facts()),
                storable(personal));
    }

    private static Map<String, String> storable(Map<String, String> map) {
        Map<String, String> storable = new TreeMap<>();
        map.forEach((key, value) -> storable.put(Text.storable(key), Text.storable(value)));
        return storable;
    }

    int erase(String incident, long seq, String actor, Instant at) {
        int index = (int) seq - 1;
        boolean known =
                index >= 0 && index < lines.getOrDefault(incident, List.of()).size();
        return known ? erase(incident, index, value -> true, actor, at) : 0;
    }

    int eraseValue(String value, String actor, Instant at) {
        int erased = 0;
        for (String incident : lines.keySet().stream().sorted().toList()) {
            int present = lines.getOrDefault(incident, List.of()).size();
            for (int i = 0; i < present; i++) {
                erased += erase(incident, i, value::equals, actor, at);
            }
        }
        return erased;
    }

    private int erase(String incident, int index, Predicate<String> which, String actor, Instant at) {
        List<Line> story = lines.getOrDefault(incident, List.of());
        Line line = story.get(index);
        Map<String, String> left = new TreeMap<>(line.personal);
        List<String> gone = line.personal.entrySet().stream()
                .filter(field -> which.test(Text.storable(field.getValue())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        gone.forEach(left::remove);
        if (!gone.isEmpty()) {
            undo.set(story, index, new Line(line.entry, left));
        }
        for (String field : gone) {
            Map<String, String> facts = Map.of("line", Long.toString(index + 1L), "field", field);
            append(new TimelineEntry(incident, at, "personal.erased", actor, "service", facts, Map.of()));
        }
        return gone.size();
    }

    void remove(String incident) {
        undo.remove(lines, incident);
    }
}
