package io.fenghuo.web.view;

import io.fenghuo.model.Reason;
import io.fenghuo.model.SourceGap;
import io.fenghuo.model.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source as shown.
 *
 * @param state ok, warn or bad, for the colour
 * @param lag how long its posts take until we see them, "" while unknown
 * @param expected the longest silence that is usual at this hour, "" while unknown
 * @param gaps the last spans in which it was not heard, one sentence each
 */
public record SourceView(
        String id,
        String type,
        String state,
        String word,
        String lastSuccess,
        String lastPost,
        String nextAt,
        long posts,
        int errors,
        String problem,
        String cure,
        String lag,
        String expected,
        List<String> gaps) {
    public SourceView {
        gaps = List.copyOf(gaps);
    }

    /**
     * How a source is doing.
     *
     * @param silent 失联: it failed or said nothing for too long
     * @param cure what to do about its problem
     * @param deaf why it counts as not heard, with what to do; null = it is heard
     * @param gaps the last spans in which it was not heard, newest first
     */
    public record Line(
            SourceStatus status,
            boolean silent,
            @Nullable String cure,
            @Nullable Reason deaf,
            List<SourceGap> gaps) {
        public Line {
            gaps = List.copyOf(gaps);
        }

        public Line(SourceStatus status, boolean silent, @Nullable String cure) {
            this(status, silent, cure, null, List.of());
        }
    }

    /** The source as it stands. */
    public static SourceView of(Line line, Words words, Instant now) {
        SourceStatus status = line.status();
        String state = line.silent()
                ? "bad"
                : status.problem() != null ? "warn" : status.lastSuccess() == null ? "wait" : "ok";
        Reason deaf = line.deaf();
        String cure = deaf == null ? line.cure() : words.reason(deaf);
        return new SourceView(
                Harmless.line(status.source(), 60),
                Harmless.line(status.type(), 30),
                state,
                words.t("source." + state),
                words.when(status.lastSuccess(), now),
                words.when(status.lastPost(), now),
                status.nextAt() == null
                        ? words.t(status.connected() ? "source.stream" : "source.never")
                        : words.when(status.nextAt(), now),
                status.posts(),
                status.errors(),
                Harmless.line(status.problem(), 300),
                Harmless.line(cure, 300),
                span(status.lag(), words),
                span(status.expected(), words),
                line.gaps().stream().map(gap -> gap(gap, words, now)).toList());
    }

    private static String gap(SourceGap gap, Words words, Instant now) {
        String why = Harmless.line(Objects.requireNonNullElse(gap.why(), words.t("hearing.stopped")), 200);
        return words.t(
                gap.covered() ? "hearing.gap.covered" : "hearing.gap",
                words.when(gap.from(), now),
                words.when(gap.to(), now),
                why);
    }

    private static String span(@Nullable Duration span, Words words) {
        return span == null ? "" : words.counter(span);
    }
}
