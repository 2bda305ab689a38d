package io.fenghuo.store;

import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Incidents, their deadlines and their stories. */
public interface Incidents {

    /**
     * Keeps an incident as it now is, its agenda as deadline rows and the new timeline lines, chained by hash.
     *
     * @throws StoreException when the stored version is not {@code incident.version() - 1} (0 = not stored yet)
     */
    void save(Incident incident, List<TimelineEntry> entries);

    /** Adds timeline lines without changing the incident. */
    void append(List<TimelineEntry> entries);

    Optional<Incident> find(String id);

    /** The newest incident of this key that has not ended. */
    Optional<Incident> open(String brand, String family, String key);

    /** The incident of this key that ended last, at or after {@code since}, by closing. */
    Optional<Incident> closed(String brand, String family, String key, Instant since);

    /** Incidents for lists: not ended first, then by the next due clock, then newest. */
    List<Incident> list(Query query);

    /**
     * Which incidents to list.
     *
     * @param open only those not ended
     * @param demo whether those of the demo are among them
     */
    record Query(boolean open, boolean demo, int limit) {}

    /** The stored timeline, oldest first. */
    List<Recorded> timeline(String incident);

    /** A timeline line as stored. */
    record Recorded(long seq, TimelineEntry entry, String hash) {}

    /** The first line whose hash does not fit, or -1 when the whole chain holds. */
    long verify(String incident);

    /** Puts a post under an incident; again changes nothing. */
    void attach(String incident, Post post, String author);

    /** Moves everything of one incident (posts, hits) under another. */
    void move(String from, String into);

    Incident.Counts counts(String incident);

    List<Post> posts(String incident, int limit);

    /** Deadlines due at or before {@code now}, oldest first. */
    List<Due> due(Instant now, int limit);

    /** A deadline and whose it is. */
    record Due(String incident, Deadline deadline) {}

    Optional<Instant> nextDue();

    /** Keeps the policy an incident was opened under, once per id. */
    void savePlan(String id, String json);

    Optional<String> plan(String id);
}
