package io.fenghuo.app.offline;

import io.fenghuo.wire.Times;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moments as people type them: {@code 2026-06-18T20:01:05+08:00}, {@code 2026-06-18 20:01}, {@code 20:01}, {@code 明天 09:00}, and a day of
 * the week, which is the next one: {@code 周六 03:00}, {@code Sat 3:00}.
 */
final class Moments {
    private static final Pattern SPOKEN = Pattern.compile("(?:(\\S+)[ T]+)?(\\d{1,2}):(\\d{2})(?::(\\d{2}))?");
    private static final String CHINESE_DAYS = "一二三四五六日";
    private static final List<String> ENGLISH_DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private Moments() {}

    /** The moment; empty when the text is none. Times without an offset are in {@code zone}. */
    static Optional<Instant> parse(String text, Instant now, ZoneId zone) {
        Optional<Instant> exact = Times.parse(text);
        if (exact.isPresent()) {
            return exact;
        }
        Matcher spoken = SPOKEN.matcher(text.strip());
        if (!spoken.matches()) {
            return Optional.empty();
        }
        try {
            String second = spoken.group(4);
            LocalTime time = LocalTime.of(
                    Integer.parseInt(spoken.group(2)),
                    Integer.parseInt(spoken.group(3)),
                    second == null ? 0 : Integer.parseInt(second));
            ZonedDateTime here = now.atZone(zone);
            String day = spoken.group(1);
            if (day == null) {
                return Optional.of(here.with(time).toInstant());
            }
            return day(day.toLowerCase(Locale.ROOT), here, time)
                    .map(date -> date.atTime(time).atZone(zone).toInstant());
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> day(String day, ZonedDateTime now, LocalTime time) {
        LocalDate today = now.toLocalDate();
        switch (day) {
            case "今天", "today" -> {
                return Optional.of(today);
            }
            case "明天", "tomorrow" -> {
                return Optional.of(today.plusDays(1));
            }
            default -> {
                DayOfWeek wanted = weekday(day);
                if (wanted == null) {
                    return Optional.of(LocalDate.parse(day));
                }
                LocalDate next = today.plusDays(
                        Math.floorMod(wanted.getValue() - today.getDayOfWeek().getValue(), 7));
                boolean past = next.equals(today) && time.isBefore(now.toLocalTime());
                return Optional.of(past ? next.plusDays(7) : next);
            }
        }
    }

    private static @org.jspecify.annotations.Nullable DayOfWeek weekday(String day) {
        if (day.matches("(周|星期|礼拜)[一二三四五六日天]")) {
            char last = day.charAt(day.length() - 1);
            return DayOfWeek.of(CHINESE_DAYS.indexOf(last == '天' ? '日' : last) + 1);
        }
        int english = day.length() < 3 ? -1 : ENGLISH_DAYS.indexOf(day.substring(0, 3));
        return english < 0 ? null : DayOfWeek.of(english + 1);
    }
}
