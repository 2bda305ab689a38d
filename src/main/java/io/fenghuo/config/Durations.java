package io.fenghuo.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as people write them: {@code 500ms}, {@code 90s}, {@code 3m}, {@code 2h}, {@code 3d}, {@code 1h30m}. A day is 24 hours. */
public final class Durations {
    /** Nothing here lasts longer than ten years; it keeps sums of times far from overflow. */
    static final Duration LONGEST = Duration.ofDays(3653);

    private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,9}(?:ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private Durations() {}

    /** The time, or null when the text is none or longer than ten years. */
    public static @Nullable Duration parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.length() > 64 || !WHOLE.matcher(word).matches()) {
            return null;
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(word);
        while (part.find()) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
        return sum.compareTo(LONGEST) > 0 ? null : sum;
    }

    /** The shortest spelling: {@code 1h30m}, {@code 48h}; {@code 0s} for nothing. */
    public static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        StringBuilder out = new StringBuilder();
        append(out, duration.toHours(), "h");
        append(out, duration.toMinutesPart(), "m");
        append(out, duration.toSecondsPart(), "s");
        append(out, duration.toMillisPart(), "ms");
        return out.toString();
    }

    private static void append(StringBuilder out, long number, String unit) {
        if (number != 0) {
            out.append(number).append(unit);
        }
    }
}
