package io.fenghuo.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one service session is being attended to, as far as rules wait for something in it.
 *
 * @param staffed whether one of the staff has written, as far as a rule asks
 * @param done keys of the rules that ask no more in this session
 * @param pending what alarms unless something is written in time
 * @param last when the last line was written
 */
public record Attendance(
        String source, String session, boolean staffed, Set<String> done, List<Pending> pending, Instant last) {
    public Attendance {
        done = Set.copyOf(done);
        pending = List.copyOf(pending);
    }

    /** Nobody has written yet. */
    public static Attendance of(String source, String session, Instant at) {
        return new Attendance(source, session, false, Set.of(), List.of(), at);
    }

    /** Whether it differs in more than the time of the last line. */
    public boolean saysOtherThan(Attendance before) {
        return staffed != before.staffed || !done.equals(before.done) || !pending.equals(before.pending);
    }

    /** When something of it falls due next; empty = nothing is waited for. */
    public Optional<Instant> due() {
        return pending.stream().map(Pending::at).min(Comparator.naturalOrder());
    }

    /**
     * Something that is waited for.
     *
     * @param rule the key of the rule that waits
     * @param post the id of the line that waits
     * @param at when it has waited too long
     */
    public record Pending(String rule, String post, Instant at) {}
}
