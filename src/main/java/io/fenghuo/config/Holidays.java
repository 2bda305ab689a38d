package io.fenghuo.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Public holidays and the days worked instead (调休), a file for each year: the shipped ones are the notices of the General Office of the State
 * Council; {@code alerts/holidays/*.yaml} adds years and replaces shipped ones.
 *
 * @param years year → its days
 */
record Holidays(Map<Integer, Year> years) {
    /** The folder of a home's own files. */
    static final String FOLDER = "alerts/holidays";

    private static final List<String> SHIPPED = List.of("2025.yaml", "2026.yaml");
    /** No holiday lasts longer; a slip of the pen would. */
    private static final int LONGEST = 20;

    Holidays {
        years = Map.copyOf(years);
    }

    /**
     * One year.
     *
     * @param off days off beside weekends
     * @param worked days worked although the week would not have it
     */
    record Year(int year, Set<LocalDate> off, Set<LocalDate> worked) {
        Year {
            off = Set.copyOf(off);
            worked = Set.copyOf(worked);
        }
    }

    /** The years that come with the program. */
    static Holidays shipped() {
        Map<Integer, Year> years = new TreeMap<>();
        Problems problems = new Problems();
        for (String name : SHIPPED) {
            Year year = read(
                    YamlFile.read(name, text(name), Variables.NONE, problems).root());
            if (year != null) {
                years.put(year.year(), year);
            }
        }
        if (!problems.list().isEmpty()) {
            throw new IllegalStateException("shipped holidays: " + problems.list());
        }
        return new Holidays(years);
    }

    private static String text(String name) {
        try (InputStream in = Holidays.class.getResourceAsStream("holidays/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These with the files of a home. */
    Holidays with(Collection<YamlMap> files) {
        Map<Integer, Year> all = new TreeMap<>(years);
        for (YamlMap file : files) {
            Year year = read(file);
            if (year != null) {
                all.put(year.year(), year);
            }
        }
        return new Holidays(all);
    }

    private static @Nullable Year read(YamlMap file) {
        file.keys("year", "source", "off", "work");
        YamlText named = file.required("year");
        Integer year = named == null ? null : named.integer(2000, 2100);
        if (year == null) {
            return null;
        }
        Set<LocalDate> off = new LinkedHashSet<>();
        for (YamlMap holiday : file.maps("off")) {
            off.addAll(span(holiday, year));
        }
        Set<LocalDate> worked = new LinkedHashSet<>();
        for (YamlText text : file.texts("work")) {
            LocalDate day = day(text, year);
            if (day != null && off.contains(day)) {
                text.error("holiday-both", day);
            } else if (day != null) {
                worked.add(day);
            }
        }
        return new Year(year, off, worked);
    }

    private static Set<LocalDate> span(YamlMap holiday, int year) {
        holiday.keys("name", "from", "to");
        YamlText begin = holiday.required("from");
        LocalDate from = begin == null ? null : day(begin, year);
        YamlText end = holiday.text("to");
        LocalDate to = end == null ? from : day(end, year);
        Set<LocalDate> days = new LinkedHashSet<>();
        if (from == null || to == null) {
            return days;
        }
        if (to.isBefore(from) || to.isAfter(from.plusDays(LONGEST))) {
            holiday.errorAt("to", "holiday-span", from, to, LONGEST);
            return days;
        }
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            days.add(day);
        }
        return days;
    }

    private static @Nullable LocalDate day(YamlText text, int year) {
        LocalDate day = date(text);
        if (day != null && day.getYear() != year) {
            text.error("holiday-year", day, year);
            return null;
        }
        return day;
    }

    /** A day, {@code 2026-06-15}; null, and a problem, when it is none. */
    static @Nullable LocalDate date(YamlText text) {
        try {
            return LocalDate.parse(text.value().strip());
        } catch (DateTimeException none) {
            text.error("not-date", text.raw());
            return null;
        }
    }
}
