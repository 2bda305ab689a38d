package io.fenghuo.source;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as pages show them: {@code 1,204}, {@code 3.2万}, {@code 12k赞}, {@code ★★★☆☆}. */
final class Counts {
    private static final Pattern NUMBER =
            Pattern.compile("(\\d{1,15}(?:[,，]\\d{3})*(?:\\.\\d{1,6})?)\\s*([万萬亿億kKwWmM])?");

    private Counts() {}

    /** The first number in {@code text}; null when there is none. */
    static @Nullable Long count(@Nullable String text) {
        Matcher found = text == null ? null : NUMBER.matcher(Limits.cut(text, 200));
        if (found == null || !found.find()) {
            return null;
        }
        BigDecimal number = new BigDecimal(found.group(1).replaceAll("[,，]", ""));
        String unit = found.group(2) == null ? "" : found.group(2).toLowerCase(Locale.ROOT);
        long factor = switch (unit) {
            case "万", "萬", "w" -> 10_000;
            case "亿", "億" -> 100_000_000;
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            default -> 1;
        };
        return number.multiply(BigDecimal.valueOf(factor)).longValue();
    }

    /** Stars: the filled ones when they are drawn, else the number; null when there is neither, or none that a scale of 100 holds. */
    static @Nullable Integer stars(@Nullable String text) {
        if (text == null) {
            return null;
        }
        long drawn = text.chars().filter(c -> c == '★' || c == '⭐').count();
        Long number = drawn > 0 ? Long.valueOf(drawn) : count(text);
        return number == null || number > 100 ? null : Integer.valueOf(number.intValue());
    }
}
