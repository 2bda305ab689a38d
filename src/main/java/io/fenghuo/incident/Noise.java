package io.fenghuo.incident;

import io.fenghuo.model.Ids;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits on what one person is sent. Asked for each personal message when it is about to become a delivery. */
public final class Noise {
    /** The rule "so many personal messages a shift". */
    public static final String BUDGET = "budget";
    /** The rule "so many wakings a night". */
    public static final String WAKINGS = "wakings";
    /** The rule "no growth soon after another message". */
    public static final String GAP = "gap";

    private Noise() {}

    /**
     * What a person was sent so far, digests and changed cards aside.
     *
     * @param shift messages since {@link #shiftSince}, those of an L1 and those to administrators aside: they are outside the budget
     * @param night the same since {@link #nightSince}
     * @param last when the last one of any kind was sent
     */
    public record Traffic(int shift, int night, @Nullable Instant last) {}

    /**
     * What becomes of a message.
     *
     * @param notBefore when it goes out; for {@link Kind#SEND} now
     * @param rule the rule that did it, null for {@link Kind#SEND}
     */
    public record Verdict(
            Kind kind, Instant notBefore, @Nullable String rule) {

        /** The outcomes. */
        public enum Kind {
            SEND,
            /** Into the next digest; the administrators are told which rule did it, see {@link Noise#limited}. */
            DIGEST,
            /** Later: growth too soon after another message. */
            LATER
        }
    }

    /** Whether a personal message may go out now. Digest lines, changed cards, L1 and messages to administrators always may. */
    public static Verdict admit(Notice notice, Traffic traffic, Policy policy, Instant now) {
        Policy.Noise noise = policy.noise();
        boolean free = notice.manner() == Notice.Manner.DIGEST
                || notice.manner() == Notice.Manner.EDIT
                || notice.level() == Severity.L1
                || notice.reason() == NoticeReason.ADMIN;
        if (free) {
            return new Verdict(Verdict.Kind.SEND, now, null);
        }
        if (night(policy, now) && traffic.night() >= noise.wakings()) {
            return new Verdict(Verdict.Kind.DIGEST, DigestSchedule.next(policy, now), WAKINGS);
        }
        if (traffic.shift() >= noise.budget()) {
            return new Verdict(Verdict.Kind.DIGEST, DigestSchedule.next(policy, now), BUDGET);
        }
        Instant last = traffic.last();
        if (notice.why().code().equals(Reasons.GROWTH)
                && last != null
                && last.plus(noise.growthGap()).isAfter(now)) {
            return new Verdict(Verdict.Kind.LATER, last.plus(noise.growthGap()), GAP);
        }
        return new Verdict(Verdict.Kind.SEND, now, null);
    }

    /** What the administrators are told when a rule held a person's message back. */
    public static Notice limited(Notice held, String person, String rule, Policy policy, Ids ids, Instant now) {
        int limit =
                rule.equals(WAKINGS) ? policy.noise().wakings() : policy.noise().budget();
        return new Notice(
                ids.next("n", now),
                held.incident(),
                held.brand(),
                held.level(),
                NoticeReason.ADMIN,
                Reason.of(Reasons.LIMITED, rule, person, limit),
                Target.role(Roles.ADMIN),
                Notice.Manner.CARD,
                List.of(),
                now,
                false,
                null);
    }

    /** Since when messages count against the shift's budget. */
    public static Instant shiftSince(Policy policy, Instant now) {
        return now.minus(policy.noise().shift());
    }

    /** Since when messages count as wakings: the beginning of the night that is now or was last. */
    public static Instant nightSince(Policy policy, Instant now) {
        ZonedDateTime local = now.atZone(policy.zone());
        ZonedDateTime evening = local.with(policy.noise().dayEnd());
        return (evening.isAfter(local) ? evening.minusDays(1) : evening).toInstant();
    }

    /** Whether {@code at} is at night: from the last hourly digest to the first. */
    public static boolean night(Policy policy, Instant at) {
        LocalTime time = at.atZone(policy.zone()).toLocalTime();
        return !time.isBefore(policy.noise().dayEnd())
                || time.isBefore(policy.noise().dayStart());
    }
}
