package io.fenghuo.match;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A condition that cannot be read: where, what is wrong and what to write instead, in the reader's language. Its message is the English one.
 */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String BUNDLE = "io.fenghuo.match.messages";

    private final int offset;
    private final String code;
    private final transient List<Object> args;

    ExpressionException(int offset, String code, Object... args) {
        super(sentence(Locale.ENGLISH, code + ".what", Arrays.asList(args)) + "; "
                + sentence(Locale.ENGLISH, code + ".cure", Arrays.asList(args)));
        this.offset = offset;
        this.code = code;
        this.args = List.of(args);
    }

    /** UTF-16 offset of the fault in the expression. */
    public int offset() {
        return offset;
    }

    /** The fault's name, such as {@code expression.full_width}. */
    public String code() {
        return code;
    }

    /** What is wrong. */
    public String what(Locale locale) {
        return sentence(locale, code + ".what", args);
    }

    /** What to do about it. */
    public String cure(Locale locale) {
        return sentence(locale, code + ".cure", args);
    }

    private static String sentence(Locale locale, String key, List<Object> args) {
        return new MessageFormat(ResourceBundle.getBundle(BUNDLE, locale).getString(key), locale)
                .format(args.toArray());
    }
}
