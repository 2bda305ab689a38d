package io.fenghuo.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision that somebody must be told something. It carries a reason code and arguments, no text; it becomes one delivery per
 * destination in the transaction that decided it.
 *
 * @param incident the incident it speaks of; null for matters of the service itself
 * @param level the grade when it was decided
 * @param why what happened, with its arguments, such as {@code clock.warning(golden, 30m)}
 * @param manner how loudly
 * @param by ids of channels asked for ({@code phone} = webhooks marked as phones); empty = the recipient's own
 * @param late it should have been sent earlier and the service was not running
 * @param clock the clock it speaks of, or null
 */
public record Notice(
        String id,
        @Nullable String incident,
        String brand,
        Severity level,
        NoticeReason reason,
        Reason why,
        Target to,
        Manner manner,
        List<String> by,
        Instant at,
        boolean late,
        @Nullable String clock) {

    public Notice {
        by = List.copyOf(by);
    }

    /** The same for another reason. */
    public Notice because(Reason other) {
        return new Notice(id, incident, brand, level, reason, other, to, manner, by, at, late, clock);
    }

    /** How loudly a notice is told. */
    public enum Manner {
        /** Rings: a card, a text with @ in groups, and the spare channel. */
        RING,
        /** One card or message. */
        CARD,
        /** A change of an earlier card, never a message of its own: where the channel cannot edit, the delivery says so and nothing is sent. */
        EDIT,
        /** A line in the recipient's next digest. */
        DIGEST
    }
}
