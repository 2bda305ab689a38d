package io.fenghuo.verticle;

import io.fenghuo.model.Hit;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.wire.EventJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has to say once it is on disk: events for those who listen. Nothing of it is needed for correctness; whoever misses it
 * catches up from the journal. Confined to one transaction, then read by one thread.
 */
public final class Tidings {
    private final List<Happening> happenings = new ArrayList<>();
    private final List<TimelineEntry> entries = new ArrayList<>();
    private final List<Filed> hits = new ArrayList<>();

    /**
     * One event.
     *
     * @param address the event-bus address, such as {@code fenghuo.incidents}
     * @param seq its number in the journal
     * @param type what happened, such as {@code incident.opened}
     * @param says what the journal keeps, made when it is asked for: of most posts nobody asks
     * @param zone of the time in its envelope; null = it goes over the bus without one
     */
    public record Happening(
            String address,
            long seq,
            String type,
            Supplier<String> says,
            Instant at,
            @Nullable ZoneId zone) {
        /** What the journal keeps. */
        public String data() {
            return says.get();
        }

        /** {@link #data} in its envelope, as it goes over the bus. */
        public String json() {
            return zone == null ? data() : EventJson.write(seq, type, at, data(), zone);
        }
    }

    /** Says the same each time, and works it out once however many ask. */
    static Supplier<String> once(Supplier<String> says) {
        AtomicReference<@Nullable String> said = new AtomicReference<>();
        return () -> {
            String known = said.get();
            if (known == null) {
                known = says.get();
                said.set(known);
            }
            return known;
        };
    }

    public void add(Happening happening) {
        happenings.add(happening);
    }

    /** Takes over what a part of the transaction has to say. */
    public void add(Tidings part) {
        happenings.addAll(part.happenings);
        entries.addAll(part.entries);
        hits.addAll(part.hits);
    }

    public void hit(String incident, Hit hit) {
        hits.add(new Filed(incident, hit));
    }

    public void tell(List<TimelineEntry> lines) {
        entries.addAll(lines);
    }

    /** A hit and the incident it was filed under. */
    public record Filed(String incident, Hit hit) {}

    /** The new hits, in order. */
    public List<Filed> hits() {
        return List.copyOf(hits);
    }

    public List<Happening> happenings() {
        return List.copyOf(happenings);
    }

    /** The new timeline lines, in order. */
    public List<TimelineEntry> entries() {
        return List.copyOf(entries);
    }
}
