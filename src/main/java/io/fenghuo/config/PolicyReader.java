package io.fenghuo.config;

import io.fenghuo.incident.Allowance;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Policy.Level;
import io.fenghuo.incident.Policy.Noise;
import io.fenghuo.incident.WorkCalendar;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts/policy.yaml} over the shipped policy: what the file leaves out stays as shipped; a ladder given replaces the whole ladder of its grade. */
public final class PolicyReader {
    private static final String WIDE = "crowd-wide";
    private static final String WAIT = "longest-wait";

    /** The keys of the file. */
    static final List<String> KEYS = List.of(
            "golden",
            "window",
            "crowd",
            WIDE,
            WAIT,
            "correlate",
            "levels",
            "categories",
            "noise",
            "calendar",
            "tiers",
            "profiles",
            "ladder",
            "heartbeat",
            EvidenceReader.KEY);

    /** Those a profile of some days may have as well. */
    static final List<String> OF_DAYS =
            List.of("golden", "window", "crowd", WIDE, WAIT, "correlate", "levels", "categories", "noise", "tiers");

    /** No wait may be longer, whatever the file says: who rests for a season has forgotten. */
    private static final Duration WAIT_MOST = Duration.ofDays(90);

    private static final Duration WAIT_LEAST = Duration.ofHours(1);

    private static final List<String> CORRELATE =
            List.of("thread", "product", "host", "order", "author", "session", "none");
    private static final List<String> CLOCKS = List.of(
            Clocks.ACKNOWLEDGE,
            Clocks.RESPOND,
            Clocks.GOLDEN,
            Clocks.FINDINGS,
            Clocks.SETTLE,
            Clocks.PROMISED,
            Clocks.HAND_OVER,
            Clocks.REVIEW_ANSWER,
            Clocks.LIVE_VIOLATION,
            Clocks.DEPARTMENT,
            Clocks.WRONG_ITEM,
            Clocks.OUTAGE_UPDATE,
            Clocks.REFUND_CREDIT,
            Clocks.FOLLOW_UP);
    private static final String NONE = "none";

    private final Policy shipped;
    private final ZoneId zone;
    private final LadderReader ladders;
    private final Names names;
    private final Holidays holidays;

    /**
     * A reader.
     *
     * @param shipped what a file changes
     * @param zone where working days and nights are
     * @param names whom a ladder may tell
     */
    public PolicyReader(Policy shipped, ZoneId zone, Names names) {
        this(shipped, zone, names, Holidays.shipped());
    }

    /** @param holidays the public holidays known */
    PolicyReader(Policy shipped, ZoneId zone, Names names, Holidays holidays) {
        this.names = names;
        this.holidays = holidays;
        this.shipped = shipped;
        this.zone = zone;
        this.ladders = new LadderReader(names);
    }

    /** The policy under the id of its content; where the file is wrong, as shipped. */
    public Policy read(YamlMap root) {
        return read(root, new CalendarReader(zone, holidays).read(root.map("calendar")));
    }

    /** The policy of some days: over the usual one, by the same calendar. */
    Policy season(YamlMap entry) {
        return read(entry, shipped.calendar());
    }

    private Policy read(YamlMap root, WorkCalendar calendar) {
        Duration golden = root.duration("golden", shipped.golden());
        YamlMap crowd = root.map("crowd");
        Raise raise = crowd == null ? null : RaiseReader.read(crowd);
        return new Policy(
                        shipped.id(),
                        zone,
                        golden,
                        root.duration("window", shipped.window()),
                        raise == null ? shipped.crowd() : raise,
                        Objects.requireNonNullElse(root.choice("correlate", CORRELATE), shipped.correlate()),
                        levels(root, golden),
                        categories(root),
                        noise(root.map("noise")),
                        shipped.margins().with(wide(root), longestWait(root)),
                        calendar,
                        root.has("tiers") ? new TiersReader(names, CLOCKS).read(root) : shipped.tiers())
                .identified();
    }

    /** The crowd across products and threads; {@code none} takes it away. */
    private @Nullable Raise wide(YamlMap root) {
        if (root.get(WIDE) instanceof YamlText text && NONE.equals(text.value())) {
            return null;
        }
        YamlMap map = root.map(WIDE);
        Raise raise = map == null ? null : RaiseReader.read(map);
        return raise == null ? shipped.margins().wide() : raise;
    }

    private Duration longestWait(YamlMap root) {
        Duration usual = shipped.margins().longestWait();
        Duration asked = root.duration(WAIT, usual);
        if (asked.compareTo(WAIT_LEAST) < 0 || asked.compareTo(WAIT_MOST) > 0) {
            root.errorAt(WAIT, "wait-span", String.valueOf(root.string(WAIT)));
            return usual;
        }
        return asked;
    }

    private Map<Severity, Level> levels(YamlMap root, Duration golden) {
        Map<Severity, Level> levels = new EnumMap<>(shipped.levels());
        YamlMap all = root.map("levels");
        if (all != null) {
            all.keys("L1", "L2", "L3");
            for (Severity severity : Severity.values()) {
                YamlMap level = all.map(severity.name());
                if (level != null) {
                    levels.put(severity, level(level, shipped.level(severity), golden));
                }
            }
        }
        ladders.common(root)
                .forEach((severity, steps) ->
                        levels.computeIfPresent(severity, (grade, level) -> level.withSteps(steps)));
        return levels;
    }

    private Level level(YamlMap map, Level before, Duration golden) {
        map.keys("name", "clocks", "warnings", "ladder", "take-expires", "reminder", "remind-at");
        Map<String, Allowance> clocks = clocks(map, before.clocks());
        Map<String, List<Duration>> warnings = warnings(map.map("warnings"), before.warnings(), clocks, golden);
        boolean reminders = map.has("reminder") || map.has("remind-at");
        return new Level(
                map.string("name", before.name()),
                clocks,
                warnings,
                map.has("ladder") ? ladders.read(map) : before.ladder(),
                map.duration("take-expires", before.takeExpires()),
                reminders ? duration(map, "reminder") : before.reminder(),
                reminders ? times(map) : before.reminderAt());
    }

    private static @Nullable Duration duration(YamlMap map, String key) {
        return NONE.equals(map.string(key)) ? null : map.duration(key);
    }

    private static List<LocalTime> times(YamlMap map) {
        List<LocalTime> times = new ArrayList<>();
        for (YamlText text : map.texts("remind-at")) {
            LocalTime time = text.time();
            if (time != null) {
                times.add(time);
            }
        }
        return times;
    }

    /** Clock → time; {@code none} takes a shipped clock away. */
    private static Map<String, Allowance> clocks(YamlMap parent, Map<String, Allowance> before) {
        Map<String, Allowance> clocks = new HashMap<>(before);
        YamlMap map = parent.map("clocks");
        if (map == null) {
            return clocks;
        }
        map.keys(CLOCKS);
        map.textValues().forEach((clock, text) -> {
            if (text.value().equals(NONE)) {
                clocks.remove(clock);
                return;
            }
            Allowance time = AllowanceReader.read(text, clock);
            if (time != null) {
                clocks.put(clock, time);
            }
        });
        return clocks;
    }

    private static Map<String, List<Duration>> warnings(
            @Nullable YamlMap map, Map<String, List<Duration>> before, Map<String, Allowance> clocks, Duration golden) {
        Map<String, List<Duration>> warnings = new HashMap<>(before);
        if (map == null) {
            return warnings;
        }
        map.keys(CLOCKS);
        for (String clock : map.names()) {
            Allowance allowed = clocks.get(clock);
            Duration plain = clock.equals(Clocks.GOLDEN) ? golden : null;
            Duration length = allowed == null ? plain : allowed.time();
            List<Duration> left = new ArrayList<>();
            for (YamlText text : map.texts(clock)) {
                Duration time = text.durationOrZero();
                if (time != null && length != null && time.compareTo(length) >= 0) {
                    text.error("warning-too-early", text.raw(), clock, Durations.text(length));
                } else if (time != null) {
                    left.add(time);
                }
            }
            warnings.put(clock, left);
        }
        return warnings;
    }

    private Map<String, Map<String, Allowance>> categories(YamlMap root) {
        Map<String, Map<String, Allowance>> categories = new HashMap<>(shipped.categories());
        YamlMap all = root.map("categories");
        if (all != null) {
            all.mapValues().forEach((category, map) -> {
                map.keys("clocks");
                Map<String, Allowance> before = shipped.categories().getOrDefault(category, Map.of());
                categories.put(category, Map.copyOf(clocks(map, before)));
            });
        }
        return categories;
    }

    private Noise noise(@Nullable YamlMap map) {
        Noise before = shipped.noise();
        if (map == null) {
            return before;
        }
        map.keys("budget", "wakings", "shift", "day-start", "day-end", "morning", "growth-gap", "suspicion");
        LocalTime start = time(map, "day-start", before.dayStart());
        LocalTime end = time(map, "day-end", before.dayEnd());
        LocalTime morning = time(map, "morning", before.morning());
        if (!start.isBefore(end)) {
            map.errorAt(map.has("day-end") ? "day-end" : "day-start", "day-ends-before", start, end);
        }
        return new Noise(
                map.integer("budget", 1, 1000, before.budget()),
                map.integer("wakings", 0, 1000, before.wakings()),
                map.duration("shift", before.shift()),
                start,
                end,
                morning,
                map.duration("growth-gap", before.growthGap()),
                map.duration("suspicion", before.suspicion()));
    }

    private static LocalTime time(YamlMap map, String key, LocalTime otherwise) {
        YamlText text = map.text(key);
        LocalTime time = text == null ? null : text.time();
        return time == null ? otherwise : time;
    }
}
