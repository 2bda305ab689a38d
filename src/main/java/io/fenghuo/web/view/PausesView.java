package io.fenghuo.web.view;

import java.util.List;

/**
 * 暂停告警 as shown.
 *
 * @param running those that hold something back now
 * @param ended the last ones that have ended
 * @param message why the last wish was refused; empty = nothing to say
 */
public record PausesView(List<Line> running, List<Line> ended, String said, String message) {
    public PausesView {
        running = List.copyOf(running);
        ended = List.copyOf(ended);
    }

    /** A pause in words. */
    public record Line(String id, String what, String time, String why, String held) {}
}
