package io.fenghuo.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One matter that people must deal with, with everything a decision about it needs.
 *
 * @param key the correlation key it was opened under
 * @param crowdKey what its crowd is counted by: product, else host, else thread, else source; null when it has none
 * @param title a short line for lists, made of a stranger's words
 * @param owner id of the person who has it; null when nobody has
 * @param exposure the earliest publishedAt of its posts, never in the future of its opening
 * @param clocks every clock it has had, also the stopped
 * @param cases its customers; one each only at L3
 * @param agenda what falls due, in order of time; mirrored in the store's deadline rows
 * @param told who has been told so far, as {@link Target} text and person ids, in order
 * @param ladder where its ladder stands
 * @param plan id of the policy it was opened under; a running incident keeps it
 * @param instructions what the rule that opened it asks for
 * @param closing how it ended, once it has
 * @param version grows by one with every change; an action on an older one is refused
 */
public record Incident(
        String id,
        String brand,
        String family,
        String category,
        String key,
        @Nullable String crowdKey,
        String title,
        Severity level,
        State state,
        Set<Flag> flags,
        @Nullable String owner,
        Instant exposure,
        Instant openedAt,
        Instant lastHitAt,
        Counts counts,
        List<Clock> clocks,
        List<CustomerCase> cases,
        List<Reason> reasons,
        List<Deadline> agenda,
        List<String> told,
        Ladder ladder,
        String plan,
        Hit.Effects instructions,
        @Nullable Closing closing,
        long version) {

    public Incident {
        flags = Set.copyOf(flags);
        clocks = List.copyOf(clocks);
        cases = List.copyOf(cases);
        reasons = List.copyOf(reasons);
        agenda = List.copyOf(agenda);
        told = List.copyOf(told);
    }

    /** How much it holds. */
    public record Counts(int posts, int authors) {}

    /**
     * Where the ladder and the other repeats of an incident stand.
     *
     * @param startedAt when the running ladder began; null while none runs
     * @param step the next step's number
     * @param takenAt when the present owner took it
     * @param progressAt when the owner last did something
     * @param answeredAt when it was first answered
     * @param growthTold the author count the last growth message named
     * @param growthAt when it was sent
     * @param platforms sources seen so far
     * @param growthBase distinct authors when the first L2 card was sent; growth is measured against it, 0 = none sent
     * @param heard when each addressee (as {@link Target} text) was last sent a message of this incident, digest lines aside
     * @param lastAction mark of the last action, by which its repetition is known
     */
    public record Ladder(
            @Nullable Instant startedAt,
            int step,
            @Nullable Instant takenAt,
            @Nullable Instant progressAt,
            @Nullable Instant answeredAt,
            int growthTold,
            @Nullable Instant growthAt,
            Set<String> platforms,
            int growthBase,
            Map<String, Instant> heard,
            @Nullable String lastAction) {

        /** No ladder runs and nobody has heard anything. */
        public static final Ladder NONE = new Ladder(null, 0, null, null, null, 0, null, Set.of());

        public Ladder {
            platforms = Set.copyOf(platforms);
            heard = Map.copyOf(heard);
        }

        /** A ladder of which nobody has heard anything yet. */
        @SuppressWarnings("checkstyle:ParameterNumber")
        public Ladder(
                @Nullable Instant startedAt,
                int step,
                @Nullable Instant takenAt,
                @Nullable Instant progressAt,
                @Nullable Instant answeredAt,
                int growthTold,
                @Nullable Instant growthAt,
                Set<String> platforms) {
            this(startedAt, step, takenAt, progressAt, answeredAt, growthTold, growthAt, platforms, 0, Map.of(), null);
        }

        public Ladder withRun(@Nullable Instant started, int next) {
            return new Ladder(
                    started,
                    next,
                    takenAt,
                    progressAt,
                    answeredAt,
                    growthTold,
                    growthAt,
                    platforms,
                    growthBase,
                    heard,
                    lastAction);
        }

        public Ladder withTaking(@Nullable Instant taken, @Nullable Instant progress) {
            return new Ladder(
                    startedAt,
                    step,
                    taken,
                    progress,
                    answeredAt,
                    growthTold,
                    growthAt,
                    platforms,
                    growthBase,
                    heard,
                    lastAction);
        }

        public Ladder withAnswer(@Nullable Instant answered) {
            return new Ladder(
                    startedAt,
                    step,
                    takenAt,
                    progressAt,
                    answered,
                    growthTold,
                    growthAt,
                    platforms,
                    growthBase,
                    heard,
                    lastAction);
        }

        public Ladder withGrowth(int base, int toldAuthors, @Nullable Instant at) {
            return new Ladder(
                    startedAt,
                    step,
                    takenAt,
                    progressAt,
                    answeredAt,
                    toldAuthors,
                    at,
                    platforms,
                    base,
                    heard,
                    lastAction);
        }

        public Ladder withPlatforms(Set<String> seen) {
            return new Ladder(
                    startedAt,
                    step,
                    takenAt,
                    progressAt,
                    answeredAt,
                    growthTold,
                    growthAt,
                    seen,
                    growthBase,
                    heard,
                    lastAction);
        }

        public Ladder withHeard(Map<String, Instant> by) {
            return new Ladder(
                    startedAt,
                    step,
                    takenAt,
                    progressAt,
                    answeredAt,
                    growthTold,
                    growthAt,
                    platforms,
                    growthBase,
                    by,
                    lastAction);
        }

        public Ladder withLastAction(@Nullable String mark) {
            return new Ladder(
                    startedAt,
                    step,
                    takenAt,
                    progressAt,
                    answeredAt,
                    growthTold,
                    growthAt,
                    platforms,
                    growthBase,
                    heard,
                    mark);
        }
    }

    /**
     * How an incident ended.
     *
     * @param cause the link of the chain it was traced to: 选品, 质量, 宣传, 物流, 客服 …
     * @param measure the corrective action
     * @param measureOwner who does it
     * @param measureDue by when
     * @param answered what was answered publicly
     * @param lesson one sentence for newcomers
     * @param into the incident it was merged into
     * @param place where in the chain: the supplier, carrier, host … by name
     * @param compensation what the customers got
     * @param reported what was reported to which authority
     * @param tags free words by which the case is found again
     */
    public record Closing(
            Instant at,
            String by,
            @Nullable String cause,
            @Nullable String measure,
            @Nullable String measureOwner,
            @Nullable Instant measureDue,
            @Nullable String answered,
            @Nullable String lesson,
            @Nullable String into,
            @Nullable String place,
            @Nullable String compensation,
            @Nullable String reported,
            List<String> tags) {

        public Closing {
            tags = List.copyOf(tags);
        }

        /** One that says nothing of place, compensation and authorities. */
        @SuppressWarnings("checkstyle:ParameterNumber")
        public Closing(
                Instant at,
                String by,
                @Nullable String cause,
                @Nullable String measure,
                @Nullable String measureOwner,
                @Nullable Instant measureDue,
                @Nullable String answered,
                @Nullable String lesson,
                @Nullable String into) {
            this(at, by, cause, measure, measureOwner, measureDue, answered, lesson, into, null, null, null, List.of());
        }
    }

    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /** Starts a changed copy. */
    public IncidentBuilder with() {
        return new IncidentBuilder(this);
    }
}
