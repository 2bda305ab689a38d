package io.fenghuo.wire;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * JSON that does not keep the contract: where, what is wrong and what to do. Its message is Chinese; {@link #text(Locale)} gives it in another
 * language. It never quotes more than a few characters of the input, and those without control characters.
 */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String BUNDLE = "io.fenghuo.wire.messages";
    private static final int QUOTED = 160;

    private final long line;
    private final String pointer;
    private final Fault fault;
    private final String[] args;

    WireException(long line, String pointer, Fault fault, Object... args) {
        super(fault.code());
        this.line = line;
        this.pointer = pointer;
        this.fault = fault;
        this.args = Arrays.stream(args).map(WireException::harmless).toArray(String[]::new);
    }

    /** The line of the input, from 1. */
    public long line() {
        return line;
    }

    /** The place within the value as a JSON pointer (RFC 6901); empty for the whole value. */
    public String pointer() {
        return pointer;
    }

    public Fault fault() {
        return fault;
    }

    /** What is wrong, without the place. */
    public String what(Locale language) {
        return sentence("what", language);
    }

    /** What to do about it. */
    public String cure(Locale language) {
        return sentence("cure", language);
    }

    /** Place, fault and cure in one line. */
    public String text(Locale language) {
        ResourceBundle words = words(language);
        String where = pointer.isEmpty()
                ? format(words.getString("where.line"), String.valueOf(line))
                : format(words.getString("where.pointer"), String.valueOf(line), harmless(pointer));
        return format(words.getString("whole"), where, what(language), cure(language));
    }

    @Override
    public String getMessage() {
        return text(Locale.ROOT);
    }

    private String sentence(String part, Locale language) {
        return format(words(language).getString(fault.code() + "." + part), args);
    }

    private static String format(String pattern, String... args) {
        return new MessageFormat(pattern, Locale.ROOT).format(args);
    }

    private static ResourceBundle words(Locale language) {
        return ResourceBundle.getBundle(
                BUNDLE,
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static String harmless(Object value) {
        String text = String.valueOf(value);
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(QUOTED).forEach(c -> shown.appendCodePoint(Text.printable(c) ? c : '\uFFFD'));
        return shown.length() < text.length() ? shown + "…" : shown.toString();
    }

    /** The faults; each has a {@code what} and a {@code cure} in the resource bundle. */
    public enum Fault {
        SYNTAX,
        TOO_BIG,
        NOT_AN_OBJECT,
        MISSING,
        WRONG_TYPE,
        TOO_LONG,
        TOO_MANY,
        BAD_TIME,
        NO_OFFSET,
        BAD_NUMBER,
        BAD_NAME,
        BAD_FIELD;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
