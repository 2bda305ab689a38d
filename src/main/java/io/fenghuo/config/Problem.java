package io.fenghuo.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One fault in a file, with its place and its cure. The sentence is made where it is read, in the reader's language, from the bundle
 * {@code io.fenghuo.config.messages}: the value of {@code code} is "what; what to do".
 *
 * @param file as people know it: relative to the home, with forward slashes
 * @param line from 1
 * @param column from 1, in characters
 * @param args the bundle's {@code {0}}, {@code {1}} …; never a secret
 */
public record Problem(String file, int line, int column, Level level, String code, List<String> args)
        implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::level)
            .thenComparing(Problem::code)
            .thenComparing(problem -> String.join("\n", problem.args()));

    public Problem {
        args = List.copyOf(args);
    }

    /** How bad it is. */
    public enum Level {
        /** The service does not start with it, and a reload keeps the old version. */
        ERROR,
        /** It works, but likely not as meant. */
        WARNING
    }

    public static Problem error(Place place, String code, Object... args) {
        return of(place, Level.ERROR, code, args);
    }

    public static Problem warning(Place place, String code, Object... args) {
        return of(place, Level.WARNING, code, args);
    }

    private static Problem of(Place place, Level level, String code, Object... args) {
        List<String> texts = java.util.Arrays.stream(args).map(String::valueOf).toList();
        return new Problem(place.file(), place.line(), place.column(), level, code, texts);
    }

    public boolean isError() {
        return level == Level.ERROR;
    }

    /** What is wrong. */
    public String what(Locale locale) {
        return Words.in(locale).what(code, args);
    }

    /** What to do about it. */
    public String cure(Locale locale) {
        return Words.in(locale).cure(code, args);
    }

    /** The line of the contract: {@code file:line:col: error|warning: what; what to do}. Always a single line, without control characters. */
    public String text(Locale locale) {
        return Words.harmless(file + ":" + line + ":" + column + ": "
                + level.name().toLowerCase(Locale.ROOT) + ": " + what(locale) + "; " + cure(locale));
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }
}
