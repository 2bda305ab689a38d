package io.fenghuo.verticle.hearing;

import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Streams;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.intake.Intake;
import java.util.random.RandomGenerator;

/**
 * What the verticles of sources need from the outside.
 *
 * @param random for jitter; threadsafe
 * @param calls how others reach them
 */
public record SourcePorts(
        Fetcher fetcher,
        Streams streams,
        Intake intake,
        Time time,
        SourceLog log,
        SourceWords words,
        RandomGenerator random,
        SourceCalls calls) {
    /** Those of sources whom nobody calls. */
    public SourcePorts(
            Fetcher fetcher,
            Streams streams,
            Intake intake,
            Time time,
            SourceLog log,
            SourceWords words,
            RandomGenerator random) {
        this(fetcher, streams, intake, time, log, words, random, new SourceCalls());
    }
}
