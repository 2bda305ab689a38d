package io.fenghuo.model;

import java.time.Instant;
import java.util.List;

/**
 * A response, frame or request body as it was received, kept as evidence.
 *
 * @param sha256 lower-case hex of {@code bytes}
 * @param headers the header lines, without cookies and credentials
 */
public record Raw(String sha256, String source, String url, String headers, byte[] bytes, Instant at) {
    /** The posts, as read from these bytes. */
    public List<Post> behind(List<Post> posts) {
        return posts.stream().map(post -> post.with().raw(sha256).build()).toList();
    }
}
