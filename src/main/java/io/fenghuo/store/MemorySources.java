package io.fenghuo.store;

import io.fenghuo.model.SourceGap;
import io.fenghuo.model.SourcePulse;
import io.fenghuo.model.SourceStatus;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Map<String, SourcePulse> pulses = new HashMap<>();
    private final Map<String, List<SourceGap>> gaps = new HashMap<>();

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
    public Optional<SourceStatus> status(String source) {
        return Optional.ofNullable(statuses.get(source));
    }

    @Override
    public Optional<SourcePulse> pulse(String source) {
        return Optional.ofNullable(pulses.get(source));
    }

    @Override
    public void savePulse(SourcePulse pulse) {
        undo.put(pulses, pulse.source(), pulse);
    }

    @Override
    public void saveGap(SourceGap gap) {
        List<SourceGap> all = new ArrayList<>(gaps(gap.source(), GAPS));
        if (all.stream().noneMatch(one -> one.to().equals(gap.to()))) {
            all.add(gap);
        }
        all.sort(Comparator.comparing(SourceGap::to).reversed());
        undo.put(gaps, gap.source(), all.stream().limit(GAPS).toList());
    }

    @Override
    public List<SourceGap> gaps(String source, int limit) {
        return gaps.getOrDefault(source, List.of()).stream().limit(limit).toList();
    }

    @Override
    public void forget(String source) {
        undo.remove(cursors, source);
        undo.remove(statuses, source);
        undo.remove(pulses, source);
        undo.remove(gaps, source);
    }
}
