package io.fenghuo.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a source is read again. After a success: the longest of what the file says ({@code every}), what the server orders ({@code
 * Retry-After}, at most {@link #ORDER}) and what the content hints ({@code Cache-Control: max-age}, {@code Expires}, a feed's ttl; at most
 * {@link #HINT}, since a conditional request is cheap and an unseen crisis is not). After failures the wait doubles from {@code every} up to {@link
 * #BACK_OFF}. A tenth of the wait at most is added by chance, so that sources do not march in step.
 */
public final class NextPoll {
    /** No source is read more often than this. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);
    /** The longest hint that is taken. */
    public static final Duration HINT = Duration.ofMinutes(5);
    /** The longest order that is obeyed. */
    public static final Duration ORDER = Duration.ofHours(1);
    /** The longest wait after failures, unless {@code every} is longer. */
    public static final Duration BACK_OFF = Duration.ofMinutes(15);

    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age\\s*=\\s*\"?(\\d{1,9})");
    private static final Pattern FRESH_NEVER = Pattern.compile("(?:^|[,\\s])no-(?:cache|store)(?:$|[,\\s])");

    private NextPoll() {}

    /** The wait after a read that worked. */
    public static Duration afterSuccess(
            Duration every, Headers headers, @Nullable Duration ttl, Instant now, RandomGenerator random) {
        Duration wait = longer(every, SHORTEST);
        wait = longer(wait, shorter(fresh(headers, now), HINT));
        wait = longer(wait, shorter(ttl == null ? Duration.ZERO : ttl, HINT));
        Duration order = retryAfter(headers, now);
        wait = longer(wait, order == null ? Duration.ZERO : shorter(order, ORDER));
        return jittered(wait, random);
    }

    /**
     * The wait after a failure.
     *
     * @param errors failures in a row, at least 1
     * @param order what the server asked for, or null
     */
    public static Duration afterFailure(Duration every, int errors, @Nullable Duration order, RandomGenerator random) {
        Duration base = longer(every, SHORTEST);
        Duration wait = base;
        for (int i = 1; i < errors && wait.compareTo(BACK_OFF) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        wait = longer(base, shorter(wait, BACK_OFF));
        wait = longer(wait, order == null ? Duration.ZERO : shorter(order, ORDER));
        return jittered(wait, random);
    }

    /** What {@code Retry-After} says, in seconds or as a date (RFC 9110 §10.2.3); null when absent, unreadable or past. */
    public static @Nullable Duration retryAfter(Headers headers, Instant now) {
        String value = headers.first("Retry-After");
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Instant at = date(text);
        return at != null && at.isAfter(now) ? Duration.between(now, at) : null;
    }

    /** A date as HTTP writes it; null when absent or unreadable. */
    public static @Nullable Instant date(@Nullable String value) {
        try {
            return value == null ? null : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip()));
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** How long the answer stays fresh (RFC 9111 §4.2.1): {@code max-age}, else {@code Expires} against the server's own clock. */
    private static Duration fresh(Headers headers, Instant now) {
        String value = headers.first("Cache-Control");
        if (value == null) {
            Instant expires = date(headers.first("Expires"));
            Instant sent = date(headers.first("Date"));
            Duration left = expires == null ? Duration.ZERO : Duration.between(sent == null ? now : sent, expires);
            return left.isNegative() ? Duration.ZERO : left;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        Matcher age = MAX_AGE.matcher(lower);
        return FRESH_NEVER.matcher(lower).find() || !age.find()
                ? Duration.ZERO
                : Duration.ofSeconds(Long.parseLong(age.group(1)));
    }

    private static Duration jittered(Duration wait, RandomGenerator random) {
        return wait.plusMillis((long) (wait.toMillis() / 10.0 * random.nextDouble()));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
