package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.IncidentBuilder;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A decision in the making: the incident as it is becoming, and what is to be told. Confined to one decision. */
final class Draft {
    static final String SYSTEM = "system";
    static final String SERVICE = "service";

    private final @Nullable Incident before;
    private Incident incident;
    private final Policy policy;
    private final Instant now;
    private final Ids ids;
    private final List<Notice> notices = new ArrayList<>();
    private final List<TimelineEntry> entries = new ArrayList<>();
    private boolean dropDigest;

    /** @param before the stored incident, null when there is none yet */
    Draft(@Nullable Incident before, Incident incident, Policy policy, Instant now, Ids ids) {
        this.before = before;
        this.incident = incident;
        this.policy = policy;
        this.now = now;
        this.ids = ids;
    }

    Incident incident() {
        return incident;
    }

    Policy policy() {
        return policy;
    }

    Policy.Level level() {
        return policy.level(incident.level());
    }

    boolean is(Severity severity) {
        return incident.level() == severity;
    }

    Instant now() {
        return now;
    }

    LocalTime localTime() {
        return now.atZone(policy.zone()).toLocalTime();
    }

    /** Whether nothing personal is sent of an L3 at this hour. */
    boolean night() {
        return Noise.night(policy, now);
    }

    boolean owned() {
        return incident.owner() != null;
    }

    boolean answered() {
        return incident.ladder().answeredAt() != null;
    }

    /** Whether something due at {@code at} is late now. */
    boolean late(Instant at) {
        return Duration.between(at, now).compareTo(policy.margins().lateness()) > 0;
    }

    void change(UnaryOperator<IncidentBuilder> step) {
        incident = step.apply(incident.with()).build();
    }

    void ladder(UnaryOperator<Incident.Ladder> step) {
        change(b -> b.ladder(step.apply(incident.ladder())));
    }

    void clocks(UnaryOperator<Clock> each) {
        change(b -> b.clocks(incident.clocks().stream().map(each).toList()));
    }

    void reason(Reason reason) {
        List<Reason> reasons = new ArrayList<>(incident.reasons());
        if (!reasons.contains(reason)) {
            reasons.add(reason);
            change(b -> b.reasons(reasons));
        }
    }

    /** Puts a deadline on the agenda in place of any of the same name. */
    void schedule(Deadline deadline) {
        List<Deadline> agenda = new ArrayList<>(incident.agenda());
        agenda.removeIf(d -> d.name().equals(deadline.name()));
        agenda.add(deadline);
        change(b -> b.agenda(agenda));
    }

    void schedule(String name, Instant at, Deadline.Kind kind) {
        schedule(new Deadline(name, at, kind, null, null, 0));
    }

    void unschedule(Predicate<Deadline> which) {
        if (incident.agenda().stream().anyMatch(which)) {
            change(b ->
                    b.agenda(incident.agenda().stream().filter(which.negate()).toList()));
        }
    }

    boolean scheduled(Predicate<Deadline> which) {
        return incident.agenda().stream().anyMatch(which);
    }

    void dropDigest() {
        dropDigest = true;
    }

    /** How a person is told of this grade at once: L1 rings. */
    Notice.Manner personal() {
        return incident.level() == Severity.L1 ? Notice.Manner.RING : Notice.Manner.CARD;
    }

    /** How openings, ladder steps and groups are told: as {@link #personal()}, but L3 only as a digest line. */
    Notice.Manner loud() {
        return incident.level() == Severity.L3 ? Notice.Manner.DIGEST : personal();
    }

    void tell(Target to, Notice.Manner manner, Word word) {
        tell(to, manner, List.of(), word);
    }

    /** Tells an addressee. A message to a person or role is remembered, and overtakes growth that was waiting for them. */
    void tell(Target to, Notice.Manner manner, List<String> by, Word word) {
        notices.add(new Notice(
                ids.next("n", now),
                incident.id(),
                incident.brand(),
                incident.level(),
                word.reason(),
                word.why(),
                to,
                manner,
                by,
                now,
                word.late(),
                word.clock()));
        if (manner != Notice.Manner.EDIT) {
            remember(to, manner);
        }
    }

    private void remember(Target to, Notice.Manner manner) {
        String name = to.toString();
        if (!incident.told().contains(name)) {
            List<String> told = new ArrayList<>(incident.told());
            told.add(name);
            change(b -> b.told(told));
        }
        if (manner != Notice.Manner.DIGEST && Targets.personal(to)) {
            heard(to, now);
            unschedule(d -> d.name().equals(Growth.NAME + name));
        }
    }

    void heard(Target to, Instant at) {
        Map<String, Instant> heard = new HashMap<>(incident.ladder().heard());
        heard.merge(to.toString(), at, (a, b) -> a.isAfter(b) ? a : b);
        ladder(l -> l.withHeard(heard));
    }

    /** Groups and the channels the rule names hear opening, raise, growth and close once each; an L3 only as a digest line. */
    void tellGroups(Word word) {
        tell(Target.GROUPS, loud(), word);
        for (String channel : incident.instructions().channels()) {
            tell(Target.channel(channel), loud(), word);
        }
    }

    /** Changes the cards of those told before. */
    void editCards(Word word, Predicate<Target> who) {
        for (Target target : Targets.told(incident)) {
            if (who.test(target)) {
                tell(target, Notice.Manner.EDIT, word);
            }
        }
    }

    void entry(String event, Map<String, String> facts) {
        entries.add(new TimelineEntry(incident.id(), now, event, SYSTEM, SERVICE, facts, Map.of()));
    }

    void entry(TimelineEntry entry) {
        entries.add(entry);
    }

    /** The decision; the version has grown by one if anything about the incident has changed. */
    Decision decide() {
        if (before != null && incident.equals(before)) {
            return new Decision(before, notices, entries, dropDigest);
        }
        Incident grown = incident.with()
                .version((before == null ? 0 : before.version()) + 1)
                .build();
        return new Decision(grown, notices, entries, dropDigest);
    }
}
