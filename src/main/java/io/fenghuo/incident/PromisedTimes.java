package io.fenghuo.incident;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
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

    private static final Pattern LENGTH = Pattern.compile("(工作时间|上班时间)?内?(?:" + NUMBER + "\\s*[-~至到—]\\s*)?" + NUMBER
            + "\\s*(个)?(半)?\\s*(工作日|工作小时|分钟|刻钟|小时|钟头|钟(?!头|表)|[hH](?![a-zA-Z])|天|日|星期|礼拜|周|月)"
            + "(?:(\\d{1,2})分钟?)?\\s*(之内|以内|内|之后|以后|后|左右|上下)?");
    private static final Pattern NOT_BEFORE_LENGTH =
            Pattern.compile("(?:(?<!不)超过|等了|每|满|不到|长达|连续|用了|至少|近|前|第|已|共|只有|还有|都|了|拖|[.:/月年*×xX]|\\d)$");
    private static final Pattern ROUGHLY = Pattern.compile("(?:大概|大约|约|差不多|这|过)\\s*(?:在|需要?|要)?$");

    private static final String DIGITS = "[\\d零一二两三四五六七八九十]";
    private static final String WEEK = "(?:周|星期|礼拜)";
    private static final String NO_NUMBER = "(?<![\\d一二两三四五六七八九十半几个])";

    private static final Pattern MOMENT =
            Pattern.compile("((?:20\\d\\d年)?\\d{1,2}月\\d{1,2}[日号]|大后天|明后天|今天|今日|今晚|今早|今夜|今儿个?"
                    + "|当天|当日|当晚|本日|明天|明日|明早|明晚|明儿个?|次日|隔天|翌日|后天|后儿个?"
                    + "|(?:本|这|下下|下)?个?" + WEEK + "[一二三四五六日天末]|(?:本|这|下)个?" + WEEK + "|" + NO_NUMBER + WEEK + "(?=之?内)"
                    + "|下个?月底|下个?月\\d{1,2}[日号]|(?:本|这个?)?月[底末]|(?:本|这个?)月(?=之?内)|" + NO_NUMBER + "月(?=之?内)"
                    + "|(?:今年)?年[底末]|今年(?=之?内)|" + NO_NUMBER + "年(?=之?内)"
                    + "|(?:本月|这个月)?\\d{1,2}[日号]|\\d{1,2}[/.]\\d{1,2}(?=之?前))?的?\\s*"
                    + "(凌晨|早上|早晨|一大早|一早|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|深夜|午夜|半夜|下班|上班|早(?=" + DIGITS + ")|晚(?="
                    + DIGITS + "))?\\s*" + "(?:(\\d{1,2}|[零一二两三四五六七八九十]{1,3})"
                    + "(?::([0-5]\\d)|[点时](?!间|候|刻|装)(?:(半|一刻|三刻|整|[0-5]?\\d)分?)?))?钟?\\s*"
                    + "(之前|以前|前|左右|之内|以内|内|之间|之后|以后|后)?");
    private static final Pattern RANGE = Pattern.compile("^\\s*(?:[-~—]+|到|至)\\s*(?=" + DIGITS + "|今|明|后|晚|早|上|中|下)");

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
     * @param odd whether it may be meant otherwise: about, after, a week or an hour that could be two
     */
    record Time(int start, int end, Instant due, boolean firm, boolean odd) {}

    /** The times of a clause, none overlapping another. */
    List<Time> in(String clause) {
        List<Time> times = new ArrayList<>();
        lengths(clause, times);
        moments(clause, times);
        new PromisedEnglish(said, calendar).in(clause, times);
        return times;
    }

    private void lengths(String clause, List<Time> times) {
        for (Matcher length = LENGTH.matcher(clause); length.find(); ) {
            String limit = Objects.requireNonNullElse(length.group(8), "");
            String unit = length.group(6);
            boolean firm = limit.endsWith("内");
            boolean date = (unit.equals("日") || unit.equals("月")) && !firm;
            boolean month = unit.equals("月") && length.group(4) == null;
            String before = clause.substring(0, length.start());
            if (date || month || NOT_BEFORE_LENGTH.matcher(before).find()) {
                continue;
            }
            Allowance allowed = allowed(
                    number(length.group(3)),
                    length.group(1) != null && hours(unit) ? "工作小时" : unit,
                    length.group(5) != null,
                    Objects.requireNonNullElse(length.group(7), "0"));
            boolean halfDay = length.group(3).equals("半") && unit.equals("天");
            boolean customary = firm
                    || limit.endsWith("后")
                    || unit.equals("工作日")
                    || length.group().equals(clause);
            boolean odd = !customary || halfDay || ROUGHLY.matcher(before).find();
            if (allowed != null && !allowed.time().isZero()) {
                times.add(new Time(length.start(), length.end(), allowed.after(said, calendar), firm, odd));
            }
        }
    }

    private static boolean hours(String unit) {
        return unit.endsWith("小时") || unit.startsWith("钟") || unit.equalsIgnoreCase("h");
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
        String dayBefore = null;
        String partBefore = null;
        for (Matcher moment = MOMENT.matcher(clause); moment.find(); ) {
            String day = moment.group(1);
            String part = moment.group(2);
            boolean named = day != null || part != null || moment.group(3) != null;
            int start = moment.start();
            int end = moment.end();
            boolean taken = times.stream().anyMatch(t -> t.start() < end && start < t.end());
            boolean number = start > 0 && day == null && part == null && Character.isDigit(clause.charAt(start - 1));
            if (!named || taken || number) {
                continue;
            }
            boolean goesOn = day == null && part == null;
            day = goesOn ? dayBefore : day;
            part = goesOn ? partBefore : part;
            if (RANGE.matcher(clause.substring(end)).find()) {
                dayBefore = day;
                partBefore = part;
                continue;
            }
            boolean until = goesOn && (dayBefore != null || partBefore != null);
            dayBefore = null;
            partBefore = null;
            moment(moment, day, part, until, clause, times);
        }
    }

    private void moment(
            Matcher moment,
            @Nullable String day,
            @Nullable String part,
            boolean until,
            String clause,
            List<Time> times) {
        String limit = Objects.requireNonNullElse(moment.group(6), "");
        boolean after = limit.endsWith("后");
        boolean firm = until || !(limit.isEmpty() || after || limit.equals("左右"));
        boolean bare = day == null && moment.group(3) == null;
        Reading reading = bare && !firm ? null : read(moment, day, part, limit);
        if (reading != null) {
            boolean rough = limit.equals("左右")
                    || ROUGHLY.matcher(clause.substring(0, moment.start())).find();
            boolean odd = reading.odd() || after || rough;
            times.add(new Time(moment.start(), moment.end(), reading.due(), firm, odd));
        }
    }

    /** What a time may mean, and whether it may mean another. */
    private record Reading(Instant due, boolean odd) {}

    private @Nullable Reading read(Matcher moment, @Nullable String day, @Nullable String ofDay, String limit) {
        try {
            ZonedDateTime now = said.atZone(calendar.zone());
            String part = Objects.requireNonNullElse(ofDay, day == null ? "" : implied(day));
            LocalDate date = day == null ? now.toLocalDate() : date(day, now.toLocalDate());
            if (moment.group(3) == null) {
                boolean week = day != null && day.matches("下个?(?:周|星期|礼拜)");
                LocalDate end = week && limit.endsWith("前") ? date.minusDays(7) : date;
                boolean vague = part.equals("上班") || (week && limit.isEmpty()) || "隔天".equals(day);
                return new Reading(endOf(end, part), vague);
            }
            int hour = (int) number(moment.group(3));
            String minutes = moment.group(4) == null ? moment.group(5) : moment.group(4);
            return hour > 24 ? null : at(now, date, part, hour, minute(minutes));
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
            case "早上", "早晨", "一早", "一大早", "上午", "中午", "正午", "上班" -> moment(date, 12, 0);
            case "下午", "午后", "傍晚" -> moment(date, 18, 0);
            default -> moment(date, 24, 0);
        };
    }

    private Reading at(ZonedDateTime now, LocalDate date, String part, int hour, int minute) {
        boolean today = date.equals(now.toLocalDate());
        boolean past = !moment(date, hour, minute).isAfter(now.toInstant());
        if (part.startsWith("晚") || part.endsWith("夜") || part.equals("夜里")) {
            int of24 = hour % 12 == 0 && hour < 13 ? 24 : hour < 5 ? hour + 24 : hour < 12 ? hour + 12 : hour;
            return new Reading(moment(date, of24, minute), hour > 0 && hour < 5);
        }
        if (part.equals("下午") || part.equals("午后") || part.equals("傍晚") || (part.equals("中午") && hour < 3)) {
            return new Reading(moment(date, hour < 12 ? hour + 12 : hour, minute), false);
        }
        if (part.equals("凌晨") && today && past) {
            return new Reading(moment(date.plusDays(1), hour, minute), false);
        }
        if (!part.isEmpty() || hour > 12) {
            return new Reading(moment(date, hour, minute), false);
        }
        return open(date, hour, minute, today, past);
    }

    /** Of an hour without a part of the day the next to come is meant; of a day to come its afternoon rather than its night. */
    private Reading open(LocalDate date, int hour, int minute, boolean today, boolean past) {
        if (today) {
            int of24 = !past ? hour : hour % 12 == 0 ? 24 : hour + 12;
            return new Reading(moment(date, of24, minute), past && hour % 12 == 0);
        }
        boolean night = hour > 0 && hour < 7;
        return new Reading(moment(date, night ? hour + 12 : hour, minute), night);
    }

    private Instant moment(LocalDate date, int hour, int minute) {
        return date.plusDays(hour / 24)
                .atTime(LocalTime.of(hour % 24, minute))
                .atZone(calendar.zone())
                .toInstant();
    }

    private static LocalDate date(String day, LocalDate today) {
        return switch (day) {
            case "今天", "今日", "今晚", "今早", "今夜", "今儿", "今儿个", "当天", "当日", "当晚", "本日" -> today;
            case "明天", "明日", "明早", "明晚", "明儿", "明儿个", "次日", "隔天", "翌日" -> today.plusDays(1);
            case "后天", "明后天", "后儿", "后儿个" -> today.plusDays(2);
            case "大后天" -> today.plusDays(3);
            default -> period(day, today);
        };
    }

    private static LocalDate period(String day, LocalDate today) {
        char last = day.charAt(day.length() - 1);
        if (("日号".indexOf(last) >= 0 && day.matches(".*\\d[日号]")) || day.matches("\\d.*")) {
            return calendarDay(day, today);
        }
        if (day.contains("年")) {
            return today.with(TemporalAdjusters.lastDayOfYear());
        }
        if (day.contains("月")) {
            LocalDate month = day.startsWith("下") ? today.plusMonths(1) : today;
            return month.with(TemporalAdjusters.lastDayOfMonth());
        }
        if ("周期拜".indexOf(last) >= 0) {
            LocalDate sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            return day.startsWith("下") ? sunday.plusDays(7) : sunday;
        }
        return weekday(day, today);
    }

    private static LocalDate weekday(String day, LocalDate today) {
        int at = Math.max("一二三四五六日".indexOf(day.charAt(day.length() - 1)), -1);
        DayOfWeek asked = DayOfWeek.of(at < 0 ? 7 : at + 1);
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate date = monday.plusDays(asked.getValue() - 1L);
        if (day.startsWith("下下")) {
            return date.plusDays(14);
        }
        boolean next = day.startsWith("下") || (!day.startsWith("本") && !day.startsWith("这") && date.isBefore(today));
        return next ? date.plusDays(7) : date;
    }

    /** {@code 25号}, {@code 下个月5号}, {@code 6月25日}, {@code 2026年6月25日}, {@code 6/25}. */
    private static LocalDate calendarDay(String day, LocalDate today) {
        boolean next = day.startsWith("下");
        String[] parts = day.replaceAll("^\\D+", "").replaceAll("[日号]$", "").split("[年月/.]", -1);
        int last = Integer.parseInt(parts[parts.length - 1]);
        if (parts.length == 1) {
            LocalDate date = today.plusMonths(next ? 1 : 0).withDayOfMonth(last);
            return date.isBefore(today) ? date.plusMonths(1) : date;
        }
        int month = Integer.parseInt(parts[parts.length - 2]);
        if (parts.length == 3) {
            return LocalDate.of(Integer.parseInt(parts[0]), month, last);
        }
        LocalDate date = LocalDate.of(today.getYear(), month, last);
        return date.isBefore(today.minusMonths(6)) ? date.plusYears(1) : date;
    }
}
