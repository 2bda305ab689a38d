package io.fenghuo.verticle;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import java.util.List;

/**
 * What reading a post gave.
 *
 * @param hits the rules found in it, gravest first
 * @param fingerprint of its folded text; 0 = too short to compare
 */
record Found(Post post, List<Hit> hits, long fingerprint) {
    Found {
        hits = List.copyOf(hits);
    }
}
