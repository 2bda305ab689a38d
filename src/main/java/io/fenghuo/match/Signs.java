package io.fenghuo.match;

/** Of which sort the characters of folded text are where disguises are looked for. */
final class Signs {
    private static final char FIRST_UNIFIED = '\u4E00';
    private static final char LAST_UNIFIED = '\u9FFF';
    private static final String ENDS = ",.，。!！?？;；:：、…\n";

    private Signs() {}

    /** Whether there is nothing to heed but what it means, itself or as a part: no letter, no mark, no surrogate. */
    static boolean isPlain(char c) {
        return (c >= FIRST_UNIFIED && c <= LAST_UNIFIED)
                || !(Character.isSurrogate(c) || (c >= 'a' && c <= 'z') || isMark(c));
    }

    /** Whether it may stand within a keyword: neither letter nor digit, and no end of a clause. */
    static boolean isMark(char c) {
        if (c >= FIRST_UNIFIED && c <= LAST_UNIFIED) {
            return false;
        }
        return c == ' '
                || !(Character.isLetterOrDigit(c)
                        || Character.isSurrogate(c)
                        || Character.isWhitespace(c)
                        || ENDS.indexOf(c) >= 0);
    }
}
