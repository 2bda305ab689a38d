package io.fenghuo.source;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A source that is asked again and again. It describes the request and understands the answer; fetching, politeness, time and size limits
 * and retries are done by whoever calls it. Implementations do no I/O, read no clock and are threadsafe.
 *
 * <p>The cursor is this source's own small text (at most a few kB). It serves politeness only: a post that is read again is recognised by
 * (source, id) and changes nothing, so a lost or unreadable cursor must never lose or invent a post.
 */
public interface Source {

    /** What to ask for next. {@code cursor} is what the last {@link #parse} gave, or null on the first run. */
    Request request(@Nullable String cursor, Instant now);

    /**
     * What to ask for next when {@link Hook.Reception#nudge} came since the last read; the same for all pages of one read.
     *
     * @param nudge the last one; null = this read was planned
     */
    default Request request(@Nullable String cursor, @Nullable String nudge, Instant now) {
        return request(cursor, now);
    }

    /**
     * Reads a successful (2xx) answer.
     *
     * @param body as received, decompressed, at most the fetcher's size limit
     * @param now the moment of receipt
     * @throws SourceException when the bytes are not what the source expects; never an empty list instead
     */
    Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException;

    /**
     * How long to wait until the next read; null = as long as the entry says.
     *
     * @param took from the request to its answer
     * @param fresh whether the answer brought new posts
     */
    default @Nullable Duration rest(Duration took, boolean fresh) {
        return null;
    }

    /**
     * Where to begin the next time when a read ends although {@link Parsed#onward} said there is more: at the head again.
     *
     * @param cursor what the last {@link #parse} gave
     */
    default @Nullable String settled(@Nullable String cursor) {
        return cursor;
    }

    /** What an answer without success means; null = what its status says. */
    default @Nullable Refusal refused(int status, byte[] body) {
        return null;
    }

    /**
     * Where to go on after an answer without success that is no reason to stop, such as one about a thing that is gone; null = it is one.
     *
     * @param cursor what the last {@link #parse} gave
     */
    default @Nullable Parsed skipped(int status, byte[] body, @Nullable String cursor, Instant now) {
        return null;
    }

    /** The address of an answer as it may be kept and shown: without keys. */
    default String shown(String url) {
        return url;
    }
}
