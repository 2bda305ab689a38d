package io.fenghuo.normalise;

import io.fenghuo.model.MatchMode;
import java.util.Arrays;

/**
 * Folds a text to what its keywords are searched in; keywords go the same way, so a keyword always meets itself. Threadsafe.
 *
 * <ul>
 *   <li>{@link MatchMode#EXACT}: case and width only.
 *   <li>{@link MatchMode#FOLDED}: also NFKC, accents and variants; invisible characters vanish; spaces and decorative marks between two Han
 *       characters vanish, but never across {@code ，。！？；：、}, their ASCII forms, an ellipsis, a double dash or the end of a line:
 *       {@code 骗.子} becomes {@code 骗子}, {@code 被骗，子女} does not. Elsewhere a run of spaces becomes one.
 *   <li>{@link MatchMode#TOLERANT}: the same as {@code FOLDED}; what tolerant rules see beyond it depends on their keywords and is found by the matcher.
 * </ul>
 *
 * <p>Never throws for any text: lone surrogates stay as they are, and what a character becomes depends on it alone, so texts of any length
 * take linear time.
 */
public final class Folder {
    private static final int DOTS_OF_ELLIPSIS = 3;

    private final FoldTable table;
    private final boolean full;
    private final String text;
    private char[] chars;
    private int[] start;
    private int[] end;
    private byte[] via;
    private byte[] gap;
    private int length;
    /** Where the marks after the last Han character begin in the output, or -1. */
    private int run = -1;

    private int pendingGap;

    private Folder(String text, MatchMode mode) {
        this.text = text;
        full = mode != MatchMode.EXACT;
        table = full ? FoldTable.FOLDED : FoldTable.EXACT;
        int size = text.length();
        chars = new char[size];
        start = new int[size];
        end = new int[size];
        via = new byte[size];
        gap = new byte[size];
    }

    /** The mode whose folding {@code mode} shares: {@code TOLERANT} folds as {@code FOLDED} does. */
    public static MatchMode effective(MatchMode mode) {
        return mode == MatchMode.EXACT ? MatchMode.EXACT : MatchMode.FOLDED;
    }

    /** Folds {@code text} with a map back to its UTF-16 offsets. */
    public static Folded fold(String text, MatchMode mode) {
        Folder folder = new Folder(text, mode);
        folder.foldAll();
        return new Folded(text, folder.chars, folder.start, folder.end, folder.via, folder.gap, folder.length);
    }

    private void foldAll() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            byte kind = table.kind(c);
            if (kind < FoldTable.REMOVED) {
                append(table.to(c), kind, i, i + 1, table.via(c));
                i++;
            } else if (kind == FoldTable.MULTI) {
                appendAll(table.folding(c), i, i + 1, FoldTable.OTHER);
                i++;
            } else if (kind == FoldTable.SURROGATE) {
                i = beyond(i);
            } else {
                remove(kind, i, i + 1);
                i++;
            }
        }
    }

    private int beyond(int at) {
        int codePoint = text.codePointAt(at);
        int next = at + Character.charCount(codePoint);
        byte kind = table.kindBeyond(codePoint);
        if (kind == FoldTable.REMOVED || kind == FoldTable.COMBINING) {
            remove(kind, at, next);
        } else {
            appendAll(table.folding(codePoint), at, next, kind);
        }
        return next;
    }

    private void appendAll(FoldTable.Folding folding, int from, int to, byte kind) {
        String out = folding.text();
        for (int k = 0; k < out.length(); k++) {
            char c = out.charAt(k);
            if (kind == FoldTable.HAN && k > 0 && Character.isLowSurrogate(c)) {
                put(c, from, to, folding.via());
                run = length;
            } else {
                append(c, Character.isSurrogate(c) ? kind : table.kind(c), from, to, folding.via());
            }
        }
    }

    private void append(char c, byte kind, int from, int to, int viaBits) {
        if (!full) {
            put(c, from, to, viaBits);
            return;
        }
        switch (kind) {
            case FoldTable.HAN -> {
                if (run >= 0 && run < length) {
                    if (isDecoration(run, length)) {
                        length = run;
                        pendingGap |= Via.SEPARATOR.bit();
                    }
                }
                put(c, from, to, viaBits);
                run = length;
            }
            case FoldTable.SPACE -> {
                if (length > 0 && chars[length - 1] == ' ') {
                    pendingGap |= Via.SEPARATOR.bit();
                } else {
                    put(' ', from, to, viaBits);
                }
            }
            case FoldTable.MARK -> put(c, from, to, viaBits);
            default -> {
                put(kind == FoldTable.LINE_END ? '\n' : c, from, to, viaBits);
                run = -1;
            }
        }
    }

    private void put(char c, int from, int to, int viaBits) {
        if (length == chars.length) {
            grow();
        }
        chars[length] = c;
        start[length] = from;
        end[length] = to;
        via[length] = (byte) viaBits;
        gap[length] = (byte) pendingGap;
        pendingGap = 0;
        length++;
    }

    private void remove(byte kind, int from, int to) {
        if (kind == FoldTable.COMBINING && length > 0 && end[length - 1] == from) {
            end[length - 1] = to;
            via[length - 1] |= (byte) Via.INVISIBLE.bit();
        } else {
            pendingGap |= Via.INVISIBLE.bit();
        }
    }

    /** Whether the marks in [from, to) only decorate: no ellipsis, no double dash, no topic mark beside another. */
    private boolean isDecoration(int from, int to) {
        int dots = 0;
        int dashes = 0;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            dots = c == '.' ? dots + 1 : 0;
            dashes = c == '—' || c == '―' ? dashes + 1 : 0;
            if (dots >= DOTS_OF_ELLIPSIS || dashes >= 2 || (c == '#' && to - from > 1)) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        int size = Math.max(16, chars.length * 2);
        chars = Arrays.copyOf(chars, size);
        start = Arrays.copyOf(start, size);
        end = Arrays.copyOf(end, size);
        via = Arrays.copyOf(via, size);
        gap = Arrays.copyOf(gap, size);
    }
}
