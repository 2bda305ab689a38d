package io.fenghuo.web;

import io.fenghuo.model.Post;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Posts from outside, to be kept as a whole.
 *
 * @param key the Idempotency-Key, or null
 * @param fingerprint SHA-256 (hex) of {@code body}
 * @param body as received, evidence
 * @param origin from where: {@code api}, or who reported it by hand
 * @param evidence what is kept beside the body
 * @param history whether posts older than the golden time are kept and open nothing
 */
public record Ingest(
        String source,
        List<Post> posts,
        @Nullable String key,
        String fingerprint,
        byte[] body,
        String origin,
        List<Console.Evidence> evidence,
        boolean history) {
    public Ingest {
        posts = List.copyOf(posts);
        evidence = List.copyOf(evidence);
    }

    /** Posts of now. */
    public Ingest(
            String source,
            List<Post> posts,
            @Nullable String key,
            String fingerprint,
            byte[] body,
            String origin,
            List<Console.Evidence> evidence) {
        this(source, posts, key, fingerprint, body, origin, evidence, false);
    }
}
