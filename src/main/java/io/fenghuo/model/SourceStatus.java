package io.fenghuo.model;

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
        long posts) {}
