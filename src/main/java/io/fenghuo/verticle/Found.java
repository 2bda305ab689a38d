package io.fenghuo.verticle;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a post gave.
 *
 * @param hits the rules found in it, gravest first
 * @param fingerprint of its folded text; 0 = too short to compare
 * @param fault what kept us from reading it; null when it was read
 */
record Found(
        Post post,
        List<Hit> hits,
        long fingerprint,
        @Nullable Throwable fault) {
    Found(Post post, List<Hit> hits, long fingerprint) {
        this(post, hits, fingerprint, null);
    }

    Found {
        hits = List.copyOf(hits);
    }
}
