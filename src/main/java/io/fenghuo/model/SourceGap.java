package io.fenghuo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span in which a source was not heard.
 *
 * @param why what kept us from it, in plain words; null = the service did not run
 * @param covered whether the first read afterwards reached back to what was known before, so that nothing can be missing
 */
public record SourceGap(
        String source, Instant from, Instant to, @Nullable String why, boolean covered) {}
