package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code watchlists/sources.yaml}.
 *
 * @param type a word behind {@code type:}, such as rss or websocket
 * @param every how often it is read
 * @param thread the thread of its posts when they name none; null = the page or room URL
 * @param brand the brand its posts are about, or null
 * @param kind the kind of its posts on the wire, or null for comment
 * @param role the role of its authors on the wire, or null for customer
 * @param map field of the post → where it is found: a JSON pointer, or for html a CSS selector
 * @param headers request headers; values may be secrets
 * @param options whatever else its type reads, such as {@code class} and {@code config} of a verticle
 * @param allowPrivate whether the URL may lead to a private or loopback address
 * @param backfill {@code alert} when posts of the first run older than two hours alarm too
 */
public record SourceSpec(
        String id,
        String type,
        @Nullable String url,
        Duration every,
        @Nullable String thread,
        @Nullable String brand,
        @Nullable String kind,
        @Nullable String role,
        Map<String, String> map,
        Map<String, Secret> headers,
        Map<String, Object> options,
        boolean allowPrivate,
        @Nullable String backfill) {

    /** How often a source is read unless it says otherwise. */
    public static final Duration DEFAULT_EVERY = Duration.ofSeconds(60);

    public SourceSpec {
        map = Map.copyOf(map);
        headers = Map.copyOf(headers);
        options = Map.copyOf(options);
    }
}
