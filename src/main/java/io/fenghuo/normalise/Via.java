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
    ACCENT(1 << 6);

    private static final Via[] ALL = values();
    private static final List<?>[] LISTS = new List<?>[1 << ALL.length];

    private final int bit;

    Via(int bit) {
        this.bit = bit;
    }

    static {
        for (int mask = 0; mask < LISTS.length; mask++) {
            List<String> codes = new ArrayList<>();
            for (Via via : ALL) {
                if ((mask & via.bit()) != 0) {
                    codes.add(via.code());
                }
            }
            LISTS[mask] = List.copyOf(codes);
        }
    }

    /** The word used in JSON, such as {@code separator}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    int bit() {
        return bit;
    }

    @SuppressWarnings("unchecked")
    static List<String> codes(int mask) {
        return (List<String>) LISTS[mask];
    }
}
