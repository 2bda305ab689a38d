package io.fenghuo.config;

import io.fenghuo.incident.WorkCalendar;
import io.fenghuo.incident.WorkCalendar.Hours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code calendar:} — when people work: zone, hours, days of the week, and whose public holidays. */
final class CalendarReader {
    /** From this month on the holidays of the coming year have been announced: the notices came on 25 October, 12 November and 4 November. */
    private static final int ANNOUNCED = 12;

    private static final String NONE = "none";
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final ZoneId zone;
    private final Holidays holidays;

    CalendarReader(ZoneId zone, Holidays holidays) {
        this.zone = zone;
        this.holidays = holidays;
    }

    /** The calendar; what the file leaves out stays as shipped, with the holidays of China. */
    WorkCalendar read(@Nullable YamlMap map) {
        WorkCalendar usual = WorkCalendar.PLAIN;
        if (map == null) {
            return calendar(zone, usual.hours(), usual.days(), true);
        }
        map.keys("zone", "hours", "days", "holidays");
        YamlText named = map.text("zone");
        ZoneId own = named == null ? zone : zone(named);
        List<Hours> hours = hours(map);
        Set<DayOfWeek> days = days(map);
        boolean china = !NONE.equals(map.choice("holidays", List.of("china", NONE)));
        return calendar(own, hours.isEmpty() ? usual.hours() : hours, days.isEmpty() ? usual.days() : days, china);
    }

    private WorkCalendar calendar(ZoneId where, List<Hours> hours, Set<DayOfWeek> days, boolean china) {
        Set<LocalDate> off = new LinkedHashSet<>();
        Set<LocalDate> worked = new LinkedHashSet<>();
        if (!china) {
            return new WorkCalendar(where, hours, days, off, worked, Set.of());
        }
        holidays.years().values().forEach(year -> {
            off.addAll(year.off());
            worked.addAll(year.worked());
        });
        return new WorkCalendar(
                where, hours, days, off, worked, holidays.years().keySet());
    }

    /** Warns when the holidays of this year, or late in the year of the coming one, are not known. */
    static void complete(YamlMap root, WorkCalendar calendar, Instant now) {
        YamlMap map = root.has("calendar") ? root.map("calendar") : null;
        if (map != null && NONE.equals(map.string("holidays"))) {
            return;
        }
        LocalDate today = now.atZone(calendar.zone()).toLocalDate();
        int last = today.getMonthValue() >= ANNOUNCED ? today.getYear() + 1 : today.getYear();
        for (int year = today.getYear(); year <= last; year++) {
            if (!calendar.years().contains(year)) {
                root.warningAt("calendar", "holidays-missing", year);
            }
        }
    }

    private ZoneId zone(YamlText text) {
        try {
            return ZoneId.of(text.value().strip());
        } catch (DateTimeException none) {
            text.error("environment-zone", text.raw());
            return zone;
        }
    }

    private static List<Hours> hours(YamlMap map) {
        List<Hours> hours = new ArrayList<>();
        for (YamlText text : map.texts("hours")) {
            Hours stretch = stretch(text);
            boolean inOrder = stretch != null
                    && (hours.isEmpty()
                            || !stretch.from()
                                    .isBefore(hours.get(hours.size() - 1).to()));
            if (stretch != null && inOrder) {
                hours.add(stretch);
            } else {
                text.error("not-work-hours", text.raw());
            }
        }
        return hours;
    }

    private static @Nullable Hours stretch(YamlText text) {
        String[] parts = text.value().strip().split("\\s*-\\s*", -1);
        try {
            Hours stretch = new Hours(time(parts[0]), time(parts[parts.length - 1]));
            return parts.length == 2 && stretch.from().isBefore(stretch.to()) ? stretch : null;
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text.length() == 4 ? "0" + text : text);
    }

    private static Set<DayOfWeek> days(YamlMap map) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (YamlText text : map.texts("days")) {
            String word = text.value().strip().toLowerCase(Locale.ROOT);
            String[] ends = word.split("\\s*-\\s*", -1);
            int from = DAYS.indexOf(ends[0]);
            int to = DAYS.indexOf(ends[ends.length - 1]);
            if (from < 0 || to < from || ends.length > 2) {
                text.error("not-days", text.raw());
                continue;
            }
            for (int day = from; day <= to; day++) {
                days.add(DayOfWeek.of(day + 1));
            }
        }
        return days;
    }
}
