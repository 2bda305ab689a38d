package io.fenghuo.wire;

/** What is done to characters on their way through the wire. Pure. */
public final class Text {
    private Text() {}

    /**
     * The same text with every lone surrogate and every U+0000 replaced by U+FFFD: no encoding can carry the first, PostgreSQL refuses the
     * second. The length stays, so offsets into the text hold.
     */
    public static String clean(String text) {
        int fault = firstFault(text, 0);
        if (fault < 0) {
            return text;
        }
        char[] chars = text.toCharArray();
        while (fault >= 0) {
            chars[fault] = '\uFFFD';
            fault = firstFault(text, fault + 1);
        }
        return new String(chars);
    }

    private static int firstFault(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return i;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** Whether a terminal shows it as a character and not as a command or a change of direction. */
    static boolean printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
