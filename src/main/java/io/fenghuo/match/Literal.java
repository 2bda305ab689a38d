package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folded;
import io.fenghuo.normalise.Folder;
import java.text.Normalizer;

/**
 * A keyword ready for the automaton.
 *
 * @param folded what is searched
 * @param wholeLeft whether a Latin letter or digit before it makes it part of another word
 * @param wholeRight the same behind it
 */
record Literal(Condition.Word word, String folded, boolean wholeLeft, boolean wholeRight) {
    private static final ThreadLocal<Folder> EXACT = ThreadLocal.withInitial(() -> new Folder(MatchMode.EXACT));
    private static final ThreadLocal<Folder> FOLDED = ThreadLocal.withInitial(() -> new Folder(MatchMode.FOLDED));

    static Literal of(Condition.Word word, MatchMode mode) {
        Folder folder = (mode == MatchMode.EXACT ? EXACT : FOLDED).get();
        folder.read(word.text());
        String folded = new String(folder.characters(), 0, folder.length()).strip();
        if (folded.isEmpty()) {
            throw new ExpressionException(0, "expression.no_text", word.text());
        }
        boolean right = !word.prefix() && isWordCharacter(folded.charAt(folded.length() - 1));
        return new Literal(word, folded, isWordCharacter(folded.charAt(0)), right);
    }

    /** Whether the occurrence that begins at {@code start} is a whole word, as far as this keyword asks for one. */
    boolean isWhole(Folder text, int start) {
        int end = start + folded.length();
        char[] chars = text.characters();
        return !(wholeLeft && start > 0 && isWordCharacter(chars[start - 1]))
                && !(wholeRight && end < text.length() && isWordCharacter(chars[end]));
    }

    /** Whether the original is written in the keyword's case, as far as this keyword asks for that. */
    boolean isSameCase(Folded text, int start) {
        if (!word.sameCase()) {
            return true;
        }
        String written =
                text.original().substring(text.originalStart(start), text.originalEnd(start + folded.length()));
        return narrow(written).equals(narrow(word.text()));
    }

    private static String narrow(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Letters and digits of scripts that part words by spaces; Han, kana, Hangul and South-East Asian scripts do not. */
    static boolean isWordCharacter(char c) {
        return c < '\u0E00' && Character.isLetterOrDigit(c);
    }
}
