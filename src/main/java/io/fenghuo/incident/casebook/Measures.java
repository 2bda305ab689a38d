package io.fenghuo.incident.casebook;

import io.fenghuo.incident.Reasons;
import io.fenghuo.incident.Roles;
import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Measure;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Corrective actions and when their owners are reminded: at 09:00 of the day before, of the day itself, and then every seven days until it is
 * done. An overdue one is also a line in the digest of supervisor and administrators.
 */
public final class Measures {
    /** What the service itself has mended is done. */
    private static final String SERVICE = "system";

    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final int WEEK = 7;
    private static final int SHOWN = 60;

    private Measures() {}

    /** The task that a closing leaves behind; empty when it names none, or the service itself mended what was wrong. */
    public static Optional<Measure> of(Incident incident, Ids ids, ZoneId zone, Instant now) {
        Incident.Closing closing = incident.closing();
        if (closing == null
                || closing.cause() == null
                || closing.measure() == null
                || closing.measureOwner() == null
                || closing.measureDue() == null
                || closing.measureOwner().equals(SERVICE)) {
            return Optional.empty();
        }
        Measure task = new Measure(
                ids.next("m", now),
                incident.id(),
                incident.brand(),
                incident.family(),
                incident.category(),
                incident.crowdKey(),
                incident.level(),
                closing.cause(),
                closing.place(),
                closing.measure(),
                closing.measureOwner(),
                closing.measureDue(),
                now,
                closing.by(),
                null,
                null,
                null,
                incident.has(Flag.DEMO) || incident.has(Flag.DRILL));
        return Optional.of(task.remindedNext(next(task.due(), zone, now)));
    }

    /** The first reminder after {@code now}. */
    static Instant next(Instant due, ZoneId zone, Instant now) {
        LocalDate day = due.atZone(zone).toLocalDate();
        Instant first = morning(day.minusDays(1), zone);
        if (first.isAfter(now)) {
            return first;
        }
        Instant second = morning(day, zone);
        if (second.isAfter(now)) {
            return second;
        }
        long weeks = Math.max(0, ChronoUnit.DAYS.between(day, now.atZone(zone).toLocalDate()) / WEEK);
        Instant later = morning(day.plusDays(weeks * WEEK), zone);
        return later.isAfter(now) ? later : morning(day.plusDays((weeks + 1) * WEEK), zone);
    }

    private static Instant morning(LocalDate day, ZoneId zone) {
        return day.atTime(MORNING).atZone(zone).toInstant();
    }

    /**
     * A reminder that is due.
     *
     * @param task with its next reminder
     * @param notices whom it is told to
     */
    public record Reminded(Measure task, List<Notice> notices) {
        public Reminded {
            notices = List.copyOf(notices);
        }
    }

    /** Reminds the owner of what was not done yet; of several reminders past only one is sent. */
    public static Reminded remind(Measure task, Ids ids, ZoneId zone, Instant now) {
        long days = ChronoUnit.DAYS.between(
                now.atZone(zone).toLocalDate(), task.due().atZone(zone).toLocalDate());
        String code = days > 0 ? Reasons.MEASURE_SOON : days == 0 ? Reasons.MEASURE_TODAY : Reasons.MEASURE_OVERDUE;
        Reason why = Reason.of(code, shown(task.what()), Math.abs(days), task.incident());
        About about = new About(task.incident(), task.brand(), task.level());
        List<Notice> notices = new ArrayList<>();
        notices.add(notice(about, why, owner(task.owner()), Notice.Manner.CARD, ids, now));
        if (days < 0) {
            notices.add(notice(about, why, Target.role(Roles.SUPERVISOR), Notice.Manner.DIGEST, ids, now));
            notices.add(notice(about, why, Target.role(Roles.ADMIN), Notice.Manner.DIGEST, ids, now));
        }
        return new Reminded(task.remindedNext(next(task.due(), zone, now)), notices);
    }

    /** A line for the digest of supervisor and administrators that a cause came again. */
    public static List<Notice> repeated(CaseFile about, Reason why, Ids ids, Instant now) {
        About what = new About(about.incident(), about.brand(), about.level());
        return List.of(
                notice(what, why, Target.role(Roles.SUPERVISOR), Notice.Manner.DIGEST, ids, now),
                notice(what, why, Target.role(Roles.ADMIN), Notice.Manner.DIGEST, ids, now));
    }

    private record About(String incident, String brand, Severity level) {}

    private static Notice notice(About task, Reason why, Target to, Notice.Manner manner, Ids ids, Instant now) {
        return new Notice(
                ids.next("n", now),
                task.incident(),
                task.brand(),
                task.level(),
                NoticeReason.REMINDER,
                why,
                to,
                manner,
                List.of(),
                now,
                false,
                null);
    }

    private static Target owner(String owner) {
        int colon = owner.indexOf(':');
        @Nullable String kind = colon < 0 ? null : owner.substring(0, colon);
        if ("role".equals(kind)) {
            return Target.role(owner.substring(colon + 1));
        }
        return "person".equals(kind) ? Target.person(owner.substring(colon + 1)) : Target.person(owner);
    }

    private static String shown(String what) {
        String line = what.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
