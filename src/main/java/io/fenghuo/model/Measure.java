package io.fenghuo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A corrective action that outlives its incident: somebody does it by a day, and is reminded until it is done.
 *
 * @param incident the incident that taught it
 * @param crowdKey what the incident's crowd was counted by, to measure the effect by; null = its family alone
 * @param cause the link of the chain
 * @param place where in the chain; null when nobody said
 * @param owner a person's id, or a target such as {@code role:logistics}
 * @param by who closed the incident
 * @param doneAt when it was done; null while it is open
 * @param nextAt when its owner is reminded next; null when no more
 */
public record Measure(
        String id,
        String incident,
        String brand,
        String family,
        String category,
        @Nullable String crowdKey,
        Severity level,
        String cause,
        @Nullable String place,
        String what,
        String owner,
        Instant due,
        Instant createdAt,
        String by,
        @Nullable Instant doneAt,
        @Nullable String doneBy,
        @Nullable Instant nextAt,
        boolean demo) {

    /** The same with its next reminder. */
    public Measure remindedNext(@Nullable Instant next) {
        return new Measure(
                id, incident, brand, family, category, crowdKey, level, cause, place, what, owner, due, createdAt, by,
                doneAt, doneBy, next, demo);
    }

    /** Done; nobody is reminded any more. */
    public Measure done(Instant at, String person) {
        return new Measure(
                id, incident, brand, family, category, crowdKey, level, cause, place, what, owner, due, createdAt, by,
                at, person, null, demo);
    }

    public boolean open() {
        return doneAt == null;
    }

    public boolean overdue(Instant now) {
        return open() && due.isBefore(now);
    }
}
