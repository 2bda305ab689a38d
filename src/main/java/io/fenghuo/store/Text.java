package io.fenghuo.store;

/** Text of strangers on its way into a column. PostgreSQL refuses NUL, and half of a surrogate pair has no UTF-8. */
final class Text {
    private Text() {}

    /** The same text, with NUL and lone surrogates written as {@code \}{@code uXXXX}: no two ids become one. */
    static String storable(String text) {
        return escape(text, true);
    }

    /** JSON in which half a surrogate pair is written as JSON's own escape, so that it can be stored and read back unchanged. */
    static String escapeLoneSurrogates(String json) {
        return escape(json, false);
    }

    /** Nearly all text has nothing to escape and is only looked over. */
    private static String escape(String text, boolean alsoNul) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return rewrite(text, alsoNul);
            }
        }
        return text;
    }

    private static String rewrite(String text, boolean alsoNul) {
        StringBuilder escaped = null;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean bad;
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                bad = false;
                if (escaped != null) {
                    escaped.append(c);
                }
                c = text.charAt(++i);
            } else {
                bad = Character.isSurrogate(c) || (alsoNul && c == 0);
            }
            if (bad && escaped == null) {
                escaped = new StringBuilder(length + 16).append(text, 0, i);
            }
            if (escaped != null) {
                if (bad) {
                    escaped.append("\\u")
                            .append(Integer.toHexString(0x1_0000 | c).substring(1));
                } else {
                    escaped.append(c);
                }
            }
        }
        return escaped == null ? text : escaped.toString();
    }
}
