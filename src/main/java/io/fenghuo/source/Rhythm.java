package io.fenghuo.source;

import io.fenghuo.model.SourcePulse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The longest silence that is usual at a source in each hour of the week, learned by listening: a room that sleeps at night is not deaf then,
 * and one that is silent on Tuesday noon is. A mean would not do, for posts come in bursts. Hours are of UTC, so that no summer time tears a
 * week. Not threadsafe.
 */
public final class Rhythm {
    /** A source is deaf after this many times its usual longest silence. */
    public static final int TIMES = 3;
    /** Nothing is said before so many posts were heard, over at least {@link #LONG_ENOUGH}. */
    static final int ENOUGH = 20;

    static final Duration LONG_ENOUGH = Duration.ofHours(24);
    /** No silence shorter than this counts, however lively the source. */
    static final Duration LEAST = Duration.ofMinutes(10);

    private static final int WEEK = 168;
    /** What a week leaves of what was learned: a source that became livelier is known after a few. */
    private static final double FADES = 0.8;

    private final long[] longest = new long[WEEK];
    private long posts;
    private @Nullable Instant since;
    private int hour = -1;

    /** Goes on from what was learned before. */
    public static Rhythm of(@Nullable SourcePulse before) {
        Rhythm rhythm = new Rhythm();
        if (before != null) {
            for (int i = 0; i < Math.min(WEEK, before.longest().size()); i++) {
                rhythm.longest[i] = Math.max(0, before.longest().get(i));
            }
            rhythm.posts = before.posts();
            rhythm.since = before.since();
        }
        return rhythm;
    }

    public List<Long> longest() {
        List<Long> all = new ArrayList<>();
        for (long one : longest) {
            all.add(one);
        }
        return Collections.unmodifiableList(all);
    }

    public long posts() {
        return posts;
    }

    public @Nullable Instant since() {
        return since;
    }

    /** New posts came at {@code now}; {@code last} is when the ones before came, or when listening began; null = never. */
    public void heard(@Nullable Instant last, int count, Instant now) {
        since = since == null ? now : since;
        posts += count;
        if (last == null || !last.isBefore(now)) {
            return;
        }
        long gap = Duration.between(last, now).toSeconds();
        Instant at = last;
        for (int i = 0; i < WEEK && !at.isAfter(now); i++) {
            longest[slot(at)] = Math.max(longest[slot(at)], gap);
            at = at.plus(Duration.ofHours(1));
        }
        longest[slot(now)] = Math.max(longest[slot(now)], gap);
    }

    /** It was listened to at {@code now} and there was nothing new since {@code last}; not to be called while it counts as deaf. */
    public void quiet(@Nullable Instant last, Instant now) {
        int slot = slot(now);
        if (slot != hour) {
            if (hour >= 0) {
                longest[slot] = (long) (longest[slot] * FADES);
            }
            hour = slot;
        }
        if (last != null && last.isBefore(now)) {
            longest[slot] = Math.max(longest[slot], Duration.between(last, now).toSeconds());
        }
    }

    /** Whether enough was heard to say anything. */
    public boolean learned(Instant now) {
        return posts >= ENOUGH && since != null && !since.plus(LONG_ENOUGH).isAfter(now);
    }

    /** The longest silence that is usual between two moments; null while nothing was learned. */
    public @Nullable Duration expected(Instant from, Instant to) {
        if (!learned(to)) {
            return null;
        }
        long most = 0;
        Instant at = from;
        for (int i = 0; i < WEEK && !at.isAfter(to); i++) {
            most = Math.max(most, usual(slot(at)));
            at = at.plus(Duration.ofHours(1));
        }
        Duration usual = Duration.ofSeconds(Math.max(most, usual(slot(to))));
        return usual.compareTo(LEAST) < 0 ? LEAST : usual;
    }

    /** When silence since {@code last} counts as deafness: beyond {@value #TIMES} times what is usual in the hours it lasts. */
    public @Nullable Instant deafAt(Instant last, Instant now) {
        Duration usual = expected(last, now);
        if (usual == null) {
            return null;
        }
        Instant at = last.plus(usual.multipliedBy(TIMES));
        for (int i = 0; i < 20; i++) {
            Duration further = expected(last, at);
            Instant next = last.plus((further == null ? usual : further).multipliedBy(TIMES));
            if (!next.isAfter(at)) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** Of this hour; of an hour never listened to, that of the same hour on other days, else the longest of all. */
    private long usual(int slot) {
        if (longest[slot] > 0) {
            return longest[slot];
        }
        long same = 0;
        for (int i = slot % 24; i < WEEK; i += 24) {
            same = Math.max(same, longest[i]);
        }
        long all = 0;
        for (long one : longest) {
            all = Math.max(all, one);
        }
        return same > 0 ? same : all;
    }

    private static int slot(Instant at) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        return (utc.getDayOfWeek().getValue() - 1) * 24 + utc.getHour();
    }
}
