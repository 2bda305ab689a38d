package io.fenghuo.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source is doing, as the board shows it.
 *
 * @param lastSuccess the last read that worked, also one without posts
 * @param lastPost when a new post was last seen
 * @param errors failures in a row
 * @param problem the last failure in plain words, null while it works
 * @param nextAt when it is read again; null for streams and pushes
 * @param lag how long posts take from their publication until we see them; null = not known
 * @param expected the longest silence that is usual at this hour; null = not learned yet
 * @param quietAt when its silence counts as deafness; null = never
 * @param skew how far its clock is ahead of ours; null = not known
 * @param canaryAt when the owner's planted post has to be heard at the latest; null = none is planted
 */
public record SourceStatus(
        String source,
        String type,
        boolean connected,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastPost,
        int errors,
        @Nullable String problem,
        @Nullable Instant nextAt,
        long posts,
        @Nullable Duration lag,
        @Nullable Duration expected,
        @Nullable Instant quietAt,
        @Nullable Duration skew,
        @Nullable Instant canaryAt) {

    /** One of which nothing was learned yet. */
    @SuppressWarnings("checkstyle:ParameterNumber")
    public SourceStatus(
            String source,
            String type,
            boolean connected,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastPost,
            int errors,
            @Nullable String problem,
            @Nullable Instant nextAt,
            long posts) {
        this(
                source,
                type,
                connected,
                lastSuccess,
                lastPost,
                errors,
                problem,
                nextAt,
                posts,
                null,
                null,
                null,
                null,
                null);
    }
}
