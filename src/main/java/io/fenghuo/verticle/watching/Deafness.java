package io.fenghuo.verticle.watching;

import io.fenghuo.model.Reason;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.desk.Lasting;
import io.fenghuo.verticle.hearing.Hearing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The incident of our own that sources are not heard: opened once for all of them, told on when another joins or one is mended, told to the
 * administrators again every hour, after four hours every four, and closed when all are heard. Works inside one transaction.
 */
public final class Deafness {
    /** How long a source may fail before the administrators hear of it, unless its own intervals are longer. */
    static final Duration FAILING = Duration.ofMinutes(5);
    /** A source never heard since the start has failed so often when they do. */
    private static final int NEVER = 3;
    /** Clocks further apart than this make times of posts wrong. */
    static final Duration CLOCK = Duration.ofMinutes(2);

    /** The reason that a source's clock goes wrong. */
    static final String WRONG_CLOCK = "source.clock";

    private static final String RULE = "deaf";
    private static final String FAMILY = "监测源";

    private final Lasting lasting;
    private final Predicate<String> ailing;

    public Deafness(Desk desk, Function<Reason, String> words) {
        this(desk, words, source -> false);
    }

    /** @param ailing whether the source of this id is a verticle whose faults another incident of ours tells; threadsafe */
    public Deafness(Desk desk, Function<Reason, String> words, Predicate<String> ailing) {
        this.lasting = new Lasting(desk, RULE, FAMILY, "own.heard", words);
        this.ailing = ailing;
    }

    /** Whether this incident leaves the source to the other, which knows the cause; what it has told it tells to the end. */
    boolean leaves(Tx tx, String source) {
        return ailing.test(source) && !Lasting.tells(tx, RULE, source);
    }

    /** Why a source counts as deaf; null = it is heard. Its first argument is the source. */
    static @Nullable Reason of(SourceSpec spec, SourceStatus status, Instant now) {
        Instant last = status.lastSuccess();
        String problem = Objects.requireNonNullElse(status.problem(), "");
        Duration patience = longer(FAILING, Hearing.patience(spec));
        boolean failing = status.errors() > 0
                && (last == null
                        ? status.errors() >= NEVER
                        : last.plus(patience).isBefore(now));
        if (failing) {
            return Reason.of("source.failing", spec.id(), problem);
        }
        if (SourceWatch.silent(spec, status, now)) {
            return status.errors() > 0 ? null : Reason.of("source.stuck", spec.id());
        }
        Instant quiet = status.quietAt();
        if (quiet != null && quiet.isBefore(now)) {
            return Reason.of("source.quiet", spec.id(), hours(status.lastPost(), now), hours(status.expected()));
        }
        Instant canary = status.canaryAt();
        if (canary != null && canary.isBefore(now)) {
            return Reason.of("source.canary", spec.id());
        }
        Duration skew = status.skew();
        return skew != null && skew.abs().compareTo(CLOCK) > 0
                ? Reason.of(WRONG_CLOCK, spec.id(), skew.toMinutes())
                : null;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static String hours(@Nullable Instant since, Instant now) {
        return since == null ? "?" : hours(Duration.between(since, now));
    }

    private static String hours(@Nullable Duration span) {
        return span == null
                ? "?"
                : span.toHours() + ":" + String.format(java.util.Locale.ROOT, "%02d", span.toMinutesPart());
    }

    /** Whether something has to be written; reads only. */
    static boolean changed(Tx tx, List<Reason> deaf, Instant now) {
        return Lasting.changed(tx, RULE, deaf, now);
    }

    /** Opens, tells on or closes. */
    void follow(Tx tx, List<Reason> deaf, Instant now, Tidings tidings) {
        lasting.follow(tx, deaf, now, tidings);
    }
}
