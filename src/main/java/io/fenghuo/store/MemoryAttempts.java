package io.fenghuo.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The sendings of deliveries in memory. */
final class MemoryAttempts {
    private final Undo undo;
    private final Map<String, List<Outbox.Attempt>> all = new HashMap<>();
    /** How many began at each moment, by channel. */
    private final Map<String, TreeMap<Instant, Integer>> begun = new HashMap<>();

    MemoryAttempts(Undo undo) {
        this.undo = undo;
    }

    int begin(String delivery, String channel, Instant at) {
        List<Outbox.Attempt> before = of(delivery);
        undo.append(
                all.computeIfAbsent(delivery, id -> new ArrayList<>()),
                new Outbox.Attempt(before.size() + 1, at, null));
        TreeMap<Instant, Integer> moments = begun.computeIfAbsent(channel, id -> new TreeMap<>());
        undo.put(moments, at, moments.getOrDefault(at, 0) + 1);
        return before.size() + 1;
    }

    void end(String delivery, int number, String outcome) {
        List<Outbox.Attempt> known = all.get(delivery);
        if (known != null && number <= known.size()) {
            undo.set(
                    known,
                    number - 1,
                    new Outbox.Attempt(number, known.get(number - 1).at(), outcome));
        }
    }

    List<Outbox.Attempt> of(String delivery) {
        return List.copyOf(all.getOrDefault(delivery, List.of()));
    }

    List<Instant> begun(String channel, Instant since) {
        List<Instant> moments = new ArrayList<>();
        begun.getOrDefault(channel, new TreeMap<>()).tailMap(since, true).forEach((at, count) -> {
            for (int i = 0; i < count; i++) {
                moments.add(at);
            }
        });
        return moments;
    }

    /** Forgets those of deliveries that {@code over} says wait for nothing any more and that were last tried before this. */
    int forget(Instant before, Predicate<String> over) {
        List<String> old = all.entrySet().stream()
                .filter(one -> over.test(one.getKey())
                        && one.getValue().get(one.getValue().size() - 1).at().isBefore(before))
                .map(Map.Entry::getKey)
                .toList();
        int gone = old.stream().mapToInt(one -> of(one).size()).sum();
        old.forEach(this::remove);
        return gone;
    }

    void remove(String delivery) {
        undo.remove(all, delivery);
    }
}
