package io.fenghuo.store;

import io.fenghuo.model.Post;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Events, receipts and settings in memory. */
final class MemoryJournal implements Journal {
    private final Undo undo;
    private final Predicate<Post> kept;
    private final TreeMap<Long, Line> events = new TreeMap<>();
    private final Map<String, Receipt> receipts = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private long last;

    private record Receipt(String answer, Instant at) {}

    /** @param kept whether a post is not forgotten */
    MemoryJournal(Undo undo, Predicate<Post> kept) {
        this.undo = undo;
        this.kept = kept;
    }

    @Override
    public long publish(String type, String json, Instant at) {
        return add(type, json, at, null);
    }

    @Override
    public List<Long> publish(List<Told> posts, Instant at) {
        return posts.stream().map(told -> add("post", "", at, told.post())).toList();
    }

    private long add(String type, String json, Instant at, @Nullable Post post) {
        long seq = last + 1;
        undo.put(events, seq, new Line(seq, type, json, at, post));
        last = seq;
        return seq;
    }

    @Override
    public List<Line> after(long seq, int limit) {
        return events.tailMap(seq, false).values().stream()
                .filter(line -> line.post() == null || kept.test(line.post()))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<String> receipt(String key) {
        return Optional.ofNullable(receipts.get(key)).map(Receipt::answer);
    }

    @Override
    public void saveReceipt(String key, String answer, Instant at) {
        if (!receipts.containsKey(key)) {
            undo.put(receipts, key, new Receipt(answer, at));
        }
    }

    @Override
    public int forget(Instant before) {
        List<Long> old = events.values().stream()
                .filter(line -> line.at().isBefore(before))
                .map(Line::seq)
                .toList();
        old.forEach(seq -> undo.remove(events, seq));
        List<String> answered = receipts.entrySet().stream()
                .filter(receipt -> receipt.getValue().at().isBefore(before))
                .map(Map.Entry::getKey)
                .toList();
        answered.forEach(key -> undo.remove(receipts, key));
        return old.size() + answered.size();
    }

    @Override
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public void saveSetting(String name, String value) {
        undo.put(settings, name, value);
    }
}
