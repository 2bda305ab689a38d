package io.fenghuo.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A single value. It is always the text that was written; only a getter that asks for it makes a number, a time or a yes of it. */
public final class YamlText extends YamlNode {
    private static final List<String> YES = List.of("true", "yes", "on", "是");
    private static final List<String> NO = List.of("false", "no", "off", "否");

    private final String raw;
    private final String value;
    private final boolean quoted;
    /** Columns from the node's place to its first character; negative when the text does not stand on one line as written. */
    private final int lead;

    YamlText(Place place, Problems problems, String raw, String value, boolean quoted, int lead) {
        super(place, problems);
        this.raw = raw;
        this.value = value;
        this.quoted = quoted;
        this.lead = lead;
    }

    /** The text, with variables replaced. May be a secret: use {@link #raw()} in messages. */
    public String value() {
        return value;
    }

    /** The text as the file has it, with {@code ${NAME}} unreplaced. */
    public String raw() {
        return raw;
    }

    /** Whether some of it came from the environment. */
    public boolean secret() {
        return !raw.equals(value);
    }

    /** Whether nothing was written: {@code key:} with nothing behind. */
    public boolean missing() {
        return !quoted && raw.isEmpty();
    }

    /** The place of the character at this UTF-16 offset of {@link #raw()}; the value's own place when it spans lines or has escapes. */
    public Place place(int offset) {
        if (lead < 0 || offset < 0 || offset > raw.length()) {
            return place();
        }
        int shift = lead + raw.codePointCount(0, offset);
        return new Place(place().file(), place().line(), place().column() + shift);
    }

    /** Reports a fault at a character inside the text. */
    public void errorAt(int offset, String code, Object... args) {
        problems().error(place(offset), code, args);
    }

    /** A positive time such as {@code 90s}, {@code 3m}, {@code 2h}, {@code 3d} or {@code 1h30m}; null, and a problem, when it is none. */
    public @Nullable Duration duration() {
        Duration duration = durationOrZero();
        if (duration != null && duration.isZero()) {
            error("duration-zero", raw);
            return null;
        }
        return duration;
    }

    /** As {@link #duration()}, and {@code 0s} is allowed. */
    public @Nullable Duration durationOrZero() {
        Duration duration = Durations.parse(value);
        if (duration == null) {
            boolean number = value.strip().matches("\\d{1,9}");
            error(number ? "duration-unit" : value.strip().startsWith("-") ? "duration-negative" : "not-duration", raw);
        }
        return duration;
    }

    /** Yes or no: true/false, yes/no, on/off, 是/否; null, and a problem, when it is neither. */
    public @Nullable Boolean bool() {
        String word = value.strip().toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return true;
        }
        if (NO.contains(word)) {
            return false;
        }
        error("not-boolean", raw);
        return null;
    }

    /** A whole number; null, and a problem, when it is none or outside the bounds (both included). */
    public @Nullable Integer integer(int least, int most) {
        String digits = value.strip();
        if (!digits.matches("[+-]?[0-9]{1,18}")) {
            error("not-integer", raw, least, most);
            return null;
        }
        long number = Long.parseLong(digits);
        if (number < least || number > most) {
            error("out-of-range", raw, least, most);
            return null;
        }
        return (int) number;
    }

    /** A time of day, {@code 09:00}; null, and a problem, when it is none. */
    public @Nullable LocalTime time() {
        String text = value.strip();
        try {
            return LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeException expected) {
            error("not-time", raw);
            return null;
        }
    }

    /** A moment, {@code 2026-11-23T09:00}, in {@code zone} unless it names its own offset; null, and a problem, when it is none. */
    public @Nullable Instant moment(ZoneId zone) {
        String text = value.strip().replace(' ', 'T');
        try {
            return LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException expected) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException none) {
                error("not-moment", raw);
                return null;
            }
        }
    }

    /** One of the words, in any case; null, and a problem naming the nearest, when it is none of them. */
    public @Nullable String choice(Collection<String> words) {
        for (String word : words) {
            if (word.equalsIgnoreCase(value.strip())) {
                return word;
            }
        }
        String nearest = Nearest.to(value.strip(), words);
        String choices = String.join(" ", new LinkedHashSet<>(words));
        if (nearest == null) {
            error("not-a-choice", raw, choices);
        } else {
            error("not-a-choice-nearest", raw, choices, nearest);
        }
        return null;
    }

    /** One of an enum's constants: its name in any case, {@code _} written {@code -} or {@code _}. */
    public <E extends Enum<E>> @Nullable E choice(Class<E> type) {
        Map<String, E> words = new TreeMap<>();
        for (E constant : type.getEnumConstants()) {
            boolean level = constant.name().matches("L\\d");
            words.put(
                    level
                            ? constant.name()
                            : constant.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    constant);
        }
        for (Map.Entry<String, E> word : words.entrySet()) {
            if (word.getKey().equalsIgnoreCase(value.strip().replace('_', '-'))) {
                return word.getValue();
            }
        }
        choice(words.keySet());
        return null;
    }

    @Override
    public YamlText asText() {
        return this;
    }

    @Override
    public @Nullable YamlList asList() {
        return missing() ? new YamlList(place(), problems(), List.of()) : super.asList();
    }

    @Override
    public @Nullable YamlMap asMap() {
        return missing() ? new YamlMap(place(), problems(), Map.of()) : super.asMap();
    }

    @Override
    long size() {
        return 1;
    }

    @Override
    public Object plain() {
        if (quoted || secret()) {
            return value;
        }
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        return value.matches("-?(0|[1-9][0-9]{0,8})") ? Integer.valueOf(value) : value;
    }

    @Override
    public String toString() {
        return raw;
    }
}
