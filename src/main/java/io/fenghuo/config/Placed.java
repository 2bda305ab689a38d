package io.fenghuo.config;

/**
 * A value read from a file, with the place it came from, for faults found later.
 *
 * @param sound whether reading it found no error
 */
public record Placed<T>(T value, Place place, boolean sound) {}
