package io.fenghuo.app;

import java.time.Instant;
import java.time.InstantSource;

/** The one class that reads the machine's time; everything else is given an {@link InstantSource} or an {@link Instant}. Threadsafe. */
public final class SystemTime implements InstantSource {
    @Override
    public Instant instant() {
        return Instant.now();
    }
}
