package io.fenghuo.config;

import io.fenghuo.incident.Allowance;
import io.fenghuo.incident.Policy;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a clock allows: {@code 2h}, {@code 5wd} (working days), {@code 48wh} (working hours), or {@code default}. */
final class AllowanceReader {
    private static final Pattern WORKING = Pattern.compile("(\\d{1,4})\\s*(wd|wh|个?工作日|个?工作小时)");
    private static final int MOST_DAYS = 1_000;

    private AllowanceReader() {}

    /** The time allowed; null, and a problem, when it is none. */
    static @Nullable Allowance read(YamlText text, String clock) {
        String word = text.value().strip().toLowerCase(Locale.ROOT);
        if (word.equals("default")) {
            Allowance usual = Policy.ofCategories(clock);
            if (usual == null) {
                text.error("clock-no-default", clock);
            }
            return usual;
        }
        Matcher working = WORKING.matcher(word);
        if (working.matches()) {
            int number = Integer.parseInt(working.group(1));
            if (number == 0 || number > MOST_DAYS) {
                text.error("out-of-range", text.raw(), 1, MOST_DAYS);
                return null;
            }
            boolean hours = working.group(2).endsWith("wh") || working.group(2).endsWith("小时");
            return hours ? Allowance.workingHours(number) : Allowance.workingDays(number);
        }
        Duration time = text.duration();
        return time == null ? null : Allowance.of(time);
    }
}
