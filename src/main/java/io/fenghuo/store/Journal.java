package io.fenghuo.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happened in the service, numbered, for those who catch up; and the receipts of those who must not be served twice. */
public interface Journal {

    /** Adds an event; returns its number. */
    long publish(String type, String json, Instant at);

    List<Line> after(long seq, int limit);

    /** One event. */
    record Line(long seq, String type, String json, Instant at) {}

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
