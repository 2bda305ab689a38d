package io.fenghuo.web.view;

import io.fenghuo.model.SourceStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A source as shown.
 *
 * @param state ok, warn or bad, for the colour
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
        String cure) {

    /** The source as it stands. */
    public static SourceView of(SourceStatus status, boolean silent, @Nullable String cure, Words words, Instant now) {
        String state =
                silent ? "bad" : status.problem() != null ? "warn" : status.lastSuccess() == null ? "wait" : "ok";
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
                Harmless.line(cure, 300));
    }
}
