package io.fenghuo.web;

import io.fenghuo.model.Severity;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Words that people propose and administrators decide about. Threadsafe; no method blocks. */
public interface Proposals {
    /** Keeps a word somebody proposes until an administrator decides; completes after the commit. */
    Future<Heard> propose(Wording wording, String by);

    /** The words that wait for a decision, oldest first. */
    Future<List<Proposal>> proposals();

    /** Accepts a proposed word, which puts it in force, or refuses it; completes when it is so. */
    Future<Heard> decide(String proposal, boolean accept, Console.Actor actor);

    /** A word to watch for, why, and the grade of what is found. */
    record Wording(String word, String note, Severity level) {}

    /**
     * A word that waits for a decision.
     *
     * @param posts how many posts of the last seven days were looked at, the newest
     * @param found in how many of them it is
     * @param samples texts of the newest of these
     */
    record Proposal(String id, Wording wording, String by, Instant at, int posts, int found, List<String> samples) {
        public Proposal {
            samples = List.copyOf(samples);
        }
    }

    /**
     * Whether something was done, and else why not.
     *
     * @param fault key of the console's words; empty = done
     * @param args what the words name
     */
    record Heard(String fault, List<String> args) {
        /** It was done. */
        public static final Heard YES = new Heard("", List.of());

        public Heard {
            args = List.copyOf(args);
        }

        /** It was not. */
        public static Heard no(String fault, String... args) {
            return new Heard(fault, List.of(args));
        }

        public boolean done() {
            return fault.isEmpty();
        }

        String said(Words words) {
            return words.t(fault, args.toArray());
        }
    }
}
