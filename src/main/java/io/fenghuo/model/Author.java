package io.fenghuo.model;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a post.
 *
 * @param id the platform's id of the person
 * @param name the shown name, written by a stranger
 * @param followers how many people follow them
 * @param tier the customer tier, such as {@code vip}
 */
public record Author(
        @Nullable String id,
        @Nullable String name,
        @Nullable Long followers,
        @Nullable String tier) {

    /** An author of whom nothing is known. */
    public static final Author UNKNOWN = new Author(null, null, null, null);
}
