package io.fenghuo.incident;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times named in a clause, as a moment. A length runs from when it was said; a day without an hour ends at midnight, its morning at 12:00, its
 * afternoon at 18:00, 下班 with the work of the day; of an hour without a part of the day the next to come is meant.
 */
final class PromisedTimes {
    private static final String NUMBER = "(\\d{1,4}(?:\\.\\d)?|[一二两三四五六七八九十百]{1,4}|半)";

    private static final Pattern LENGTH = Pattern.compile(
            "(?:" + NUMBER + "\\s*[-~至到—]\\s*)?" + NUMBER
                    + "\\s*(个)?(半)?\\s*(工作日|工作小时|分钟|刻钟|小时|钟头|[hH](?![a-zA-Z])|天|日|星期|礼拜|周|月)(?:(\\d{1,2})分钟?)?\\s*(之内|以内|内|之后|以后|后|左右)?");
    private static final Pattern NOT_BEFORE_LENGTH =
            Pattern.compile("(?:超过|等了|每|满|不到|长达|连续|用了|至少|近|前|第|已|共|只有|还有|[.:/月年]|\\d)$");

    private static final Pattern MOMENT = Pattern.compile(
            "(大后天|明后天|今天|今日|今晚|今早|今夜|当天|当日|明天|明日|明早|明晚|后天|(?:本|这|下)?(?:周|星期|礼拜)[一二三四五六日天末]|(?:本|这)周|本?月底"
                    + "|\\d{1,2}月\\d{1,2}[日号]|\\d{1,2}[日号])?的?\\s*(凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|下班)?\\s*"
                    + "(?:(\\d{1,2}|[一二两三四五六七八九十]{1,3})(?::([0-5]\\d)|[点时](?!间|候|刻|装)(?:(半|一刻|三刻|整|[0-5]?\\d)分?)?))?钟?\\s*(之前|以前|前|左右|之内|以内|内)?");

    private static final Pattern ENGLISH = Pattern.compile(
            "within\\s+(\\d{1,3})\\s+(minutes?|hours?|days?|(?:working|business)\\s+days?)", Pattern.CASE_INSENSITIVE);

    private final Instant said;
    private final WorkCalendar calendar;

    PromisedTimes(Instant said, WorkCalendar calendar) {
        this.said = said;
        this.calendar = calendar;
    }

    /**
     * A time in a clause.
     *
     * @param firm whether it names a limit (内, 前) and not only a time
     */
    record Time(int start, int end, Instant due, boolean firm) {}

    /** The times of a clause, none overlapping another. */
    List<Time> in(String clause) {
        List<Time> times = new ArrayList<>();
        lengths(clause, times);
        moments(clause, times);
        for (Matcher english = ENGLISH.matcher(clause); english.find(); ) {
            String unit = english.group(2).toLowerCase(Locale.ROOT);
            int number = Integer.parseInt(english.group(1));
            Allowance allowed = unit.contains("ing") || unit.contains("business")
                    ? Allowance.workingDays(number)
                    : Allowance.of(Duration.of(
                            number,
                            unit.startsWith("m")
                                    ? ChronoUnit.MINUTES
                                    : unit.startsWith("h") ? ChronoUnit.HOURS : ChronoUnit.DAYS));
            times.add(new Time(english.start(), english.end(), allowed.after(said, calendar), true));
        }
        return times;
    }

    private void lengths(String clause, List<Time> times) {
        for (Matcher length = LENGTH.matcher(clause); length.find(); ) {
            String limit = length.group(7);
            String unit = length.group(5);
            boolean firm = limit != null && limit.endsWith("内");
            boolean date = (unit.equals("日") || unit.equals("月")) && !firm;
            boolean month = unit.equals("月") && length.group(3) == null;
            String before = clause.substring(0, length.start());
            if (date || month || NOT_BEFORE_LENGTH.matcher(before).find()) {
                continue;
            }
            Allowance allowed = allowed(
                    number(length.group(2)),
                    unit,
                    length.group(4) != null,
                    Objects.requireNonNullElse(length.group(6), "0"));
            if (allowed != null && !allowed.time().isZero()) {
                times.add(new Time(length.start(), length.end(), allowed.after(said, calendar), firm));
            }
        }
    }

    private static @Nullable Allowance allowed(double number, String unit, boolean half, String minutes) {
        double all = half ? number + 0.5 : number;
        return switch (unit) {
            case "工作日" -> all > 365 ? null : Allowance.workingDays((int) Math.ceil(all));
            case "工作小时" -> all > 999 ? null : Allowance.workingHours((int) Math.ceil(all));
            case "分钟" -> plain(all, 1);
            case "刻钟" -> plain(all, 15);
            case "天", "日" -> plain(all, 24 * 60);
            case "星期", "礼拜", "周" -> plain(all, 7 * 24 * 60);
            case "月" -> plain(all, 30 * 24 * 60);
            default -> Allowance.of(plain(all, 60).time().plusMinutes(Long.parseLong(minutes)));
        };
    }

    private static Allowance plain(double number, int minutes) {
        return Allowance.of(Duration.ofMinutes(Math.round(number * minutes)));
    }

    private static double number(String text) {
        if (text.equals("半")) {
            return 0.5;
        }
        return Character.isDigit(text.charAt(0)) ? Double.parseDouble(text) : chinese(text);
    }

    private static int chinese(String text) {
        int sum = 0;
        int digit = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c == '两' ? 2 : "零一二三四五六七八九".indexOf(c);
            if (c == '十' || c == '百') {
                sum += Math.max(1, digit) * (c == '十' ? 10 : 100);
                digit = 0;
            } else {
                digit = value;
            }
        }
        return sum + digit;
    }

    private void moments(String clause, List<Time> times) {
        for (Matcher moment = MOMENT.matcher(clause); moment.find(); ) {
            boolean named = moment.group(1) != null || moment.group(2) != null || moment.group(3) != null;
            int start = moment.start();
            int end = moment.end();
            boolean taken = times.stream().anyMatch(t -> t.start() < end && start < t.end());
            boolean part = start > 0
                    && moment.group(1) == null
                    && moment.group(2) == null
                    && Character.isDigit(clause.charAt(start - 1));
            if (!named || taken || part) {
                continue;
            }
            String limit = moment.group(6);
            boolean firm = limit != null && !limit.equals("左右");
            boolean bare = moment.group(1) == null && moment.group(3) == null;
            Instant due = bare && !firm ? null : due(moment);
            if (due != null) {
                times.add(new Time(start, end, due, firm));
            }
        }
    }

    private @Nullable Instant due(Matcher moment) {
        try {
            ZonedDateTime now = said.atZone(calendar.zone());
            String day = moment.group(1);
            String part = Objects.requireNonNullElse(moment.group(2), day == null ? "" : implied(day));
            LocalDate date = day == null ? now.toLocalDate() : date(day, now.toLocalDate());
            if (moment.group(3) == null) {
                return endOf(date, part);
            }
            int hour = (int) number(moment.group(3));
            String minutes = moment.group(4) == null ? moment.group(5) : moment.group(4);
            return hour > 24 ? null : at(now, date, day == null, part, hour, minute(minutes));
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static String implied(String day) {
        return day.endsWith("晚") || day.endsWith("夜") ? "晚上" : day.endsWith("早") ? "早上" : "";
    }

    private static int minute(@Nullable String text) {
        if (text == null || text.equals("整")) {
            return 0;
        }
        return switch (text) {
            case "半" -> 30;
            case "一刻" -> 15;
            case "三刻" -> 45;
            default -> Integer.parseInt(text);
        };
    }

    private Instant endOf(LocalDate date, String part) {
        return switch (part) {
            case "下班" -> calendar.endOf(date);
            case "凌晨" -> moment(date, 6, 0);
            case "早上", "早晨", "上午", "中午" -> moment(date, 12, 0);
            case "下午", "傍晚" -> moment(date, 18, 0);
            default -> moment(date, 24, 0);
        };
    }

    private Instant at(ZonedDateTime now, LocalDate date, boolean anyDay, String part, int hour, int minute) {
        boolean late = part.equals("下午") || part.equals("傍晚") || part.startsWith("晚");
        boolean noon = part.equals("中午") && hour < 3;
        int of24 = (late || noon) && hour < 12 ? hour + 12 : part.startsWith("晚") && hour == 12 ? 24 : hour;
        Instant at = moment(date, of24, minute);
        boolean open = part.isEmpty() && hour < 12 && !at.isAfter(now.toInstant());
        if (open && date.equals(now.toLocalDate())) {
            at = moment(date, hour + 12, minute);
        }
        return anyDay && part.equals("凌晨") && !at.isAfter(now.toInstant())
                ? moment(date.plusDays(1), of24, minute)
                : at;
    }

    private Instant moment(LocalDate date, int hour, int minute) {
        return date.plusDays(hour / 24)
                .atTime(LocalTime.of(hour % 24, minute))
                .atZone(calendar.zone())
                .toInstant();
    }

    private static LocalDate date(String day, LocalDate today) {
        return switch (day) {
            case "今天", "今日", "今晚", "今早", "今夜", "当天", "当日" -> today;
            case "明天", "明日", "明早", "明晚" -> today.plusDays(1);
            case "后天", "明后天" -> today.plusDays(2);
            case "大后天" -> today.plusDays(3);
            case "月底", "本月底" -> today.with(TemporalAdjusters.lastDayOfMonth());
            case "本周", "这周" -> today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            default -> Character.isDigit(day.charAt(0)) ? calendarDay(day, today) : weekday(day, today);
        };
    }

    private static LocalDate weekday(String day, LocalDate today) {
        int at = Math.max("一二三四五六日".indexOf(day.charAt(day.length() - 1)), -1);
        DayOfWeek asked = DayOfWeek.of(at < 0 ? 7 : at + 1);
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate date = monday.plusDays(asked.getValue() - 1L);
        boolean next = day.startsWith("下") || (!day.startsWith("本") && !day.startsWith("这") && date.isBefore(today));
        return next ? date.plusDays(7) : date;
    }

    private static LocalDate calendarDay(String day, LocalDate today) {
        String[] parts = day.substring(0, day.length() - 1).split("月", -1);
        int last = Integer.parseInt(parts[parts.length - 1]);
        if (parts.length == 1) {
            LocalDate date = today.withDayOfMonth(last);
            return date.isBefore(today) ? date.plusMonths(1) : date;
        }
        LocalDate date = LocalDate.of(today.getYear(), Integer.parseInt(parts[0]), last);
        return date.isBefore(today.minusMonths(6)) ? date.plusYears(1) : date;
    }
}
