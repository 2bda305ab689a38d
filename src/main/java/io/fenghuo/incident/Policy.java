package io.fenghuo.incident;

import io.fenghuo.model.Raise;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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
 */
public record Policy(
        String id,
        ZoneId zone,
        Duration golden,
        Duration window,
        Raise crowd,
        String correlate,
        Map<Severity, Level> levels,
        Map<String, Map<String, Duration>> categories,
        Noise noise) {

    public Policy {
        levels = Map.copyOf(levels);
        categories = Map.copyOf(categories);
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
     * @param warnings clock id → times left at which to warn
     * @param ladder steps from the opening on
     * @param takeExpires a taking without progress ends after this
     * @param reminder how often the owner is reminded after answering; null = see {@code reminderAt}
     * @param reminderAt times of day at which the owner is reminded after answering
     */
    public record Level(
            String name,
            Map<String, Duration> clocks,
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
     */
    public record Step(
            Duration after,
            @Nullable Duration every,
            @Nullable Duration until,
            Unless unless,
            List<Target> tell,
            List<String> by) {
        public Step {
            tell = List.copyOf(tell);
            by = List.copyOf(by);
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
}
