package io.fenghuo.model;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A sentence of a resource bundle, read once and filled in as often as wanted; what stands in its places as text is put in as it is. The
 * pattern is one of {@link MessageFormat}. Immutable, threadsafe.
 */
public final class Sentence {
    private final MessageFormat format;
    private final int arguments;
    /** Texts and, between them, the places to fill in; null where the pattern asks for more than that. */
    private final @Nullable List<Object> parts;

    /**
     * Reads a sentence.
     *
     * @throws IllegalArgumentException when it is no pattern
     */
    public Sentence(String pattern, Locale locale) {
        this.format = new MessageFormat(pattern, locale);
        this.arguments = format.getFormatsByArgumentIndex().length;
        this.parts = parts(pattern);
    }

    /** How many arguments it has places for. */
    public int arguments() {
        return arguments;
    }

    /** The sentence with these in its places; a place without an argument shows as {@code {n}}. */
    public String say(String... args) {
        List<Object> plain = parts;
        if (plain == null) {
            return Counted.say((MessageFormat) format.clone(), Arrays.copyOf(args, args.length, Object[].class));
        }
        StringBuilder out = new StringBuilder();
        for (Object part : plain) {
            if (part instanceof Integer place) {
                out.append(place < args.length ? args[place] : "{" + place + "}");
            } else {
                out.append(part);
            }
        }
        return out.toString();
    }

    private static @Nullable List<Object> parts(String pattern) {
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
            int close = pattern.indexOf('}', open);
            String place = close < 0 ? "" : pattern.substring(open + 1, close);
            if (!place.matches("[0-9]{1,2}")) {
                return null;
            }
            parts.add(pattern.substring(from, open));
            parts.add(Integer.valueOf(place));
            from = close + 1;
        }
        parts.add(pattern.substring(from));
        return pattern.indexOf('\'') >= 0 ? null : List.copyOf(parts);
    }
}
