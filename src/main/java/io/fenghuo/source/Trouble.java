package io.fenghuo.source;

import java.util.Arrays;
import java.util.List;

/**
 * Something that is wrong with a source, as a code and its arguments; {@link SourceWords} says it in a person's language together with the
 * cure.
 *
 * @param code a key of {@code messages.properties} in this package, such as {@code net.dns}
 * @param args at most 200 characters each, without control characters
 */
public record Trouble(String code, List<String> args) {
    private static final int LONGEST = 200;

    public Trouble {
        args = args.stream().map(Trouble::tame).toList();
    }

    /** A trouble whose arguments are shown as their {@code toString}. */
    public static Trouble of(String code, Object... args) {
        return new Trouble(code, Arrays.stream(args).map(String::valueOf).toList());
    }

    private static String tame(String text) {
        String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        return plain.length() <= LONGEST ? plain : Limits.cut(plain, LONGEST - 1) + "…";
    }
}
