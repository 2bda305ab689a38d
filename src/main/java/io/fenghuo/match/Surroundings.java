package io.fenghuo.match;

import io.fenghuo.normalise.Ordinary;

/** How ordinary a text is, and how much likelier it would be with something else in a place. Confined to its caller's thread. */
final class Surroundings {
    /** A keyword runs on from character to character at least this likely, however new the word. */
    private static final double KNOWN_WORD = Math.log(0.02);

    private static final char FIRST_HAN = '\u2E80';
    private static final char FIRST_UNIFIED = '\u4E00';
    private static final char LAST_UNIFIED = '\u9FFF';
    private static final double HARDLY = 3;
    private static final int WINDOW = 80;

    private final char[] text;
    private final int length;
    private final Ordinary ordinary = Ordinary.get();
    private int from = -1;
    private int to = -1;
    private double odd;
    private double rare;

    /** Of the first {@code length} characters of {@code text}. */
    Surroundings(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** The character at {@code at} as {@link Ordinary} sees it. */
    private char at(int at) {
        if (at < 0 || at >= length) {
            return Ordinary.EDGE;
        }
        char c = text[at];
        if (c >= FIRST_UNIFIED && c <= LAST_UNIFIED) {
            return c;
        }
        boolean han = c >= FIRST_HAN
                && (Character.isIdeographic(c)
                        || (Character.isHighSurrogate(c)
                                && at + 1 < length
                                && Character.isIdeographic(Character.toCodePoint(c, text[at + 1]))));
        return han ? c : Ordinary.EDGE;
    }

    private static double step(char a, char b) {
        return a == Ordinary.EDGE && b == Ordinary.EDGE ? 0 : Ordinary.get().log(a, b);
    }

    private static char asOrdinary(int codePoint) {
        return Character.isIdeographic(codePoint) ? Character.toChars(codePoint)[0] : Ordinary.EDGE;
    }

    /** How likely {@code keyword} runs on once it has begun, whatever stands around. */
    static double inner(int[] keyword) {
        double inner = 0;
        for (int i = 1; i < keyword.length; i++) {
            inner += Math.max(step(asOrdinary(keyword[i - 1]), asOrdinary(keyword[i])), KNOWN_WORD);
        }
        return inner;
    }

    /** How much likelier the text is with {@code keyword} in [start, end). */
    double gain(int start, int end, Disguises.Keyword keyword) {
        char before = at(start - 1);
        if (start > 1 && Character.isLowSurrogate(text[start - 1])) {
            before = at(start - 2);
        }
        char last = before;
        double written = 0;
        for (int i = start; i <= end; i++) {
            if (i < end && Character.isLowSurrogate(text[i])) {
                continue;
            }
            char c = at(i);
            written += step(last, c);
            last = c;
        }
        int[] chars = keyword.chars();
        double meant = step(before, asOrdinary(chars[0])) + keyword.inner();
        return meant + step(asOrdinary(chars[chars.length - 1]), at(end)) - written;
    }

    /** How firmly the character in [start, end) is bound to a neighbour, as {@link Evidence#tie}. */
    double tie(int start, int end) {
        char c = at(start);
        if (c == Ordinary.EDGE) {
            return 0;
        }
        char before = at(start - 1);
        char after = at(end);
        double left = before == Ordinary.EDGE ? 0 : ordinary.pairs(before, c);
        double right = after == Ordinary.EDGE ? 0 : ordinary.pairs(c, after);
        return Math.log(1 + Math.max(left, right)) / Math.log(2);
    }

    private void look(int place) {
        if (from >= 0
                && place - from >= Math.min(from, WINDOW)
                && (to == length || to - place >= WINDOW / 2)
                && place < to) {
            return;
        }
        from = Math.max(0, place - WINDOW);
        to = Math.min(length, place + WINDOW * 2);
        int pairs = 0;
        int unseen = 0;
        int han = 0;
        int hardly = 0;
        for (int i = from; i < to; i++) {
            char c = at(i);
            if (c != Ordinary.EDGE) {
                han++;
                hardly += ordinary.singles(c) < HARDLY ? 1 : 0;
                char next = at(i + 1);
                if (next != Ordinary.EDGE) {
                    pairs++;
                    unseen += ordinary.pairs(c, next) < 2 ? 1 : 0;
                }
            }
        }
        odd = unseen / (pairs + 3.0);
        rare = hardly / (han + 3.0);
    }

    double odd(int place) {
        look(place);
        return odd;
    }

    double rare(int place) {
        look(place);
        return rare;
    }
}
