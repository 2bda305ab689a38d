package io.fenghuo.incident;

import io.fenghuo.model.Reason;

/** An action that cannot be done as asked; nothing has changed. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;
    private final transient Reason reason;

    /** A refusal in words. */
    public Refusal(Why why, String message) {
        super(message);
        this.why = why;
        this.reason = Reason.of(message);
    }

    /** A refusal as a code of {@link Reasons} and arguments, worded where it is read: bundle key {@code refusal.<code>}. */
    public Refusal(Why why, Reason reason) {
        super(reason.code() + reason.args());
        this.why = why;
        this.reason = reason;
    }

    public Why why() {
        return why;
    }

    /** What to say, as a code and arguments. */
    public Reason reason() {
        return reason;
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
