package io.fenghuo.web.view;

import java.util.Map;

/**
 * The page on which a word is proposed.
 *
 * @param action where the form goes
 * @param issued whom the link was issued to
 * @param done whether it has just been taken in
 * @param message why it was not; empty = nothing is wrong
 */
public record WordView(
        String action, ReportView.Slip slip, String issued, boolean done, String message, Map<String, String> entered) {
    public WordView {
        entered = Map.copyOf(entered);
    }

    public String entered(String name) {
        return entered.getOrDefault(name, "");
    }

    /** Whether this grade is the one chosen; L3 unless another was. */
    public boolean chosen(String level) {
        String entered = entered("level");
        return level.equals(entered.isEmpty() ? "L3" : entered);
    }
}
