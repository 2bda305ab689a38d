package io.fenghuo.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a platform means by an answer that is no success.
 *
 * @param pause how long it wants to be left alone, unless it said so in {@code Retry-After}; null = it did not say
 */
public record Refusal(Trouble trouble, @Nullable Duration pause) {}
