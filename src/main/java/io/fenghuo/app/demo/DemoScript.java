package io.fenghuo.app.demo;

import io.fenghuo.model.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The evening as written down in {@code evening.tsv}: what is said when, where and by whom, and which posts belong to a matter that people must
 * hear of.
 *
 * @param lines in order of time
 */
public record DemoScript(List<Line> lines) {
    /** When the evening is over and the tally is due. */
    public static final Duration LENGTH = Duration.ofSeconds(110);

    private static final int COLUMNS = 6;

    public DemoScript {
        lines = lines.stream().sorted(Comparator.comparing(Line::at)).toList();
    }

    /** Where something is said: each is one source of another type. */
    public enum Channel {
        /** A WebSocket room. */
        LIVE,
        /** A JSON interface. */
        COMMENTS,
        /** A page of comments. */
        PAGE,
        /** An RSS feed. */
        FORUM,
        /** An event stream. */
        SERVICE;

        /** The source's id, such as {@code demo-live}. */
        public String source() {
            return "demo-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that is said.
     *
     * @param number its line in the script, from 1
     * @param at when it appears, from the start
     */
    public record Line(
            int number,
            Duration at,
            Channel channel,
            Role role,
            String author,
            @Nullable String product,
            String text,
            Flags flags) {

        public @Nullable String matter() {
            return flags.matter();
        }
    }

    /**
     * What is special about a line.
     *
     * @param matter what it belongs to, such as {@code fraud}; null = it must stay quiet
     * @param age how long it has been public already when it appears
     * @param deletedAt when its site takes it away, from the start; null = never
     */
    public record Flags(
            @Nullable String matter, Duration age, @Nullable Duration deletedAt) {}

    /** The evening that comes with the product. */
    public static DemoScript load() {
        try (InputStream in = Objects.requireNonNull(DemoScript.class.getResourceAsStream("evening.tsv"))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException at the first line that is wrong, naming it and the fault
     */
    public static DemoScript parse(String tsv) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String row : tsv.split("\n", -1)) {
            number++;
            String text = row.endsWith("\r") ? row.substring(0, row.length() - 1) : row;
            if (!text.isBlank() && !text.startsWith("#")) {
                lines.add(line(number, text));
            }
        }
        return new DemoScript(lines);
    }

    /** The posts of each matter: what must be found in this evening, and nothing else. */
    public Map<String, List<Line>> matters() {
        Map<String, List<Line>> all = new TreeMap<>();
        for (Line line : lines) {
            String matter = line.matter();
            if (matter != null) {
                all.computeIfAbsent(matter, m -> new ArrayList<>()).add(line);
            }
        }
        return all;
    }

    private static Line line(int number, String row) {
        String[] cells = row.split("\t", -1);
        if (cells.length < COLUMNS || cells.length > COLUMNS + 1) {
            throw wrong(number, "has " + cells.length + " columns instead of 6 or 7");
        }
        if (cells[5].isBlank() || cells[3].isBlank()) {
            throw wrong(number, "lacks its author or text");
        }
        return new Line(
                number,
                seconds(number, cells[0]),
                word(number, Channel.class, cells[1]),
                word(number, Role.class, cells[2]),
                cells[3],
                cells[4].isBlank() ? null : cells[4],
                cells[5],
                flags(number, cells.length > COLUMNS ? cells[6] : ""));
    }

    private static Flags flags(int number, String cell) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String flag : cell.strip().split(" +", -1)) {
            int equals = flag.indexOf('=');
            if (equals > 0) {
                given.put(flag.substring(0, equals), flag.substring(equals + 1));
            } else if (!flag.isEmpty()) {
                throw wrong(number, "has a flag without a value: " + flag);
            }
        }
        String matter = given.remove("hit");
        String age = given.remove("age");
        String deleted = given.remove("deleted");
        if (!given.isEmpty()) {
            throw wrong(number, "has unknown flags " + given.keySet());
        }
        return new Flags(
                matter,
                age == null ? Duration.ZERO : age(number, age),
                deleted == null ? null : seconds(number, deleted));
    }

    private static Duration age(int number, String text) {
        if (!text.matches("\\d{1,4}m")) {
            throw wrong(number, "has an age that is not like 40m: " + text);
        }
        return Duration.ofMinutes(Integer.parseInt(text.substring(0, text.length() - 1)));
    }

    private static Duration seconds(int number, String text) {
        if (!text.matches("\\d{1,3}(\\.\\d)?")) {
            throw wrong(number, "has a time that is not seconds from the start: " + text);
        }
        Duration at = Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
        if (at.compareTo(LENGTH) >= 0) {
            throw wrong(number, "comes after the end at " + LENGTH.toSeconds() + " s");
        }
        return at;
    }

    private static <E extends Enum<E>> E word(int number, Class<E> type, String text) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        throw wrong(number, "has an unknown " + type.getSimpleName().toLowerCase(Locale.ROOT) + ": " + text);
    }

    private static IllegalArgumentException wrong(int number, String what) {
        return new IllegalArgumentException("evening.tsv:" + number + " " + what);
    }
}
