package io.fenghuo.model;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Makes ids that sort by time: the 48-bit millisecond and 80 random bits of a ULID (github.com/ulid/spec), in lower-case Crockford base 32
 * behind a prefix, such as {@code i-01jd3...}. Within one millisecond the random part grows by one, so order is kept. Threadsafe.
 */
public final class Ids {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private final RandomGenerator random;
    private long lastMillis = -1;
    private long high;
    private long low;

    /** A maker over {@code random}: a secure one in the service, a seeded one where runs must repeat. */
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** The next id, such as {@code next("i", now)} → {@code i-01jd3…}. */
    public synchronized String next(String prefix, Instant now) {
        long millis = Math.max(now.toEpochMilli(), lastMillis);
        if (millis == lastMillis) {
            low = (low + 1) & 0xFF_FFFF_FFFFL;
            if (low == 0) {
                high = (high + 1) & 0xFF_FFFF_FFFFL;
            }
        } else {
            high = random.nextLong() & 0xFF_FFFF_FFFFL;
            low = random.nextLong() & 0xFF_FFFF_FFFFL;
            lastMillis = millis;
        }
        StringBuilder id =
                new StringBuilder(prefix.length() + 27).append(prefix).append('-');
        append(id, millis, 10);
        append(id, high, 8);
        append(id, low, 8);
        return id.toString();
    }

    private static void append(StringBuilder to, long value, int digits) {
        for (int i = digits - 1; i >= 0; i--) {
            to.append(ALPHABET[(int) ((value >>> (5 * i)) & 31)]);
        }
    }
}
