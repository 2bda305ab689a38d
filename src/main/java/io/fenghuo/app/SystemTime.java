package io.fenghuo.app;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The one class that reads the machine's time; in whole milliseconds, as the store keeps it; everything else is given an {@link InstantSource} or an {@link Instant}. Threadsafe. */
public final class SystemTime implements InstantSource {
    @Override
    public Instant instant() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
