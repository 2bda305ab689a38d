package io.fenghuo.verticle.intake;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What reading a post gave.
 *
 * @param hits the rules found in it, gravest first
 * @param fingerprint of its folded text; 0 = too short to compare
 * @param fault what kept us from reading it; null when it was read
 */
public record Found(
        Post post,
        List<Hit> hits,
        long fingerprint,
        @Nullable Throwable fault) {
    public Found(Post post, List<Hit> hits, long fingerprint) {
        this(post, hits, fingerprint, null);
    }

    public Found {
        hits = List.copyOf(hits);
    }

    /** Whether its source says that the post was deleted there. */
    public static boolean gone(Post post) {
        return "true".equals(post.attributes().get("deleted"));
    }

    /** The hits that belong to no incident yet, by brand and family, the gravest first. */
    public Map<String, List<Hit>> newByFamily(Tx tx) {
        Map<String, List<Hit>> families = new LinkedHashMap<>();
        for (Hit hit : hits) {
            if (tx.posts().incidentOfHit(hit).isEmpty()) {
                families.computeIfAbsent(hit.brand() + '\u0000' + hit.family(), key -> new ArrayList<>())
                        .add(hit);
            }
        }
        return families;
    }
}
