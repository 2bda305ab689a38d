package io.fenghuo.normalise;

import java.util.ArrayList;
import java.util.List;

/**
 * A folded text and the way back to the original. As a {@link CharSequence} it is the folded text. Immutable, threadsafe.
 */
public final class Folded implements CharSequence {
    private final String original;
    private final char[] chars;
    private final int[] start;
    private final int[] end;
    private final byte[] via;
    private final byte[] gap;
    private final int length;

    /** The arrays are handed over, not copied; only the first {@code length} places count. */
    Folded(String original, char[] chars, int[] start, int[] end, byte[] via, byte[] gap, int length) {
        this.original = original;
        this.chars = chars;
        this.start = start;
        this.end = end;
        this.via = via;
        this.gap = gap;
        this.length = length;
    }

    /**
     * One change that folding made.
     *
     * @param at UTF-16 offset in the original
     * @param from the original characters
     * @param to what they became; empty when they vanished
     * @param via codes of {@link Via}
     */
    public record Step(int at, String from, String to, List<String> via) {
        public Step {
            via = List.copyOf(via);
        }
    }

    /** The text as written. */
    public String original() {
        return original;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[index];
    }

    @Override
    public String subSequence(int from, int to) {
        return new String(chars, from, to - from);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }

    /** Original offset of the first character behind folded place {@code from}. */
    public int originalStart(int from) {
        return start[from];
    }

    /** Original offset after the last character behind the folded range that ends before {@code to}; {@code to} is at least 1. */
    public int originalEnd(int to) {
        return end[to - 1];
    }

    /** What was undone within the folded range, as codes of {@link Via}; empty when it is written plainly. */
    public List<String> via(int from, int to) {
        return via(from, to, 0);
    }

    /** As {@link #via(int, int)}, with what a matcher undid beyond folding: bits of {@link Via}. */
    public List<String> via(int from, int to, int more) {
        int mask = more | (from < to ? via[from] : 0);
        for (int i = from + 1; i < to; i++) {
            mask |= via[i] | gap[i];
        }
        return Via.codes(mask);
    }

    /** Everything folding changed, in the order of the original. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        int done = 0;
        int i = 0;
        while (i < length) {
            if (start[i] > done) {
                int removed = gap[i] == 0 ? Via.INVISIBLE.bit() : gap[i];
                steps.add(new Step(done, original.substring(done, start[i]), "", Via.codes(removed)));
            }
            int next = i + 1;
            while (next < length && start[next] == start[i]) {
                next++;
            }
            String from = original.substring(start[i], end[i]);
            String to = subSequence(i, next);
            if (!from.equals(to)) {
                steps.add(new Step(start[i], from, to, Via.codes(via[i])));
            }
            done = end[next - 1];
            i = next;
        }
        if (done < original.length()) {
            steps.add(new Step(done, original.substring(done), "", Via.codes(Via.INVISIBLE.bit())));
        }
        return steps;
    }
}
