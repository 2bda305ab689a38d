package io.fenghuo.incident;

/** An action that cannot be done as asked; nothing has changed. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    public Refusal(Why why, String message) {
        super(message);
        this.why = why;
    }

    public Why why() {
        return why;
    }

    /** Why an action is refused. */
    public enum Why {
        /** The incident has changed since the person saw it. */
        STALE,
        /** The state does not allow it. */
        STATE,
        /** Something the action needs is missing or wrong. */
        INCOMPLETE
    }
}
