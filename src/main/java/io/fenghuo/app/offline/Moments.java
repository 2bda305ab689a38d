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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moments as people type them: {@code 2026-06-18T20:01:05+08:00}, {@code 2026-06-18 20:01}, {@code 20:01}, {@code 明天 09:00}, and a day of
 * the week, which is the next one: {@code 周六 03:00}, {@code 周六凌晨3点}, {@code 下周一 9点半}, {@code Sat 3:00}.
 */
final class Moments {
    private static final Pattern SPOKEN = Pattern.compile("(?:(今天|明天|后天|昨天|下?(?:周|星期|礼拜)[一二三四五六日天])\\s*|(\\S+)[ T]+)?"
            + "(凌晨|早上|上午|中午|下午|晚上|夜里)?\\s*(\\d{1,2})(?:[:：](\\d{2})(?::(\\d{2}))?|点(?:(半)|(\\d{1,2})分?)?)");
    private static final Set<String> AFTER_NOON = Set.of("中午", "下午", "晚上");
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
            LocalTime time = time(spoken);
            ZonedDateTime here = now.atZone(zone);
            String day = spoken.group(1) == null ? spoken.group(2) : spoken.group(1);
            if (day == null) {
                return Optional.of(here.with(time).toInstant());
            }
            return day(day.toLowerCase(Locale.ROOT), here, time)
                    .map(date -> date.atTime(time).atZone(zone).toInstant());
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }

    private static LocalTime time(Matcher spoken) {
        int hour = Integer.parseInt(spoken.group(4));
        boolean later = spoken.group(3) != null && AFTER_NOON.contains(spoken.group(3)) && hour < 12;
        boolean noon = "中午".equals(spoken.group(3)) && hour > 9;
        String minute = spoken.group(5) == null ? spoken.group(8) : spoken.group(5);
        return LocalTime.of(
                later && !noon ? hour + 12 : hour,
                spoken.group(7) != null ? 30 : minute == null ? 0 : Integer.parseInt(minute),
                spoken.group(6) == null ? 0 : Integer.parseInt(spoken.group(6)));
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
            case "后天" -> {
                return Optional.of(today.plusDays(2));
            }
            case "昨天" -> {
                return Optional.of(today.minusDays(1));
            }
            default -> {
                if (day.startsWith("下")) {
                    DayOfWeek next = Objects.requireNonNull(weekday(day.substring(1)));
                    LocalDate monday = today.minusDays(today.getDayOfWeek().getValue() - 1L)
                            .plusWeeks(1);
                    return Optional.of(monday.plusDays(next.getValue() - 1L));
                }
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
