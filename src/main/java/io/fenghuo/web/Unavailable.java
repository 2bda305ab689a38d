package io.fenghuo.web;

/** The database is away for now: nothing was kept, and nothing can be shown. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unavailable(Throwable cause) {
        super("the database is away", cause);
    }
}
