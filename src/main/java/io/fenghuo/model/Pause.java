package io.fenghuo.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Alerts held back for a while: by everything, by one brand, or by one rule. What is of an L1 is never held back.
 *
 * @param brand empty = of every brand
 * @param rule id of a watchlist's rule; empty = of every rule
 * @param until it ends by itself then, {@link #LONGEST} after {@code from} at the latest
 * @param reason why, in the words of who asked for it
 * @param via from where: console, cli, api
 * @param endedAt when it ended or was lifted; null while it runs
 * @param endedBy who lifted it; {@code system} when its time was over
 */
public record Pause(
        String id,
        String brand,
        String rule,
        Instant from,
        Instant until,
        String reason,
        String by,
        String via,
        @Nullable Instant endedAt,
        @Nullable String endedBy) {

    /** A forgotten pause ends after this at the latest. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** Whether it holds anything back at {@code now}. */
    public boolean runs(Instant now) {
        return endedAt == null && until.isAfter(now);
    }

    /** The same, ended. */
    public Pause ended(Instant at, String who) {
        return new Pause(id, brand, rule, from, until, reason, by, via, at, who);
    }
}
