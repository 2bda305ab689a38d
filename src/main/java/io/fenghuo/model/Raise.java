package io.fenghuo.model;

import java.time.Duration;

/**
 * A crowd that lifts an incident: so many distinct authors within a time.
 *
 * @param to the grade it rises to
 * @param authors distinct authors needed, at least 2
 * @param within the time in which they must be seen
 */
public record Raise(Severity to, int authors, Duration within) {

    /** The shipped threshold: five authors within half an hour make it L2. */
    public static final Raise DEFAULT = new Raise(Severity.L2, 5, Duration.ofMinutes(30));
}
