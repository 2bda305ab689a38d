package io.fenghuo.store;

import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Incidents, their deadlines and their stories. */
public interface Incidents {

    /**
     * Keeps an incident as it now is, its agenda as deadline rows and the new timeline lines, chained by hash.
     *
     * @throws StoreException.Conflict when the stored version is not {@code incident.version() - 1} (0 = not stored yet)
     */
    void save(Incident incident, List<TimelineEntry> entries);

    /**
     * Adds timeline lines without changing the incident.
     *
     * @throws StoreException when the incident is not stored
     */
    void append(List<TimelineEntry> entries);

    Optional<Incident> find(String id);

    /** The newest incident of this key, whatever its state. */
    Optional<Incident> latest(String brand, String family, String key);

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

    /** The stored timeline, oldest first; erased personal fields are absent. */
    List<Recorded> timeline(String incident);

    /** The last {@code limit} lines of the stored timeline before line {@code before}, oldest first. */
    List<Recorded> timeline(String incident, long before, int limit);

    /** A timeline line as stored. */
    record Recorded(long seq, TimelineEntry entry, String hash) {}

    /**
     * The first line whose hash does not fit, or -1 when the whole chain holds: no line was changed, removed (also not the last ones) or put
     * elsewhere, and every personal field is as it was written or was erased.
     *
     * @throws StoreException when the incident is not stored
     */
    long verify(String incident);

    /**
     * Erases the personal fields of one timeline line: salt and value go, the chain stays valid. A line {@code personal.erased} says who did
     * it; again changes nothing.
     *
     * @return how many fields went
     */
    int erase(String incident, long seq, String actor, Instant at);

    /** Erases every personal field of every timeline that is exactly {@code value}, such as an author's name. Returns how many. */
    int eraseValue(String value, String actor, Instant at);

    /** Removes an incident without a trace: for those of the demo only. */
    void remove(String incident);

    /** Puts a post under an incident; again changes nothing. */
    void attach(String incident, Post post, String author);

    /** Moves everything of one incident (posts, hits) under another. */
    void move(String from, String into);

    /** Moves what these authors wrote (posts, hits) from one incident to another. */
    void move(String from, String into, List<String> authors);

    /** Moves one post with its hits from one incident to another. */
    void move(String from, String into, String source, String post);

    Incident.Counts counts(String incident);

    /** The posts of these authors in an incident, and how many of the authors wrote any. */
    Incident.Counts counts(String incident, List<String> authors);

    /** Incidents not ended that wait for a customer and hold a post of this author. */
    List<String> waitingFor(String author);

    /** Those of the authors whom {@link #waitingFor} finds an incident for. */
    Set<String> awaited(Collection<String> authors);

    /** Whether an incident that has not ended holds a post of this source. */
    boolean burning(String source);

    /** Incidents not ended that hold a post of this thread or session of a source. */
    List<String> inThread(String source, String thread, @Nullable String session);

    /** Posts of an incident that {@link #beside} looks through: {@value}. */
    int BESIDE = 2_000;

    /** The other incidents, also ended ones, that hold one of {@value #BESIDE} posts of this one. */
    List<String> beside(String incident);

    /** The first posts, oldest first. */
    List<Post> posts(String incident, int limit);

    /** The last posts, newest first, without the {@code skip} newest. */
    List<Post> newest(String incident, int skip, int limit);

    /** Deadlines due at or before {@code now}, oldest first. */
    List<Due> due(Instant now, int limit);

    /** Lets a deadline that cannot be dealt with wait until {@code until}, so that the others come first; the agenda keeps it as it is. */
    void postpone(Due due, Instant until);

    /** A deadline and whose it is. */
    record Due(String incident, Deadline deadline) {}

    Optional<Instant> nextDue();

    /** Keeps the policy an incident was opened under, once per id. */
    void savePlan(String id, String json);

    Optional<String> plan(String id);
}
