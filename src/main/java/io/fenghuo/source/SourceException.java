package io.fenghuo.source;

/** What was read cannot be understood; {@link #trouble()} says why. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    public SourceException(String code, Object... args) {
        this(Trouble.of(code, args));
    }

    public SourceException(Trouble trouble) {
        super(trouble.code() + " " + trouble.args());
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
