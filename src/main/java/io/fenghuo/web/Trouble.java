package io.fenghuo.web;

import io.vertx.core.json.JsonArray;
import org.jspecify.annotations.Nullable;

/** A request that is refused: an HTTP status, what is wrong and what to do, as keys of the bundle or in words that are ready. */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final long UNKEPT_SECONDS = 30;
    private final int status;
    private final String key;
    private final String[] args;
    private final @Nullable String what;
    private final @Nullable String cure;
    private final long retryAfter;
    private transient JsonArray lines = new JsonArray();

    private Trouble(
            int status, String key, String[] args, @Nullable String what, @Nullable String cure, long retryAfter) {
        super(key, null, false, false);
        this.status = status;
        this.key = key;
        this.args = args;
        this.what = what;
        this.cure = cure;
        this.retryAfter = retryAfter;
    }

    /** Words from the bundle: {@code key} says what, {@code key.cure} what to do, both with the same arguments. */
    static Trouble of(int status, String key, String... args) {
        return new Trouble(status, key, args, null, null, 0);
    }

    /** Words that are ready; {@code code} names the fault for programs. */
    static Trouble said(int status, String code, String what, @Nullable String cure) {
        return new Trouble(status, code, new String[0], what, cure, 0);
    }

    static Trouble busy(long seconds) {
        return new Trouble(429, "error.429", new String[] {String.valueOf(seconds)}, null, null, seconds);
    }

    /** Nothing can be kept now. */
    static Trouble unkept() {
        return new Trouble(503, "error.store", new String[0], null, null, UNKEPT_SECONDS);
    }

    /** The database is away; worth another try after {@code seconds}. */
    static Trouble away(long seconds) {
        return new Trouble(503, "error.away", new String[] {String.valueOf(seconds)}, null, null, seconds);
    }

    /** The same, asking to come back after so many seconds. */
    Trouble after(long seconds) {
        return new Trouble(status, key, args, what, cure, seconds);
    }

    /** With each line of the body that is wrong: {@code line} and {@code message}. */
    Trouble lines(JsonArray wrong) {
        lines = wrong;
        return this;
    }

    JsonArray lines() {
        return lines;
    }

    int status() {
        return status;
    }

    String key() {
        return key;
    }

    @Nullable
    Object[] args() {
        return args;
    }

    @Nullable
    String what() {
        return what;
    }

    @Nullable
    String cure() {
        return cure;
    }

    long retryAfter() {
        return retryAfter;
    }
}
