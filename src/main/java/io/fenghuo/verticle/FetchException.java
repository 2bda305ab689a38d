package io.fenghuo.verticle;

import io.fenghuo.source.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why there is no answer, or no stream. */
public final class FetchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;
    private final @Nullable Duration retryAfter;

    public FetchException(Trouble trouble, @Nullable Throwable cause) {
        this(trouble, null, cause);
    }

    /**
     * A failure.
     *
     * @param retryAfter how long the server asked to wait, or null
     */
    public FetchException(Trouble trouble, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(trouble.code() + " " + trouble.args(), cause);
        this.trouble = trouble;
        this.retryAfter = retryAfter;
    }

    public Trouble trouble() {
        return trouble;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** What {@code failure} means to a person; an unexpected one is shown with its own message. */
    public static Trouble troubleOf(Throwable failure, String host) {
        return failure instanceof FetchException known
                ? known.trouble()
                : Trouble.of(
                        "net.other", host, failure.getMessage() == null ? failure.getClass() : failure.getMessage());
    }
}
