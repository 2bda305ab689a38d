package io.fenghuo.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A crisis to rehearse: what strangers will say, and when.
 *
 * @param id the name of its file
 * @param title what people call it
 * @param about what is practised, a sentence or two
 * @param expect the grade its gravest incident shall reach; null = none, nothing must open
 * @param length after this, counted from its start, it is over whatever is still open
 * @param lines what is said, in order of time
 */
public record Scenario(
        String id, String title, String about, @Nullable Severity expect, Duration length, List<Line> lines) {
    public Scenario {
        lines = List.copyOf(lines);
    }

    /**
     * One post.
     *
     * @param at after the start
     * @param author who says it
     * @param thread what it stands under; lines of one thread belong together
     * @param role who the author is
     * @param kind what sort of post it is
     * @param followers how many follow the author; 0 = unknown
     */
    public record Line(
            Duration at,
            String author,
            String thread,
            Role role,
            Kind kind,
            String text,
            int followers,
            Subject subject) {}
}
