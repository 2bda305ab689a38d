package io.fenghuo.verticle;

import io.fenghuo.source.SourceWords;
import java.util.random.RandomGenerator;

/**
 * What the verticles of sources need from the outside.
 *
 * @param random for jitter; threadsafe
 */
public record SourcePorts(
        Fetcher fetcher,
        Streams streams,
        Intake intake,
        Time time,
        SourceLog log,
        SourceWords words,
        RandomGenerator random) {}
