package io.fenghuo.web;

import io.vertx.core.Future;
import java.util.List;

/** What false alarms propose to change in a rule, and an administrator's decision. Threadsafe; no method blocks. */
public interface Refining {
    /** What can be proposed now, those that silence most false alarms first. */
    Future<List<Refinement>> refinements();

    /** Changes the watchlist's file as proposed; completes when it is in force. */
    Future<Proposals.Heard> refine(String id, Console.Actor actor);

    /**
     * A change to one rule that loses no true incident.
     *
     * @param phrase an exception to add; empty = a crowd is to be larger
     * @param authors how many authors a crowd is to have; 0 = an exception is to be added
     * @param alarms the incidents that were false alarms
     * @param silenced posts of theirs (of a crowd: incidents) it would have kept still
     * @param looked posts of the trial corpus and of the last seven days it was tried on
     * @param quiet how many of these would no longer hit
     */
    record Refinement(
            String id,
            String watchlist,
            String rule,
            String phrase,
            int authors,
            List<String> alarms,
            int silenced,
            long looked,
            long quiet,
            List<String> samples) {
        public Refinement {
            alarms = List.copyOf(alarms);
            samples = List.copyOf(samples);
        }
    }
}
