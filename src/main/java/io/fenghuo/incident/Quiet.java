package io.fenghuo.incident;

import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The quiet hours of a person: nothing but an L1, and what an administrator must know of the service itself, is sent in them. Pure. */
public final class Quiet {
    private Quiet() {}

    /** When a message that would go at {@code at} may go: then, or when the person's quiet hours are over. */
    public static Instant after(Contacts.@Nullable Person person, Notice notice, ZoneId zone, Instant at) {
        Window quiet = person == null ? null : person.availability().quiet();
        boolean always = notice.level() == Severity.L1
                || notice.reason() == NoticeReason.ADMIN
                || notice.manner() == Notice.Manner.EDIT;
        return quiet == null || always || !quiet.contains(at, zone) ? at : quiet.end(at, zone);
    }
}
