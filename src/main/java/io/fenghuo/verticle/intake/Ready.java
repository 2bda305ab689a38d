package io.fenghuo.verticle.intake;

import io.fenghuo.store.Posts;

/**
 * A post that was read, with all that can be worked out before its transaction.
 *
 * @param draft the post as it is stored
 * @param history whether it is too old to alarm: it is kept and opens nothing
 * @param quiet whether nothing follows from it by itself: no hit, no word of ours
 * @param abusive whether a customer abuses us in it, so that its thread is kept
 */
public record Ready(Found found, Posts.Draft draft, boolean history, boolean quiet, boolean abusive) {}
