package io.fenghuo.store;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Statement;
import java.time.Instant;
import java.util.List;

/** What helps those who work on an incident: ticked steps, its statement, what was alike before. */
public interface Aids {

    /**
     * A step of a playbook that somebody has done.
     *
     * @param playbook id of the playbook
     * @param step key of the step
     */
    record Tick(String incident, String playbook, String step, String by, Instant at) {}

    /** Keeps a tick; one that is there already stays as it is. */
    void tick(Tick tick);

    /** Takes a tick back. */
    void untick(String incident, String playbook, String step);

    List<Tick> ticks(String incident);

    /** Keeps a version, in place of the same one. */
    void save(Statement statement);

    /** Every version of the statement, oldest first. */
    List<Statement> statements(String incident);

    /**
     * Incidents of the brand that were closed (no false alarms, none of the demo unless {@code demo}), the last ended first. Of one with many
     * customers these, its clocks and its agenda are left out.
     */
    List<Incident> closed(String brand, boolean demo, int limit);

    /** The newest posts whose author has this id, newest first. */
    List<Post> postsOf(String author, int limit);

    /** Ids of the incidents this author has a post in, the newest first. */
    List<String> incidentsOf(String author, int limit);
}
