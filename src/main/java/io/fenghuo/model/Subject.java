package io.fenghuo.model;

import org.jspecify.annotations.Nullable;

/** What a post is about, as far as the source knows; every part may be absent. */
public record Subject(
        @Nullable String brand,
        @Nullable String shop,
        @Nullable String product,
        @Nullable String order,
        @Nullable String host,
        @Nullable String campaign) {

    /** A subject of which nothing is known. */
    public static final Subject UNKNOWN = new Subject(null, null, null, null, null, null);
}
