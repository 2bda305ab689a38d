package io.fenghuo.web;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rehearsals 演练: which there are, the one that runs, and how the last ones went. Threadsafe; no method blocks. */
public interface Drills {
    /** How it all stands. */
    Future<Stand> look();

    /** Begins one; it is heard once its first state is kept. */
    Future<Proposals.Heard> start(String scenario, Console.Actor actor);

    /** Ends the one that runs, with its report. */
    Future<Proposals.Heard> stop(Console.Actor actor);

    /**
     * What there is.
     *
     * @param running null when none runs
     * @param reports of those that are over, newest first
     */
    record Stand(List<Offer> scenarios, @Nullable Report running, List<Report> reports) {
        public Stand {
            scenarios = List.copyOf(scenarios);
            reports = List.copyOf(reports);
        }
    }

    /**
     * A scenario that can be played.
     *
     * @param expect the grade it shall reach; empty = nothing must open
     * @param seconds its length
     * @param posts how many are posted
     */
    record Offer(String id, String title, String about, String expect, long seconds, int posts) {}

    /**
     * How one goes or went.
     *
     * @param startedAt ISO-8601
     * @param endedAt ISO-8601; empty while it runs
     * @param posts posted so far
     * @param of so many there are
     * @param expect the grade it shall reach; empty = none
     * @param reached the gravest grade it reached; empty = none
     * @param told messages by reader, most first
     */
    record Report(
            String run,
            String scenario,
            String title,
            String by,
            String startedAt,
            String endedAt,
            int posts,
            int of,
            String expect,
            String reached,
            List<Matter> incidents,
            List<Told> told) {
        public Report {
            incidents = List.copyOf(incidents);
            told = List.copyOf(told);
        }
    }

    /**
     * One incident of it.
     *
     * @param state as it was at the end, before the rest was tidied away
     * @param owner id of the person who has it; empty = nobody
     * @param openedAfter seconds from the start to its opening
     */
    record Matter(
            String id, String title, String level, String state, String owner, long openedAfter, List<Took> clocks) {
        public Matter {
            clocks = List.copyOf(clocks);
        }
    }

    /**
     * The team's time against a clock.
     *
     * @param allowed seconds
     * @param used seconds until it was stopped, or until the end
     * @param outcome {@code met}, {@code missed} or {@code open}
     */
    record Took(String clock, long allowed, long used, String outcome) {}

    /** What one reader was sent: a person's id or a channel's. */
    record Told(String who, int sent, int failed, int waiting) {}
}
