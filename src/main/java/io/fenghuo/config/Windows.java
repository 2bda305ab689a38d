package io.fenghuo.config;

import io.fenghuo.incident.Window;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hours of the day, {@code 22:00-08:00}. */
final class Windows {
    private static final Pattern HOURS = Pattern.compile("(\\d{1,2}:\\d{2})\\s*[-–~～至]\\s*(\\d{1,2}:\\d{2})");

    private Windows() {}

    /** The hours; null, and a problem, when the text names none. */
    static @Nullable Window read(YamlText text) {
        Matcher hours = HOURS.matcher(text.value().strip());
        if (hours.matches()) {
            try {
                return new Window(time(hours.group(1)), time(hours.group(2)));
            } catch (DateTimeException wrong) {
                text.error("not-hours", text.raw());
                return null;
            }
        }
        text.error("not-hours", text.raw());
        return null;
    }

    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text.length() == 4 ? "0" + text : text);
    }
}
