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

    /** Room for this many characters is kept from one text to the next. */
    private static final int KEPT = 4_096;

    private final FoldTable table;
    private final boolean full;
    private String text = "";
    private char[] written = new char[256];
    private char[] chars = new char[256];
    private int[] start = new int[256];
    private int[] end = new int[256];
    private byte[] via = new byte[256];
    private byte[] gap = new byte[256];
    private int length;
    /** Where the marks after the last Han character begin in the output, or -1. */
    private int run = -1;

    private int pendingGap;

    /** One to use again and again, by one thread: it keeps its room, so that folding a text of usual length allocates nothing. */
    public Folder(MatchMode mode) {
        full = mode != MatchMode.EXACT;
        table = FoldTable.of(full);
    }

    /** The mode whose folding {@code mode} shares: {@code TOLERANT} folds as {@code FOLDED} does. */
    public static MatchMode effective(MatchMode mode) {
        return mode == MatchMode.EXACT ? MatchMode.EXACT : MatchMode.FOLDED;
    }

    /** Folds {@code text} with a map back to its UTF-16 offsets. */
    public static Folded fold(String text, MatchMode mode) {
        Folder folder = new Folder(mode);
        folder.read(text);
        return folder.folded();
    }

    /** Folds {@code text}; what was read before is gone. */
    public void read(String text) {
        this.text = text;
        length = 0;
        run = -1;
        pendingGap = 0;
        reserve(text.length());
        text.getChars(0, text.length(), written, 0);
        foldAll(text.length());
    }

    /** The folded characters, the first {@link #length()} of the array; not to be changed, and only there until the next text. */
    public char[] characters() {
        return chars;
    }

    /** How many characters the text came to. */
    public int length() {
        return length;
    }

    /** Whether everything behind the folded range was written in upper case. */
    public boolean isUpperCase(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isUpperCase(text.codePointAt(start[i]))) {
                return false;
            }
        }
        return true;
    }

    /** A copy of what was read, to keep. */
    public Folded folded() {
        return new Folded(
                text,
                Arrays.copyOf(chars, length),
                Arrays.copyOf(start, length),
                Arrays.copyOf(end, length),
                Arrays.copyOf(via, length),
                Arrays.copyOf(gap, length),
                length);
    }

    private void reserve(int size) {
        boolean tooLarge = chars.length > KEPT && size <= KEPT;
        if (tooLarge || chars.length < size || written.length < size) {
            int room = Math.max(256, size);
            written = new char[room];
            chars = new char[room];
            start = new int[room];
            end = new int[room];
            via = new byte[room];
            gap = new byte[room];
        }
    }

    private void foldAll(int size) {
        int i = 0;
        while (i < size) {
            int entry = table.entry(written[i]);
            byte kind = FoldTable.kindOf(entry);
            if (kind == FoldTable.OTHER || (kind == FoldTable.HAN && (run == length || run < 0))) {
                put((char) entry, i, i + 1, FoldTable.viaOf(entry));
                run = kind == FoldTable.HAN ? length : -1;
                i++;
            } else if (kind < FoldTable.REMOVED) {
                append((char) entry, kind, i, i + 1, FoldTable.viaOf(entry));
                i++;
            } else if (kind == FoldTable.MULTI) {
                appendAll(table.folding(written[i]), i, i + 1, FoldTable.OTHER);
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
