package io.fenghuo.store;

import io.fenghuo.model.Post;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened in the service, numbered, for those who catch up; and the receipts of those who must not be served twice. */
public interface Journal {

    /** Adds an event; returns its number. */
    long publish(String type, String json, Instant at);

    /**
     * Adds an event for each of these, which are stored already; what they say is read from the posts again. Returns their numbers
     * in order, each greater than the one before.
     */
    List<Long> publish(List<Told> posts, Instant at);

    /**
     * A post that is told of.
     *
     * @param edited whether it came before with another text
     */
    record Told(Post post, boolean edited) {}

    /** The events after a number, in order; those of posts that are forgotten are left out. */
    List<Line> after(long seq, int limit);

    /**
     * One event.
     *
     * @param json what it says; empty when it is about a post
     * @param post the post it is about, as it was by then; null = it is about something else
     */
    record Line(
            long seq,
            String type,
            String json,
            Instant at,
            @Nullable Post post) {}

    /** The answer given before under this idempotency key. */
    Optional<String> receipt(String key);

    void saveReceipt(String key, String answer, Instant at);

    /**
     * Forgets events and receipts older than {@code before}, at most 5,000 of each at a time: call again until it returns 0. Returns how many;
     * numbers are never given again.
     */
    int forget(Instant before);

    /** A setting of the service's own, such as the signing key. */
    Optional<String> setting(String name);

    void saveSetting(String name, String value);
}
