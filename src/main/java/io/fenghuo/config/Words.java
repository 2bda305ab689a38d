package io.fenghuo.config;

import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The sentences of problems: Chinese unless the reader's language has a bundle of its own. Immutable. */
final class Words {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final int LONGEST_ARGUMENT = 200;
    private static final String PARTING = "; ";

    private final ResourceBundle bundle;

    private Words(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    static Words in(Locale locale) {
        return new Words(ResourceBundle.getBundle("io.fenghuo.config.messages", locale, NO_FALLBACK));
    }

    String what(String code, List<String> args) {
        String pattern = pattern(code);
        int parting = pattern.indexOf(PARTING);
        return fill(parting < 0 ? pattern : pattern.substring(0, parting), args);
    }

    String cure(String code, List<String> args) {
        String pattern = pattern(code);
        int parting = pattern.indexOf(PARTING);
        return parting < 0 ? "" : fill(pattern.substring(parting + PARTING.length()), args);
    }

    private String pattern(String code) {
        try {
            return bundle.getString(code);
        } catch (MissingResourceException expected) {
            return code + " {0} {1} {2}" + PARTING + "see the manual";
        }
    }

    private static String fill(String pattern, List<String> args) {
        StringBuilder out = new StringBuilder(pattern.length() + 32);
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            boolean hole = c == '{'
                    && at + 2 < pattern.length()
                    && pattern.charAt(at + 2) == '}'
                    && Character.isDigit(pattern.charAt(at + 1));
            if (!hole) {
                out.append(c);
                continue;
            }
            int number = pattern.charAt(at + 1) - '0';
            out.append(number < args.size() ? shorten(args.get(number)) : "");
            at += 2;
        }
        return out.toString();
    }

    private static String shorten(String text) {
        if (text.codePointCount(0, text.length()) <= LONGEST_ARGUMENT) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST_ARGUMENT)) + "…";
    }

    /** The text on one line, with whatever could move a terminal's cursor spelled out. */
    static String harmless(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean hidden = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE;
            if (hidden) {
                out.append(String.format(Locale.ROOT, "\\u%04X", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
