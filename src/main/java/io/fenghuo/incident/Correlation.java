package io.fenghuo.incident;

import io.fenghuo.model.Author;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What belongs together: the keys of incidents, crowds and customers. */
public final class Correlation {
    /** The default: one thread, one incident. */
    public static final String THREAD = "thread";

    /** Fingerprints of two texts that differ in at most this many of 64 bits are the same text told again. */
    public static final int NEAR_DUPLICATE = 3;

    private Correlation() {}

    /** The author's id, else their name, else the post itself ({@code source/id}). */
    public static String author(Post post) {
        Author author = post.author();
        if (author.id() != null && !author.id().isBlank()) {
            return author.id();
        }
        return author.name() != null && !author.name().isBlank() ? author.name() : name(post);
    }

    /** The post's name in the store, {@code source/id}. */
    public static String name(Post post) {
        return post.source() + "/" + post.id();
    }

    /**
     * The correlation part of the incident key, by what the rule says, else the policy. Where the post lacks the part asked for, its thread
     * counts; a thread that is only the post's own id is told apart by its source.
     */
    public static String key(Post post, Hit hit, Policy policy) {
        String by = hit.effects().correlate() == null
                ? policy.correlate()
                : hit.effects().correlate();
        String found = switch (by.toLowerCase(Locale.ROOT)) {
            case "product" -> named("product", post.subject().product());
            case "host" -> named("host", post.subject().host());
            case "order" -> named("order", post.subject().order());
            case "author" -> named("author", author(post));
            case "session" -> named("session", post.session());
            case "none" -> "post:" + name(post);
            default -> null;
        };
        if (found != null) {
            return found;
        }
        return ownThread(post) ? name(post) : post.thread();
    }

    /** What a crowd is counted by: the product, else the host, else a thread that is not the post's own id, else the source. */
    public static String crowdKey(Post post) {
        String product = named("product", post.subject().product());
        if (product != null) {
            return product;
        }
        String host = named("host", post.subject().host());
        if (host != null) {
            return host;
        }
        return ownThread(post) ? "source:" + post.source() : "thread:" + post.thread();
    }

    /** Whether a hit still belongs to this incident: until closed at L1 and L2, within the window since the last hit at L3. */
    public static boolean joins(Incident incident, Policy policy, Instant now) {
        if (incident.state().ended()) {
            return false;
        }
        return incident.level() != Severity.L3
                || !now.isAfter(incident.lastHitAt().plus(policy.window()));
    }

    /** The earliest closing whose incident the same fingerprint reopens. */
    public static Instant reopensSince(Policy policy, Instant now) {
        return now.minus(policy.margins().reopen());
    }

    /**
     * Whether a post is history that is stored and opens nothing.
     *
     * @param firstRun whether it came with the first read of its source
     * @param backfillAlerts whether the source says {@code backfill: alert}
     */
    public static boolean history(Post post, boolean firstRun, boolean backfillAlerts, Policy policy, Instant now) {
        return firstRun && !backfillAlerts && post.publishedAt().isBefore(now.minus(policy.golden()));
    }

    /** The earliest moment a post can have been published at; no platform we read is older. */
    private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");

    /** Whether a post can have been published then: sources that know no time say 1970. */
    public static boolean believable(Instant publishedAt) {
        return !publishedAt.isBefore(OLDEST);
    }

    /** When a post was exposed: when it was published; a time in the future or before 2000 counts as now. */
    public static Instant exposure(Post post, Instant now) {
        Instant at = post.publishedAt();
        return at.isAfter(now) || !believable(at) ? now : at;
    }

    private static boolean ownThread(Post post) {
        return post.thread().equals(post.id());
    }

    private static @Nullable String named(String what, @Nullable String value) {
        return value == null || value.isBlank() ? null : what + ":" + value.strip();
    }
}
