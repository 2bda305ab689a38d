package io.fenghuo.model;

import org.jspecify.annotations.Nullable;

/**
 * A picture, film or file that hangs on a post.
 *
 * @param url where it lies, written by a stranger
 * @param type its media type, when the source tells
 */
public record Attachment(String url, @Nullable String type) {}
