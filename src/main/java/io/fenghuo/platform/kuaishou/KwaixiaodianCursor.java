package io.fenghuo.platform.kuaishou;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fenghuo.platform.Marks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader of reviews stands. Times are milliseconds since 1970.
 *
 * @param until reviews up to here were read; 0 = none yet
 * @param from start of the span that is being read; 0 = none is
 * @param to its end
 * @param goal what {@code to} was before the span was found to hold too much for one read
 * @param offset how many of it were read
 * @param recent reviews whose sub-comments are looked at in turn, the newest first, each with its product
 * @param turn whose turn it is among them
 * @param queue those to be asked for now
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record KwaixiaodianCursor(
        @JsonProperty("until") long until,
        @JsonProperty("from") long from,
        @JsonProperty("to") long to,
        @JsonProperty("goal") long goal,
        @JsonProperty("offset") int offset,
        @JsonProperty("recent") List<String> recent,
        @JsonProperty("turn") int turn,
        @JsonProperty("queue") List<String> queue) {
    private static final KwaixiaodianCursor EMPTY = new KwaixiaodianCursor(0, 0, 0, 0, 0, List.of(), 0, List.of());

    KwaixiaodianCursor {
        recent = recent == null ? List.of() : List.copyOf(recent);
        queue = queue == null ? List.of() : List.copyOf(queue);
    }

    /** Reads what {@link #text} wrote; anything else counts as nothing remembered. */
    static KwaixiaodianCursor of(@Nullable String text) {
        return Marks.read(text, KwaixiaodianCursor.class, EMPTY);
    }

    String text() {
        return Marks.text(this);
    }

    /** In the middle of a span. */
    boolean walking() {
        return to > 0;
    }

    /** Reading from {@code from} to {@code to}, which is a part of what is wanted up to {@code goal}. */
    KwaixiaodianCursor span(long from, long to, long goal, int offset) {
        return new KwaixiaodianCursor(until, from, to, goal, offset, recent, turn, queue);
    }

    /** The span is read. */
    KwaixiaodianCursor done() {
        return new KwaixiaodianCursor(to, 0, 0, 0, 0, recent, turn, queue);
    }

    /** At the head again; what was read is not forgotten. */
    KwaixiaodianCursor settled() {
        return new KwaixiaodianCursor(until, 0, 0, 0, 0, recent, turn, List.of());
    }

    KwaixiaodianCursor recent(List<String> newest) {
        return new KwaixiaodianCursor(until, from, to, goal, offset, newest, turn, queue);
    }

    KwaixiaodianCursor queue(List<String> waiting, int next) {
        return new KwaixiaodianCursor(until, from, to, goal, offset, recent, next, waiting);
    }
}
