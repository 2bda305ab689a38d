package io.fenghuo.store;

import io.fenghuo.model.Attendance;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Service sessions in memory. */
final class MemoryAttendances implements Attendances {
    private static final Comparator<Attendance> LONGEST = Comparator.comparing(
                    (Attendance one) -> one.due().orElse(Instant.MAX))
            .thenComparing(Attendance::source)
            .thenComparing(Attendance::session);

    private final Undo undo;
    private final Map<List<String>, Attendance> all = new HashMap<>();

    MemoryAttendances(Undo undo) {
        this.undo = undo;
    }

    @Override
    public Optional<Attendance> find(String source, String session) {
        return Optional.ofNullable(all.get(List.of(source, session)));
    }

    @Override
    public void save(Attendance attendance) {
        undo.put(all, List.of(attendance.source(), attendance.session()), attendance);
    }

    @Override
    public List<Attendance> due(Instant now, int limit) {
        return all.values().stream()
                .filter(one -> one.due().filter(at -> !at.isAfter(now)).isPresent())
                .sorted(LONGEST)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Instant> nextDue() {
        return all.values().stream().flatMap(one -> one.due().stream()).min(Comparator.naturalOrder());
    }

    @Override
    public void forget(Instant before) {
        List.copyOf(all.values()).stream()
                .filter(one -> one.due().isEmpty() && one.last().isBefore(before))
                .forEach(one -> undo.remove(all, List.of(one.source(), one.session())));
    }
}
