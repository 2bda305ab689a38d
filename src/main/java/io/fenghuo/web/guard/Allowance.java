package io.fenghuo.web.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much each of many may ask for: a bucket of tokens a name, kept in memory for the {@value #NAMES} names last heard of. Threadsafe. */
public final class Allowance {
    private static final int NAMES = 10_000;

    private final double burst;
    private final double second;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > NAMES;
        }
    };

    /**
     * The same for every name.
     *
     * @param burst how many may come at once, at least 1
     * @param second how many more each second, above 0
     */
    public Allowance(double burst, double second) {
        this.burst = burst;
        this.second = second;
    }

    private record Bucket(double tokens, Instant at) {}

    /** Takes one; 0 when there was one, else in how many whole seconds there will be. */
    public synchronized long take(String name, Instant now) {
        double tokens = tokens(name, now);
        if (tokens >= 1) {
            buckets.put(name, new Bucket(tokens - 1, now));
            return 0;
        }
        buckets.put(name, new Bucket(tokens, now));
        return Math.max(1, (long) Math.ceil((1 - tokens) / second));
    }

    private double tokens(String name, Instant now) {
        Bucket bucket = buckets.get(name);
        if (bucket == null) {
            return burst;
        }
        double passed = Math.max(0, Duration.between(bucket.at(), now).toMillis()) / 1000.0;
        return Math.min(burst, bucket.tokens() + passed * second);
    }
}
