package io.fenghuo.store;

import io.fenghuo.model.Pause;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pauses of alerts in memory. */
final class MemoryPauses implements Pauses {
    private static final Comparator<Pause> OLDEST =
            Comparator.comparing(Pause::from).thenComparing(Pause::id);

    private final Undo undo;
    private final Function<String, Set<String>> rules;
    private final Map<String, Pause> pauses = new HashMap<>();
    private final Map<Place, Held> held = new HashMap<>();

    private record Place(
            String pause,
            String incident,
            String channel,
            @Nullable String person) {}

    /** @param rules the rules that hit in an incident */
    MemoryPauses(Undo undo, Function<String, Set<String>> rules) {
        this.undo = undo;
        this.rules = rules;
    }

    @Override
    public void save(Pause pause) {
        undo.put(pauses, pause.id(), pause);
    }

    @Override
    public Optional<Pause> find(String id) {
        return Optional.ofNullable(pauses.get(id));
    }

    @Override
    public List<Pause> open() {
        if (pauses.isEmpty()) {
            return List.of();
        }
        return pauses.values().stream()
                .filter(one -> one.endedAt() == null)
                .sorted(OLDEST)
                .toList();
    }

    @Override
    public List<Pause> list(int limit) {
        return pauses.values().stream().sorted(OLDEST.reversed()).limit(limit).toList();
    }

    @Override
    public Optional<String> hold(
            String pause, String incident, String channel, @Nullable String person, String delivery) {
        Place place = new Place(pause, incident, channel, person);
        Held before = held.get(place);
        int notices = before == null ? 1 : before.notices() + 1;
        undo.put(held, place, new Held(pause, incident, channel, person, delivery, notices));
        return Optional.ofNullable(before).map(Held::delivery);
    }

    @Override
    public int forget(Instant before) {
        List<String> over = pauses.values().stream()
                .filter(one -> one.endedAt() != null && one.endedAt().isBefore(before))
                .sorted(OLDEST)
                .limit(10)
                .map(Pause::id)
                .toList();
        List.copyOf(held.keySet()).stream()
                .filter(place -> over.contains(place.pause()))
                .forEach(place -> undo.remove(held, place));
        over.forEach(id -> undo.remove(pauses, id));
        return over.size();
    }

    @Override
    public List<Held> held(String pause) {
        return held.values().stream()
                .filter(one -> one.pause().equals(pause))
                .sorted(Comparator.comparing(Held::incident)
                        .thenComparing(Held::channel)
                        .thenComparing(one -> String.valueOf(one.person())))
                .toList();
    }

    @Override
    public Optional<Held> of(String delivery) {
        return held.values().stream()
                .filter(one -> one.delivery().equals(delivery))
                .findFirst();
    }

    @Override
    public List<Held> ofIncident(String incident) {
        return held.values().stream()
                .filter(one -> one.incident().equals(incident))
                .filter(one -> find(one.pause())
                        .filter(pause -> pause.endedAt() == null)
                        .isPresent())
                .sorted(Comparator.comparing(Held::pause)
                        .thenComparing(Held::channel)
                        .thenComparing(one -> String.valueOf(one.person())))
                .toList();
    }

    @Override
    public Set<String> rules(String incident) {
        return rules.apply(incident);
    }
}
