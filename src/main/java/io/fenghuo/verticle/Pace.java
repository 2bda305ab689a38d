package io.fenghuo.verticle;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps sendings under a vendor's limit: never more than so many in any minute, some of them kept for L1. Only a hint that saves throttles:
 * it is rebuilt at start from the attempts
 * in the outbox, whatever became of them, and what it remembers from before the clock was set back counts for nothing. Confined to one context.
 */
final class Pace {
    /** The vendor's minute, and a little for the way there. */
    static final Duration WINDOW = Duration.ofSeconds(62);

    private final Map<Object, Deque<Instant>> sent = new HashMap<>();

    /** When the next one may go: {@code now}, or the moment room opens. */
    Instant next(ChannelSpec spec, Limits limits, boolean gravest, Instant now) {
        if (limits.perMinute() == 0) {
            return now;
        }
        Deque<Instant> all = sent.getOrDefault(key(spec), new ArrayDeque<>());
        List<Instant> recent = all.stream()
                .filter(at -> at.plus(WINDOW).isAfter(now) && !at.isAfter(now))
                .toList();
        int allowed = gravest ? limits.perMinute() : limits.perMinute() - limits.reserve();
        return recent.size() < allowed
                ? now
                : recent.get(recent.size() - allowed).plus(WINDOW);
    }

    /** One went at {@code at}. */
    void went(ChannelSpec spec, Instant at) {
        Deque<Instant> times = sent.computeIfAbsent(key(spec), k -> new ArrayDeque<>());
        times.removeIf(old -> !old.plus(WINDOW).isAfter(at) || old.isAfter(at));
        times.addLast(at);
    }

    /** Two entries with one address are one robot. */
    static Object key(ChannelSpec spec) {
        return spec.url() == null ? spec.id() : spec.url();
    }
}
