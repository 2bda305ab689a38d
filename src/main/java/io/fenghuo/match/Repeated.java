package io.fenghuo.match;

import java.time.Duration;

/**
 * Asks for a customer who goes on asking: {@code repeated: { rounds: 3, of: questions, within: 24h }} in a rule. Immutable.
 *
 * @param rounds the rule fires with every round after so many without a solution between them
 * @param of what counts as a round
 * @param within how long a conversation may have lasted
 */
public record Repeated(int rounds, Of of, Duration within) {
    /** How long a conversation may last unless the rule says otherwise. */
    public static final Duration DAY = Duration.ofHours(24);

    /** What counts as a round. */
    public enum Of {
        /** A question, the same request once more, or a post in which the rule's own words stand. */
        QUESTIONS,
        /** Only a post in which the rule's own words stand. */
        MATCHES
    }
}
