package io.fenghuo.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What was read cannot be understood; {@link #trouble()} says why. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;
    private final @Nullable Duration pause;

    public SourceException(String code, Object... args) {
        this(Trouble.of(code, args));
    }

    public SourceException(Trouble trouble) {
        this(trouble, null);
    }

    /**
     * A fault that the platform wants time to pass over.
     *
     * @param pause how long it wants to be left alone; null = it did not say
     */
    public SourceException(Trouble trouble, @Nullable Duration pause) {
        super(trouble.code() + " " + trouble.args());
        this.trouble = trouble;
        this.pause = pause;
    }

    public @Nullable Duration pause() {
        return pause;
    }

    public Trouble trouble() {
        return trouble;
    }
}
