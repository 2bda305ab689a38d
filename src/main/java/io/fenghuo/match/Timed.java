package io.fenghuo.match;

import java.time.Duration;
import java.util.List;

/** What a rule waits for in a service session; time decides whether it applies. Immutable. */
public sealed interface Timed {

    /**
     * A customer who waits: {@code waiting: { reply: 3m }} in a rule.
     *
     * @param of for what
     * @param longest how long is too long
     */
    record Waiting(Of of, Duration longest) implements Timed {}

    /** What a customer waits for. */
    enum Of {
        /** That anybody of the staff writes for the first time. */
        FIRST_REPLY,
        /** That somebody of the staff writes after a line. */
        REPLY,
        /** That somebody of the staff says something: neither a greeting, nor a putting off, nor a question back. */
        UNANSWERED
    }

    /**
     * Words an agent has to say: {@code missing: { words: [您好], in: greeting }} in a rule.
     *
     * @param words one of them is enough
     * @param in where they belong
     * @param quiet after how long without a line the session counts as over
     */
    record Missing(List<String> words, In in, Duration quiet) implements Timed {
        /** After how long without a line a session counts as over unless the rule says otherwise. */
        public static final Duration QUIET = Duration.ofMinutes(30);

        public Missing {
            words = List.copyOf(words);
        }
    }

    /** Where words belong. */
    enum In {
        /** An agent's first line. */
        GREETING,
        /** Any line of an agent, before the session is over. */
        SESSION
    }
}
