package io.fenghuo.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a changed {@link Incident} part by part; {@link #build()} keeps the agenda in order of time. Not threadsafe. */
public final class IncidentBuilder {
    private String id;
    private String brand;
    private String family;
    private String category;
    private String key;
    private @Nullable String crowdKey;
    private String title;
    private Severity level;
    private State state;
    private Set<Flag> flags;
    private @Nullable String owner;
    private Instant exposure;
    private Instant openedAt;
    private Instant lastHitAt;
    private Incident.Counts counts;
    private List<Clock> clocks;
    private List<CustomerCase> cases;
    private List<Reason> reasons;
    private List<Deadline> agenda;
    private List<String> told;
    private Incident.Ladder ladder;
    private String plan;
    private Hit.Effects instructions;
    private Incident.@Nullable Closing closing;
    private long version;

    IncidentBuilder(Incident from) {
        id = from.id();
        brand = from.brand();
        family = from.family();
        category = from.category();
        key = from.key();
        crowdKey = from.crowdKey();
        title = from.title();
        level = from.level();
        state = from.state();
        flags = from.flags();
        owner = from.owner();
        exposure = from.exposure();
        openedAt = from.openedAt();
        lastHitAt = from.lastHitAt();
        counts = from.counts();
        clocks = from.clocks();
        cases = from.cases();
        reasons = from.reasons();
        agenda = from.agenda();
        told = from.told();
        ladder = from.ladder();
        plan = from.plan();
        instructions = from.instructions();
        closing = from.closing();
        version = from.version();
    }

    public IncidentBuilder id(String value) {
        id = value;
        return this;
    }

    public IncidentBuilder brand(String value) {
        brand = value;
        return this;
    }

    public IncidentBuilder family(String value) {
        family = value;
        return this;
    }

    public IncidentBuilder category(String value) {
        category = value;
        return this;
    }

    public IncidentBuilder key(String value) {
        key = value;
        return this;
    }

    public IncidentBuilder crowdKey(@Nullable String value) {
        crowdKey = value;
        return this;
    }

    public IncidentBuilder title(String value) {
        title = value;
        return this;
    }

    public IncidentBuilder level(Severity value) {
        level = value;
        return this;
    }

    public IncidentBuilder state(State value) {
        state = value;
        return this;
    }

    public IncidentBuilder flags(Set<Flag> value) {
        flags = value;
        return this;
    }

    public IncidentBuilder owner(@Nullable String value) {
        owner = value;
        return this;
    }

    public IncidentBuilder exposure(Instant value) {
        exposure = value;
        return this;
    }

    public IncidentBuilder openedAt(Instant value) {
        openedAt = value;
        return this;
    }

    public IncidentBuilder lastHitAt(Instant value) {
        lastHitAt = value;
        return this;
    }

    public IncidentBuilder counts(Incident.Counts value) {
        counts = value;
        return this;
    }

    public IncidentBuilder clocks(List<Clock> value) {
        clocks = value;
        return this;
    }

    public IncidentBuilder cases(List<CustomerCase> value) {
        cases = value;
        return this;
    }

    public IncidentBuilder reasons(List<Reason> value) {
        reasons = value;
        return this;
    }

    public IncidentBuilder agenda(List<Deadline> value) {
        agenda = value;
        return this;
    }

    public IncidentBuilder told(List<String> value) {
        told = value;
        return this;
    }

    public IncidentBuilder ladder(Incident.Ladder value) {
        ladder = value;
        return this;
    }

    public IncidentBuilder plan(String value) {
        plan = value;
        return this;
    }

    public IncidentBuilder instructions(Hit.Effects value) {
        instructions = value;
        return this;
    }

    public IncidentBuilder closing(Incident.@Nullable Closing value) {
        closing = value;
        return this;
    }

    public IncidentBuilder version(long value) {
        version = value;
        return this;
    }

    public IncidentBuilder flag(Flag flag, boolean on) {
        Set<Flag> changed = flags.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(flags);
        if (on) {
            changed.add(flag);
        } else {
            changed.remove(flag);
        }
        flags = changed;
        return this;
    }

    /** The incident so far, with its agenda ordered by time, then by name. */
    public Incident build() {
        List<Deadline> ordered = new ArrayList<>(agenda);
        ordered.sort(Comparator.comparing(Deadline::at).thenComparing(Deadline::name));
        return new Incident(
                id,
                brand,
                family,
                category,
                key,
                crowdKey,
                title,
                level,
                state,
                flags,
                owner,
                exposure,
                openedAt,
                lastHitAt,
                counts,
                clocks,
                cases,
                reasons,
                ordered,
                told,
                ladder,
                plan,
                instructions,
                closing,
                version);
    }
}
