package io.fenghuo.config;

/** A value read from a file, with the place it came from, for faults found later. */
public record Placed<T>(T value, Place place) {}
