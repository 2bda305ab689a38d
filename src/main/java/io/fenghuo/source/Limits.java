package io.fenghuo.source;

import org.jspecify.annotations.Nullable;

/** How much of a stranger's text is kept. Longer values are cut, never between the two halves of a character. */
public final class Limits {
    /** UTF-16 units of a post's text that are kept. */
    public static final int TEXT = 200_000;
    /** UTF-16 units of an id, a thread or a parent; a longer one ends in a hash of the whole, so that it still names one thing. */
    public static final int ID = 300;
    /** UTF-16 units of a name or an attribute. */
    public static final int NAME = 500;
    /** UTF-16 units of a URL; a longer one is dropped, since half a URL leads elsewhere. */
    public static final int URL = 4_000;

    private Limits() {}

    public static String cut(String value, int limit) {
        if (value.length() <= limit) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(limit - 1)) ? limit - 1 : limit;
        return value.substring(0, end);
    }

    public static String id(String value) {
        return value.length() <= ID ? value : cut(value, ID - 21) + "~" + Sha256.brief(value);
    }

    public static @Nullable String url(@Nullable String value) {
        return value == null || value.length() > URL ? null : value;
    }

    /** Half characters (lone surrogates) and U+0000 become U+FFFD, as on the wire: no encoding carries the first, PostgreSQL refuses the second. */
    public static String whole(String value) {
        StringBuilder fixed = null;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != 0 && !Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
                continue;
            }
            fixed = fixed == null ? new StringBuilder(value) : fixed;
            fixed.setCharAt(i, '\uFFFD');
        }
        return fixed == null ? value : fixed.toString();
    }
}
