package io.fenghuo.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What folding undid at a place; the code is the name in lower case, as hits and {@code explain} show it. */
public enum Via {
    /** Upper, title or final forms of a letter. */
    CASE(1 << 0),
    /** Full-width and half-width forms, the ideographic space. */
    WIDTH(1 << 1),
    /** Traditional, regional and variant Han characters. */
    VARIANT(1 << 2),
    /** Zero-width and control characters, soft hyphens, combining marks, variation selectors. */
    INVISIBLE(1 << 3),
    /** Spaces and decorative marks between Han characters, repeated spaces. */
    SEPARATOR(1 << 4),
    /** Other compatibility forms of Unicode: circled, superscript, mathematical, ligatures. */
    COMPATIBILITY(1 << 5),
    /** Letters with an accent. */
    ACCENT(1 << 6),
    /** Another character of the same or nearly the same sound; this and all below only in mode tolerant. */
    SOUND(1 << 7),
    /** The sound written in Latin letters. */
    PINYIN(1 << 8),
    /** The first letters of the sounds. */
    INITIALS(1 << 9),
    /** A character written as its parts, one after another. */
    SPLIT(1 << 10),
    /** Characters, letters or radicals that look alike. */
    SHAPE(1 << 11),
    /** Digits, letters and signs that stand for a character, such as 8 for 发. */
    DIGIT(1 << 12),
    /** Emoji that show a character. */
    EMOJI(1 << 13),
    /** A character written more often than in the keyword. */
    REPEAT(1 << 14);

    private static final Via[] ALL = values();
    /** How many of them folding itself undoes. */
    private static final int FOLDING = 7;

    private static final List<?>[] LISTS = new List<?>[1 << FOLDING];

    private final int bit;

    Via(int bit) {
        this.bit = bit;
    }

    static {
        for (int mask = 0; mask < LISTS.length; mask++) {
            LISTS[mask] = list(mask);
        }
    }

    private static List<String> list(int mask) {
        List<String> codes = new ArrayList<>();
        for (Via via : ALL) {
            if ((mask & via.bit()) != 0) {
                codes.add(via.code());
            }
        }
        return List.copyOf(codes);
    }

    /** The word used in JSON, such as {@code separator}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its place in a mask of several. */
    public int bit() {
        return bit;
    }

    @SuppressWarnings("unchecked")
    static List<String> codes(int mask) {
        return mask < LISTS.length ? (List<String>) LISTS[mask] : list(mask);
    }
}
