package io.fenghuo.verticle;

import io.fenghuo.source.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why there is no answer, or no stream. */
public final class FetchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;
    private final @Nullable Duration retryAfter;
    private final transient Fetcher.@Nullable Fetched answer;

    public FetchException(Trouble trouble, @Nullable Throwable cause) {
        this(trouble, null, cause);
    }

    /**
     * A failure.
     *
     * @param retryAfter how long the server asked to wait, or null
     */
    public FetchException(Trouble trouble, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        this(trouble, retryAfter, null, cause);
    }

    private FetchException(
            Trouble trouble,
            @Nullable Duration retryAfter,
            Fetcher.@Nullable Fetched answer,
            @Nullable Throwable cause) {
        super(trouble.code() + " " + trouble.args(), cause);
        this.trouble = trouble;
        this.retryAfter = retryAfter;
        this.answer = answer;
    }

    /** A refusal, with what was said to it; its body may be cut off. */
    public static FetchException refused(Trouble trouble, @Nullable Duration retryAfter, Fetcher.Fetched answer) {
        return new FetchException(trouble, retryAfter, answer, null);
    }

    public Trouble trouble() {
        return trouble;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** What was answered to the opening of a stream that was refused; null = nothing. */
    public Fetcher.@Nullable Fetched answer() {
        return answer;
    }

    /** What {@code failure} means to a person; an unexpected one is shown with its own message. */
    public static Trouble troubleOf(Throwable failure, String host) {
        return failure instanceof FetchException known
                ? known.trouble()
                : Trouble.of(
                        "net.other", host, failure.getMessage() == null ? failure.getClass() : failure.getMessage());
    }
}
