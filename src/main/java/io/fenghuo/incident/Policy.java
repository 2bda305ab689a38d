package io.fenghuo.incident;

import io.fenghuo.model.Clocks;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How incidents run: clocks, ladders and noise limits, as {@code alerts/policy.yaml} gives them over the shipped defaults. A running
 * incident keeps the policy it was opened under.
 *
 * @param id a hash of the content; equal policies have equal ids
 * @param zone where working days and nights are
 * @param golden the golden window of every grade
 * @param window how long an L3 stays open for further hits
 * @param crowd the crowd that raises an incident unless its rule says otherwise
 * @param correlate what makes two hits one incident unless the rule says otherwise
 * @param levels clocks and ladders, one for each grade
 * @param categories clocks of single categories: category → clock → time
 * @param noise limits on messages
 * @param margins the smaller measures of time and number the rules need
 * @param calendar when people work
 * @param tiers customers, rooms and hosts with tighter clocks and contacts of their own
 */
public record Policy(
        String id,
        ZoneId zone,
        Duration golden,
        Duration window,
        Raise crowd,
        String correlate,
        Map<Severity, Level> levels,
        Map<String, Map<String, Allowance>> categories,
        Noise noise,
        Margins margins,
        WorkCalendar calendar,
        List<Tier> tiers) {

    @SuppressWarnings("ConstantValue") // a plan stored by an older program has neither calendar nor tiers
    public Policy {
        levels = Map.copyOf(levels);
        categories = Map.copyOf(categories);
        calendar = Objects.requireNonNullElse(calendar, WorkCalendar.PLAIN);
        tiers = List.copyOf(Objects.requireNonNullElse(tiers, List.of()));
    }

    /** A policy with the shipped margins and calendar and without tiers. */
    @SuppressWarnings("checkstyle:ParameterNumber")
    public Policy(
            String id,
            ZoneId zone,
            Duration golden,
            Duration window,
            Raise crowd,
            String correlate,
            Map<Severity, Level> levels,
            Map<String, Map<String, Allowance>> categories,
            Noise noise) {
        this(
                id,
                zone,
                golden,
                window,
                crowd,
                correlate,
                levels,
                categories,
                noise,
                Margins.DEFAULT,
                WorkCalendar.PLAIN,
                List.of());
    }

    /** What a clock that only categories bring allows unless they say otherwise; null for every other clock. */
    public static @Nullable Allowance ofCategories(String clock) {
        return PolicyDefaults.OF_CATEGORIES.get(clock);
    }

    /** The shipped defaults, every figure as the manual's table has it, in the zone Asia/Shanghai. */
    public static Policy defaults() {
        return PolicyDefaults.POLICY;
    }

    /** This policy under the id its content has: equal contents get equal ids, in every process. */
    public Policy identified() {
        return new Policy(
                PolicyHash.of(this),
                zone,
                golden,
                window,
                crowd,
                correlate,
                levels,
                categories,
                noise,
                margins,
                calendar,
                tiers);
    }

    /** The same with other clocks of single categories, under the id of its content. */
    Policy withCategories(Map<String, Map<String, Allowance>> changed) {
        return new Policy(id, zone, golden, window, crowd, correlate, levels, changed, noise, margins, calendar, tiers)
                .identified();
    }

    /** The time allowed by a clock at a grade: the category's, else the grade's, else (golden only) the common one; null = it does not run. */
    public @Nullable Allowance allowed(Severity severity, String category, String clock) {
        Allowance own = categories.getOrDefault(category, Map.of()).get(clock);
        if (own == null) {
            own = level(severity).clocks().get(clock);
        }
        return own == null && clock.equals(Clocks.GOLDEN) ? Allowance.of(golden) : own;
    }

    /** Times left at which a clock warns at a grade; a clock brought along from another grade keeps that grade's. Zero = the owner hears of the miss. */
    public List<Duration> warnings(Severity severity, String clock) {
        List<Duration> own = level(severity).warnings().get(clock);
        if (own != null) {
            return own;
        }
        if (level(severity).clocks().containsKey(clock)) {
            return List.of();
        }
        for (Severity other : Severity.values()) {
            List<Duration> theirs = level(other).warnings().get(clock);
            if (theirs != null && !clock.equals(Clocks.GOLDEN)) {
                return theirs;
            }
        }
        return clock.startsWith(Aftercare.CLOCK) ? ofAuthority(clock) : List.of();
    }

    /** An authority's clock warns with a quarter of its time left, a day at most, and the owner hears the miss. */
    private List<Duration> ofAuthority(String clock) {
        return categories.values().stream()
                .map(clocks -> clocks.get(clock))
                .filter(Objects::nonNull)
                .map(allowed -> allowed.time().dividedBy(4))
                .min(Duration::compareTo)
                .map(quarter -> quarter.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : quarter)
                .map(left -> List.of(left, Duration.ZERO))
                .orElse(List.of());
    }

    /** The level's settings; every grade has some. */
    public Level level(Severity severity) {
        Level level = levels.get(severity);
        if (level == null) {
            throw new IllegalStateException("policy without level " + severity);
        }
        return level;
    }

    /**
     * One grade's rules.
     *
     * @param name what people call it, such as 一级
     * @param clocks clock id → time allowed; a clock not named here does not run at this grade
     * @param warnings clock id → times left at which to warn; zero = the owner hears of the miss too
     * @param ladder steps from the opening on
     * @param takeExpires a taking without progress ends after this
     * @param reminder how often the owner is reminded after answering; null = see {@code reminderAt}
     * @param reminderAt times of day at which the owner is reminded after answering
     */
    public record Level(
            String name,
            Map<String, Allowance> clocks,
            Map<String, List<Duration>> warnings,
            List<Step> ladder,
            Duration takeExpires,
            @Nullable Duration reminder,
            List<LocalTime> reminderAt) {
        public Level {
            clocks = Map.copyOf(clocks);
            warnings = Map.copyOf(warnings);
            ladder = List.copyOf(ladder);
            reminderAt = List.copyOf(reminderAt);
        }

        /** The same with these steps after its own. */
        public Level withSteps(List<Step> more) {
            List<Step> all = new java.util.ArrayList<>(ladder);
            all.addAll(more);
            return new Level(name, clocks, warnings, all, takeExpires, reminder, reminderAt);
        }
    }

    /**
     * One step of a ladder.
     *
     * @param after time from the ladder's start
     * @param every repeats at this gap, or null for once
     * @param until no repeat later than this after the start; null = for ever
     * @param unless what makes it needless
     * @param tell whom
     * @param by channel ids, or {@code phone}; empty = the recipients' own
     * @param only when it is told at all
     * @param extra what else it asks for
     */
    public record Step(
            Duration after,
            @Nullable Duration every,
            @Nullable Duration until,
            Unless unless,
            List<Target> tell,
            List<String> by,
            Only only,
            Extra extra) {
        @SuppressWarnings("ConstantValue") // a policy stored by an older version has neither
        public Step {
            tell = List.copyOf(tell);
            by = List.copyOf(by);
            only = only == null ? Only.ALWAYS : only;
            extra = extra == null ? Extra.NONE : extra;
        }

        /** A step without conditions. */
        public Step(
                Duration after,
                @Nullable Duration every,
                @Nullable Duration until,
                Unless unless,
                List<Target> tell,
                List<String> by) {
            this(after, every, until, unless, tell, by, Only.ALWAYS, Extra.NONE);
        }
    }

    /**
     * Conditions of a ladder step, looked at when its time comes.
     *
     * @param between only in these hours of the day; null = at any
     * @param crowd only with so many distinct authors or more; 0 = with any number
     * @param times told no more often than this in one run of the ladder; 0 = no limit
     */
    public record Only(@Nullable Window between, int crowd, int times) {
        /** No condition. */
        public static final Only ALWAYS = new Only(null, 0, 0);
    }

    /**
     * What a ladder step asks for beside telling.
     *
     * @param spare channels that take over when the first fails, before any other
     * @param ask what a program behind a channel is asked to do, such as {@code cut-live-room}; null = nothing
     */
    public record Extra(List<String> spare, @Nullable String ask) {
        /** Nothing. */
        public static final Extra NONE = new Extra(List.of(), null);

        public Extra {
            spare = List.copyOf(spare);
        }

        /** As words of {@link io.fenghuo.model.Notice#by()}. */
        List<String> words() {
            List<String> words = new java.util.ArrayList<>();
            spare.forEach(channel -> words.add(Roster.SPARE + channel));
            if (ask != null) {
                words.add(Roster.ASK + ask);
            }
            return words;
        }
    }

    /** What makes a ladder step needless. */
    public enum Unless {
        NEVER,
        TAKEN,
        ANSWERED
    }

    /**
     * Limits on messages.
     *
     * @param budget personal messages a shift, L1 exempt
     * @param wakings messages a night, L1 exempt
     * @param shift the length of a shift
     * @param dayStart the first hourly digest, and the end of the night for L3
     * @param dayEnd the last hourly digest
     * @param morning when the night's lines are told
     * @param growthGap no growth message within this of a person's last message
     * @param suspicion an undecided suspected L1 is confirmed after this
     */
    public record Noise(
            int budget,
            int wakings,
            Duration shift,
            LocalTime dayStart,
            LocalTime dayEnd,
            LocalTime morning,
            Duration growthGap,
            Duration suspicion) {}

    /**
     * The smaller measures.
     *
     * @param reopen a closed incident of the same fingerprint is reopened within this
     * @param rideUrgent a clock warning of an L1 rides on a ladder step due within this
     * @param ride the same at other grades
     * @param lateness what is sent later than this after its time is marked late
     * @param repeat the same action within this of its first coming is a repetition
     * @param pause how long {@code wait} lasts when it names no end
     * @param growth multiples of the first card's authors that are told; after the last, each ten times the former
     * @param replaces a findings warning replaces a reminder within this
     * @param together the same warning of several customers due within this of one another is one message
     * @param dayFrom findings warnings are told from this time of day on
     * @param dayTo and not from this on
     * @param wide the crowd of one matter across products and threads that raises; null = none does
     * @param longestWait no {@code wait} lasts longer
     */
    public record Margins(
            Duration reopen,
            Duration rideUrgent,
            Duration ride,
            Duration lateness,
            Duration repeat,
            Duration pause,
            List<Integer> growth,
            Duration replaces,
            Duration together,
            LocalTime dayFrom,
            LocalTime dayTo,
            @Nullable Raise wide,
            Duration longestWait) {

        /** The shipped ones. */
        public static final Margins DEFAULT = new Margins(
                Duration.ofDays(14),
                Duration.ofMinutes(3),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                List.of(2, 5, 10),
                Duration.ofHours(3),
                Duration.ofMinutes(30),
                LocalTime.of(9, 0),
                LocalTime.of(21, 0),
                new Raise(Severity.L2, 10, Duration.ofHours(2)),
                Duration.ofDays(7));

        @SuppressWarnings("ConstantValue") // a plan stored by an older program names no longest wait
        public Margins {
            growth = List.copyOf(growth);
            longestWait = Objects.requireNonNullElse(longestWait, Duration.ofDays(7));
        }

        /** The same with another crowd across products and another longest wait. */
        public Margins with(@Nullable Raise wideCrowd, Duration longest) {
            return new Margins(
                    reopen,
                    rideUrgent,
                    ride,
                    lateness,
                    repeat,
                    pause.compareTo(longest) > 0 ? longest : pause,
                    growth,
                    replaces,
                    together,
                    dayFrom,
                    dayTo,
                    wideCrowd,
                    longest);
        }
    }
}
