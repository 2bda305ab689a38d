package io.fenghuo.store;

import io.fenghuo.model.Attendance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Service sessions in which something is waited for. */
public interface Attendances {

    Optional<Attendance> find(String source, String session);

    /** Keeps it in place of the one before. */
    void save(Attendance attendance);

    /** Those of which something is due by {@code now}, the longest due first. */
    List<Attendance> due(Instant now, int limit);

    /** When something falls due next. */
    Optional<Instant> nextDue();

    /** Forgets sessions that wait for nothing and were silent since {@code before}. */
    void forget(Instant before);
}
