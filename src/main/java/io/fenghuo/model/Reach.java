package io.fenghuo.model;

import org.jspecify.annotations.Nullable;

/** How far a post has gone; every count may be unknown. */
public record Reach(
        @Nullable Long likes,
        @Nullable Long replies,
        @Nullable Long shares,
        @Nullable Long views) {

    /** Nothing known. */
    public static final Reach UNKNOWN = new Reach(null, null, null, null);
}
