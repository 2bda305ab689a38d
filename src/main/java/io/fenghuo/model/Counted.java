package io.fenghuo.model;

import java.text.ChoiceFormat;
import java.text.Format;
import java.text.MessageFormat;
import org.jspecify.annotations.Nullable;

/** Fills in sentences that count: an argument that the sentence words by its number ({@code {0,choice,…}}) may come as text. */
public final class Counted {
    private static final int LONGEST = 9;

    private Counted() {}

    /** The sentence with its arguments; one that is worded by its number and is none counts as many. */
    public static String say(MessageFormat sentence, @Nullable Object... args) {
        Format[] formats = sentence.getFormatsByArgumentIndex();
        @Nullable Object[] given = args.clone();
        for (int i = 0; i < given.length && i < formats.length; i++) {
            if (formats[i] instanceof ChoiceFormat && !(given[i] instanceof Number)) {
                String text = String.valueOf(given[i]);
                boolean number = !text.isEmpty()
                        && text.length() <= LONGEST
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
                given[i] = number ? Long.parseLong(text) : Long.valueOf(Long.MAX_VALUE);
            }
        }
        return sentence.format(given);
    }
}
