package io.fenghuo.verticle;

import io.fenghuo.model.Reason;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    /** The incident, when it was opened and last told, and what was wrong: {@code <incident> <since> <told> <what>}; empty = nothing. */
    private static final String SETTING = "own/" + RULE;

    private final Desk desk;
    private final OwnCase own;
    private final Function<Reason, String> words;

    public Deafness(Desk desk, Function<Reason, String> words) {
        this.desk = desk;
        this.own = new OwnCase(desk, RULE, FAMILY, words.apply(Reason.of("own.deaf-keyword")));
        this.words = words;
    }

    /** Why a source counts as deaf; null = it is heard. Its first argument is the source. */
    static @Nullable Reason of(SourceSpec spec, SourceStatus status, Instant now) {
        Instant last = status.lastSuccess();
        String problem = Objects.requireNonNullElse(status.problem(), "");
        Duration patience = longer(FAILING, SourceWatch.patience(spec));
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
        Kept kept = Kept.of(tx);
        return kept == null ? !deaf.isEmpty() : deaf.isEmpty() || !kept.what().equals(what(deaf)) || kept.due(now);
    }

    private static String what(List<Reason> deaf) {
        return deaf.stream()
                .map(one -> one.code() + "/" + one.args().get(0))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** Opens, tells on or closes. */
    void follow(Tx tx, List<Reason> deaf, Instant now, Tidings tidings) {
        Kept kept = Kept.of(tx);
        if (deaf.isEmpty()) {
            if (kept != null) {
                own.mended(tx, kept.incident(), words.apply(Reason.of("own.heard")), now, tidings);
                tx.journal().saveSetting(SETTING, "");
            }
            return;
        }
        Reason all = Reason.of("own.deaf", said(deaf));
        String text = words.apply(all);
        if (kept == null || !OwnCase.open(tx, kept.incident())) {
            String id = own.open(tx, text, now, tidings);
            new Kept(id, kept == null ? now : kept.since(), now, what(deaf)).save(tx);
            return;
        }
        if (!kept.what().equals(what(deaf))) {
            own.note(tx, kept.incident(), text, now, tidings);
        }
        boolean due = kept.due(now);
        if (due) {
            desk.tellAdmins(tx, all, now);
        }
        new Kept(kept.incident(), kept.since(), due ? now : kept.told(), what(deaf)).save(tx);
    }

    private String said(List<Reason> deaf) {
        List<String> each = new ArrayList<>();
        deaf.forEach(one -> each.add(words.apply(one)));
        return String.join("；", each);
    }

    /** What is remembered between two looks. */
    private record Kept(String incident, Instant since, Instant told, String what) {
        static @Nullable Kept of(Tx tx) {
            String text = tx.journal().setting(SETTING).orElse("");
            String[] parts = text.split(" ", 4);
            return parts.length < 4
                    ? null
                    : new Kept(parts[0], Instant.parse(parts[1]), Instant.parse(parts[2]), parts[3]);
        }

        boolean due(Instant now) {
            boolean patient = Duration.between(since, now).compareTo(Admins.PATIENT) >= 0;
            return !told.plus(patient ? Admins.SELDOM : Admins.AGAIN).isAfter(now);
        }

        void save(Tx tx) {
            tx.journal().saveSetting(SETTING, incident + " " + since + " " + told + " " + what);
        }
    }
}
