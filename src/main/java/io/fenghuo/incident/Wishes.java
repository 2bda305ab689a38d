package io.fenghuo.incident;

import io.fenghuo.model.Notice;
import io.fenghuo.model.Severity;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** How a person wishes to hear of an L3; nothing graver is touched, nor what an administrator must know of the service itself. Pure. */
public final class Wishes {
    private Wishes() {}

    /** When a line for this person's digest goes out. */
    public static Instant digest(Contacts.@Nullable Person person, Notice notice, Policy policy, Instant at) {
        Instant hourly = DigestSchedule.next(policy, at);
        if (person == null
                || notice.level() != Severity.L3
                || person.availability().thrift().digest() != Contacts.Digest.DAILY) {
            return hourly;
        }
        ZonedDateTime local = at.atZone(policy.zone());
        ZonedDateTime morning = local.with(policy.noise().morning());
        return (morning.isAfter(local) ? morning : morning.plusDays(1)).toInstant();
    }

    /** Whether this line for a digest goes as a message of its own: the person wants no digest, and it is day. */
    public static boolean alone(Contacts.@Nullable Person person, Notice notice, Policy policy, Instant at) {
        return person != null
                && notice.level() == Severity.L3
                && notice.manner() == Notice.Manner.DIGEST
                && person.availability().thrift().digest() == Contacts.Digest.OFF
                && !Noise.night(policy, at);
    }

    /** Whether an L3 message waits for the person's digest, after so many messages within an hour. */
    public static boolean enough(Contacts.@Nullable Person person, Notice notice, int withinAnHour) {
        int limit = person == null ? 0 : person.availability().thrift().perHour();
        return limit > 0 && notice.level() == Severity.L3 && withinAnHour >= limit;
    }
}
