package io.fenghuo.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One entry of {@code processors:} in {@code watchlists/sources.yaml}: a developer's verticle that sees posts before they are matched.
 *
 * @param sources ids of the sources whose posts it sees; empty = all
 * @param timeout how long a batch waits for its answer before it goes on as it is
 * @param options {@code class}, {@code config} and {@code instances}
 */
public record ProcessorSpec(String id, List<String> sources, Duration timeout, Map<String, Object> options) {
    /** How long a batch waits unless the entry says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    /** The longest a batch may wait: an alarm waits with it. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);

    public ProcessorSpec {
        sources = List.copyOf(sources);
        options = Map.copyOf(options);
    }

    /** Whether it sees posts of this source. */
    public boolean sees(String source) {
        return sources.isEmpty() || sources.contains(source);
    }
}
