package io.fenghuo.store;

import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept as evidence of incidents. A post that comes into an incident, changes or vanishes is noted as wanted in the same transaction;
 * sealing it later adds records and a line in the incident's timeline that holds their digests. Records are only ever added; those of an
 * erased person lose their content and keep digest and place; those of an incident whose time is up go, and their digests stay in the timeline.
 */
public interface Evidence {
    /** A conversation of which everything is kept counts down from so many posts. */
    int WHOLE = 5_000;

    /** The posts of one incident that wait to be sealed, those that have waited longest, at most {@code limit}. */
    List<Wanted> wanted(int limit);

    /**
     * A post that is to become evidence.
     *
     * @param hit whether it belongs to the incident; else it stands near one that does
     */
    record Wanted(long seq, String incident, String source, String post, boolean hit) {}

    /** A wanted post has been dealt with. */
    void taken(Wanted wanted);

    /**
     * Wants the {@code around} posts before and after a post in its thread: those that are stored now, and as many of the later ones as are
     * missing, as they come.
     */
    void surround(String incident, Post post, int around);

    /** Whether a person's words were erased from a post. */
    boolean isErased(String source, String post);

    /** The evidence of an incident; empty when it has none yet. */
    Optional<Volume> volume(String incident);

    /**
     * How much evidence an incident has.
     *
     * @param generation how often its records have expired, and 1
     * @param records sealed so far, expired ones among them
     * @param bytes of the records of this generation
     * @param line the timeline line that sealed the last of them; 0 = none yet
     * @param hash of that line
     */
    record Volume(String incident, long generation, long records, long bytes, long line, String hash) {
        /** The name of the file with the records. */
        public String file() {
            return Evidence.file(incident, generation);
        }
    }

    /** The name of the file with an incident's records. */
    static String file(String incident, long generation) {
        return incident + (generation == 1 ? "" : "." + generation) + ".warc";
    }

    /** Whether an incident has a record of this name. */
    boolean has(String incident, String name);

    /**
     * Keeps records and seals them: {@code line}, which holds their digests, goes into the timeline.
     *
     * @param before what there was; the records follow it without a gap
     * @param stampAt when a time stamp is to be asked for
     */
    void seal(Volume before, List<Sealed> records, TimelineEntry line, Instant stampAt);

    /**
     * A record.
     *
     * @param name what it is of: the same thing is not kept twice in one incident
     * @param kind such as {@code post} or {@code raw}
     * @param raw SHA-256 of the stored bytes it is, or was read from
     * @param digest SHA-256 of {@code content}
     * @param content the record as it stands in the file; null when it was erased, or was not asked for
     */
    record Sealed(
            String incident,
            long seq,
            long generation,
            String name,
            String kind,
            String source,
            String post,
            @Nullable String author,
            @Nullable String raw,
            Instant at,
            String digest,
            long position,
            long length,
            byte @Nullable [] content,
            @Nullable Instant erasedAt) {
        public String file() {
            return Evidence.file(incident, generation);
        }
    }

    /** Records that are not in their file as they should be, at most {@code limit}. */
    List<Sealed> unwritten(int limit);

    /** A record stands in its file and is on disk; one that was erased since stays unwritten. */
    void written(Sealed record);

    /** The records of an incident in order, without their content. */
    List<Sealed> records(String incident);

    /** The content of a record; empty when it was erased or there is none. */
    Optional<byte[]> content(String incident, long seq);

    /** Seals that have no time stamp and are due for one, at most {@code limit}. */
    List<Volume> unstamped(Instant now, int limit);

    /** Keeps a time stamp over the hash of {@code line}, and says so in the timeline by {@code entry}. */
    void stamp(Stamp stamp, TimelineEntry entry);

    /** How often asking for a stamp has failed in a row, this time included; it is tried again at {@code next}. */
    int failed(String incident, Instant next);

    /** A time stamp: the authority's whole answer. */
    record Stamp(String incident, long line, Instant at, String authority, byte[] token) {}

    List<Stamp> stamps(String incident);

    /** The timeline with everything its hashes were made of. */
    List<Link> chain(String incident);

    /**
     * A line of the chain.
     *
     * @param salts of the personal fields that were not erased; their values are in {@code entry}
     */
    record Link(
            long seq, TimelineEntry entry, Map<String, String> commitments, Map<String, String> salts, String hash) {
        public Link {
            commitments = Map.copyOf(commitments);
            salts = Map.copyOf(salts);
        }
    }

    /**
     * Forgets the evidence of incidents that ended longer ago than their grade's time, at most {@code limit} incidents; a line
     * {@code evidence.expired} in the timeline of each says so. Returns how many incidents.
     */
    int expire(Map<Severity, Duration> keep, Instant now, int limit);

    /** Files that nothing refers to any more. */
    List<String> gone();

    /** A file was deleted. */
    void deleted(String file);
}
