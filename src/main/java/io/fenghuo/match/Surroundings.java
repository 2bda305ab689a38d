package io.fenghuo.match;

import io.fenghuo.normalise.Ordinary;

/** How ordinary a text is, and how much likelier it would be with something else in a place. Confined to its caller's thread. */
final class Surroundings {
    /** A keyword runs on from character to character at least this likely, however new the word. */
    private static final double KNOWN_WORD = Math.log(0.02);

    private static final double HARDLY = 3;
    private static final int WINDOW = 80;

    private final CharSequence text;
    private final Ordinary ordinary = Ordinary.get();
    private int from = -1;
    private int to = -1;
    private double odd;
    private double rare;

    Surroundings(CharSequence text) {
        this.text = text;
    }

    /** The character at {@code at} as {@link Ordinary} sees it. */
    private char at(int at) {
        if (at < 0 || at >= text.length()) {
            return Ordinary.EDGE;
        }
        char c = text.charAt(at);
        boolean han = Character.isIdeographic(c)
                || (Character.isHighSurrogate(c)
                        && at + 1 < text.length()
                        && Character.isIdeographic(Character.toCodePoint(c, text.charAt(at + 1))));
        return han ? c : Ordinary.EDGE;
    }

    private double step(char a, char b) {
        return a == Ordinary.EDGE && b == Ordinary.EDGE ? 0 : ordinary.log(a, b);
    }

    /** How much likelier the text is with {@code keyword} in [start, end). */
    double gain(int start, int end, int[] keyword) {
        char before = at(start - 1);
        if (start > 1 && Character.isLowSurrogate(text.charAt(start - 1))) {
            before = at(start - 2);
        }
        char last = before;
        double written = 0;
        for (int i = start; i <= end; i++) {
            if (i < end && Character.isLowSurrogate(text.charAt(i))) {
                continue;
            }
            char c = at(i);
            written += step(last, c);
            last = c;
        }
        last = before;
        double meant = 0;
        for (int i = 0; i < keyword.length; i++) {
            char c = Character.isIdeographic(keyword[i]) ? Character.toChars(keyword[i])[0] : Ordinary.EDGE;
            double step = step(last, c);
            meant += i == 0 ? step : Math.max(step, KNOWN_WORD);
            last = c;
        }
        return meant + step(last, at(end)) - written;
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
                && (to == text.length() || to - place >= WINDOW / 2)
                && place < to) {
            return;
        }
        from = Math.max(0, place - WINDOW);
        to = Math.min(text.length(), place + WINDOW * 2);
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
