package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Post;
import io.fenghuo.model.SourceGap;
import io.fenghuo.model.SourcePulse;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.Expecting;
import io.fenghuo.source.Manners;
import io.fenghuo.source.Quota;
import io.fenghuo.source.Rhythm;
import io.fenghuo.source.SourceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is learned of one source while listening: its rhythm, its lag, its clock, and when it was not heard. Confined to its verticle. */
public final class Hearing {
    /** A source is called silent after this many of its own intervals without a read that worked. */
    private static final int SILENT_AFTER = 3;
    /** A canary is missed when it is this much later than planted. */
    private static final double CANARY_GRACE = 1.5;

    private static final double LAG_SHARE = 0.3;
    private static final Duration SAVED_EVERY = Duration.ofMinutes(10);

    private final SourceSpec spec;
    private final SourceLog log;
    private final Expecting expecting;
    private Rhythm rhythm = Rhythm.of(null);
    private @Nullable Instant startedAt;
    private @Nullable Instant canary;
    private @Nullable Instant canarySince;
    private Quota.@Nullable Used used;
    private @Nullable Duration lag;
    private @Nullable Duration skew;
    private Instant savedAt = Instant.MIN;
    private boolean first = true;

    Hearing(SourceSpec spec, SourceLog log) {
        this.spec = spec;
        this.log = log;
        this.expecting = Expecting.of(spec);
    }

    /** After how long without a read that worked a source has not been heard. */
    public static Duration patience(SourceSpec spec) {
        return Manners.of(spec)
                .slowest()
                .multipliedBy(SILENT_AFTER)
                .plus(Manners.held(spec))
                .plusMinutes(1);
    }

    void restore(@Nullable SourceStatus before, @Nullable SourcePulse pulse, Instant now) {
        startedAt = before == null || before.lastSuccess() == null ? now : null;
        rhythm = Rhythm.of(pulse);
        if (pulse != null) {
            canary = pulse.canary();
            String day = pulse.quotaDay();
            used = day == null ? null : new Quota.Used(day, pulse.quotaUsed());
        }
        canarySince = canary == null ? now : canary;
        if (before != null) {
            lag = before.lag();
        }
    }

    /** New posts, among those that came; {@code last} is when the new ones before came. */
    void received(int fresh, List<Post> posts, @Nullable Instant last, Instant now) {
        String marker = expecting.marker();
        if (marker != null
                && posts.stream()
                        .anyMatch(post -> post.text().contains(marker)
                                && (canary == null || post.publishedAt().isAfter(canary)))) {
            canary = posts.stream()
                    .filter(post -> post.text().contains(marker))
                    .map(Post::publishedAt)
                    .max(Comparator.naturalOrder())
                    .orElse(now);
        }
        if (fresh == 0) {
            return;
        }
        rhythm.heard(base(last), fresh, now);
        posts.stream().map(Post::publishedAt).max(Comparator.naturalOrder()).ifPresent(at -> {
            Duration late = at.isAfter(now) ? Duration.ZERO : Duration.between(at, now);
            lag = lag == null
                    ? late
                    : Duration.ofMillis((long) (lag.toMillis() * (1 - LAG_SHARE) + late.toMillis() * LAG_SHARE));
        });
        save(now);
    }

    /**
     * It was read; nothing new may have been there.
     *
     * @param heard until when it was heard before; null = never
     * @param failed what went wrong since; null = nothing
     * @param covered whether this read reached back to what was known
     * @param patience how long it may go unheard before that counts as a gap
     */
    void works(
            @Nullable Instant heard,
            @Nullable Instant lastPost,
            @Nullable String failed,
            boolean covered,
            Duration patience,
            Instant now) {
        boolean outage = first || failed != null;
        first = false;
        if (outage && heard != null && heard.plus(patience).isBefore(now)) {
            log.gap(new SourceGap(spec.id(), heard, now, failed, covered));
            // What was missed is no silence of theirs.
            startedAt = now;
        }
        Instant deaf = quietAt(lastPost, now);
        if (deaf == null || deaf.isAfter(now)) {
            rhythm.quiet(base(lastPost), now);
        }
        if (savedAt.equals(Instant.MIN) || savedAt.plus(SAVED_EVERY).isBefore(now)) {
            save(now);
        }
    }

    /** The source's own clock said {@code theirs} at {@code ours}. */
    void clock(@Nullable Instant theirs, Instant ours) {
        skew = theirs == null ? skew : Duration.between(ours, theirs);
    }

    void spent(Quota.Used now, Instant at) {
        used = now;
        save(at);
    }

    Quota.@Nullable Used used() {
        return used;
    }

    /** The status with what was learned. */
    SourceStatus of(SourceStatus plain, Instant now) {
        Instant last = base(plain.lastPost());
        return new SourceStatus(
                plain.source(),
                plain.type(),
                plain.connected(),
                plain.lastSuccess(),
                plain.lastPost(),
                plain.errors(),
                plain.problem(),
                plain.nextAt(),
                plain.posts(),
                lag,
                last == null ? null : rhythm.expected(last, now),
                quietAt(plain.lastPost(), now),
                skew,
                canaryAt());
    }

    private @Nullable Instant quietAt(@Nullable Instant lastPost, Instant now) {
        Instant last = base(lastPost);
        if (last == null || expecting.never()) {
            return null;
        }
        Duration said = expecting.silence();
        return said == null ? rhythm.deafAt(last, now) : last.plus(said);
    }

    private @Nullable Instant canaryAt() {
        Instant seen = canary == null ? canarySince : canary;
        Instant from = seen == null || (startedAt != null && startedAt.isAfter(seen)) ? startedAt : seen;
        return expecting.marker() == null || from == null
                ? null
                : from.plusMillis((long) (expecting.planted().toMillis() * CANARY_GRACE));
    }

    /** From when silence counts: from the last post, or from when listening began anew. */
    private @Nullable Instant base(@Nullable Instant lastPost) {
        return lastPost == null || (startedAt != null && startedAt.isAfter(lastPost)) ? startedAt : lastPost;
    }

    private void save(Instant now) {
        savedAt = now;
        log.pulse(new SourcePulse(
                spec.id(),
                rhythm.longest(),
                rhythm.posts(),
                rhythm.since(),
                canary,
                used == null ? null : used.day(),
                used == null ? 0 : used.units()));
    }
}
