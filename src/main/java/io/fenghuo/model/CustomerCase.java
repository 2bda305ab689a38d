package io.fenghuo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One customer inside an L3 incident, with golden and settle clocks of their own.
 *
 * @param customer the author key: author id, else name, else the post
 * @param post the first post of this customer, as {@code source/id}
 * @param exposure the earliest moment this customer was in public
 */
public record CustomerCase(
        String customer,
        @Nullable String name,
        String post,
        Instant exposure,
        Instant openedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant settledAt) {}
