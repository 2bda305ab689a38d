package io.fenghuo.store;

import io.fenghuo.model.SourceStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Cursors and health in memory. */
final class MemorySources implements Sources {
    private final Undo undo;
    private final Map<String, String> cursors = new HashMap<>();
    private final Map<String, SourceStatus> statuses = new TreeMap<>();

    MemorySources(Undo undo) {
        this.undo = undo;
    }

    @Override
    public Optional<String> cursor(String source) {
        return Optional.ofNullable(cursors.get(source));
    }

    @Override
    public void saveCursor(String source, String cursor) {
        undo.put(cursors, source, cursor);
    }

    @Override
    public void saveStatus(SourceStatus status) {
        undo.put(statuses, status.source(), status);
    }

    @Override
    public List<SourceStatus> all() {
        return List.copyOf(statuses.values());
    }

    @Override
    public void forget(String source) {
        undo.remove(cursors, source);
        undo.remove(statuses, source);
    }
}
