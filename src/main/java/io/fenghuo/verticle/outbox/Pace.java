package io.fenghuo.verticle.outbox;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sendings under a vendor's limits: never more than so many in any minute, some of them kept for L1, nor in any second; for each reader
 * where the vendor counts so. Only a hint that saves throttles: it is rebuilt at start from the attempts in the outbox, whatever became of them
 * and whoever they were for, and what it remembers from before the clock was set back counts for nothing. Confined to one context.
 */
public final class Pace {
    /** The vendor's minute, and a little for the way there. */
    public static final Duration WINDOW = Duration.ofSeconds(62);
    /** The vendor's second, and a little for the way there. */
    private static final Duration SECOND = Duration.ofMillis(1_100);

    private final Map<Reader, Deque<Instant>> sent = new HashMap<>();

    /** @param person null = whoever reads there */
    private record Reader(Object address, @Nullable String person) {}

    /** When the next one may go as far as a minute's limit says: {@code now}, or the moment room opens. */
    public Instant next(ChannelSpec spec, Limits limits, @Nullable String person, boolean gravest, Instant now) {
        int allowed = gravest ? limits.perMinute() : limits.perMinute() - limits.reserve();
        return limits.perMinute() == 0 ? now : free(recent(spec, limits, person, WINDOW, now), allowed, WINDOW, now);
    }

    /** When the next one may go as far as a second's limit says. */
    public Instant moment(ChannelSpec spec, Limits limits, @Nullable String person, Instant now) {
        return limits.perSecond() == 0
                ? now
                : free(recent(spec, limits, person, SECOND, now), limits.perSecond(), SECOND, now);
    }

    private static Instant free(List<Instant> recent, int allowed, Duration window, Instant now) {
        return recent.size() < allowed
                ? now
                : recent.get(recent.size() - allowed).plus(window);
    }

    private List<Instant> recent(
            ChannelSpec spec, Limits limits, @Nullable String person, Duration window, Instant now) {
        Stream<Instant> all = times(spec, null);
        return (limits.ratePerPerson() && person != null ? Stream.concat(all, times(spec, person)) : all)
                .filter(at -> at.plus(window).isAfter(now) && !at.isAfter(now))
                .sorted()
                .toList();
    }

    private Stream<Instant> times(ChannelSpec spec, @Nullable String person) {
        Deque<Instant> times = sent.get(new Reader(key(spec), person));
        return times == null ? Stream.of() : times.stream();
    }

    /** One went at {@code at}; {@code person} = null where it is not known whom it was for. */
    public void went(ChannelSpec spec, Limits limits, @Nullable String person, Instant at) {
        Reader reader = new Reader(key(spec), limits.ratePerPerson() ? person : null);
        Deque<Instant> times = sent.computeIfAbsent(reader, any -> new ArrayDeque<>());
        times.removeIf(old -> !old.plus(WINDOW).isAfter(at) || old.isAfter(at));
        times.addLast(at);
    }

    /** Two entries with one address are one robot. */
    public static Object key(ChannelSpec spec) {
        return spec.url() == null ? spec.id() : spec.url();
    }
}
