package io.fenghuo.verticle.outbox;

import io.fenghuo.incident.DigestSchedule;
import io.fenghuo.incident.Noise;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Quiet;
import io.fenghuo.incident.Roster;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Pause;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Pauses;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Actor;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Alerts held back for a while. Hits are kept and incidents open and are graded as ever; what would have been sent waits in the outbox as one
 * line for each incident and reader until the pause ends, so that it goes even when nobody remembers the pause. An L1, what people hand to each
 * other, what programs are asked to do, our own troubles and rehearsals are never held back. Works inside the caller's transaction; threadsafe as
 * far as its transactions are serial.
 */
public final class Pausing {
    /** What the outcome of a row that waits for a pause begins with; the pause's id follows. */
    static final String MARK = "PAUSED ";
    /** What stands between the pause's id and the later row that took the place of this one. */
    private static final String BY = " -> ";

    /** As long as any row may wait for its channel: what is younger needs no second look. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    private static final String ENDED_ITSELF = "system";

    private final Supplier<Rulebook> rules;

    public Pausing(Supplier<Rulebook> rules) {
        this.rules = rules;
    }

    /** The later row that took the place of one that waited for a pause; null when none did. */
    public static @Nullable String overtakenBy(Delivery row) {
        String outcome = row.outcome();
        int arrow = marks(outcome) && outcome != null ? outcome.indexOf(BY) : -1;
        return arrow < 0 || outcome == null ? null : outcome.substring(arrow + BY.length());
    }

    /** Whether a row waited for a pause and nothing was sent of it yet. */
    public static boolean marks(@Nullable String outcome) {
        return outcome != null && outcome.startsWith(MARK);
    }

    /** The pause that holds a notice of this incident back, of several the one that ends last; {@code hit} are rules not filed yet. */
    Optional<Pause> of(Tx tx, Incident incident, Notice notice, Set<String> hit, Instant now) {
        boolean never = notice.level() == Severity.L1
                || notice.reason() == NoticeReason.ADMIN
                || notice.reason() == NoticeReason.HAND_OVER
                || notice.by().stream().anyMatch(by -> by.startsWith(Roster.ASK));
        return never ? Optional.empty() : covering(tx, incident, hit, now);
    }

    private Optional<Pause> covering(Tx tx, Incident incident, Set<String> hit, Instant now) {
        boolean apart = incident.level() == Severity.L1
                || incident.has(Flag.DEMO)
                || incident.has(Flag.DRILL)
                || incident.brand().equals(Rulebook.HOUSE);
        if (apart) {
            return Optional.empty();
        }
        List<Pause> open = tx.pauses().open();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        List<Pause> running = open.stream()
                .filter(one -> one.runs(now))
                .filter(one -> one.brand().isEmpty() || one.brand().equals(incident.brand()))
                .toList();
        Optional<Pause> whole =
                running.stream().filter(one -> one.rule().isEmpty()).max(Comparator.comparing(Pause::until));
        if (whole.isPresent() || running.isEmpty()) {
            return whole;
        }
        Set<String> rulesHit = new HashSet<>(tx.pauses().rules(incident.id()));
        rulesHit.addAll(hit);
        List<Pause> theirs =
                running.stream().filter(one -> rulesHit.contains(one.rule())).toList();
        boolean all = rulesHit.stream()
                .allMatch(rule -> theirs.stream().anyMatch(one -> one.rule().equals(rule)));
        return all ? theirs.stream().max(Comparator.comparing(Pause::until)) : Optional.empty();
    }

    /** When the line of a reader goes: at the end of the pause; of an L3 not in the night, and never in the reader's quiet hours. */
    Instant end(Instant until, Notice notice, @Nullable String person, Policy policy) {
        boolean night = notice.level() == Severity.L3 && Noise.night(policy, until);
        Instant at = night ? DigestSchedule.next(policy, until) : until;
        return person == null
                ? at
                : Quiet.after(rules.get().configuration().contacts().people().get(person), notice, policy.zone(), at);
    }

    /** Notes a row that waits; of one incident a reader has one line, the latest. */
    static void hold(Tx tx, Pause pause, Delivery line) {
        tx.pauses()
                .hold(pause.id(), Objects.requireNonNull(line.incident()), line.channel(), line.person(), line.id())
                .flatMap(tx.outbox()::find)
                .filter(before -> before.state() == Delivery.Status.PENDING && marks(before.outcome()))
                .ifPresent(before -> tx.outbox()
                        .update(Parcel.changed(
                                before,
                                Delivery.Status.DROPPED,
                                before.attempts(),
                                before.notBefore(),
                                null,
                                MARK + pause.id() + BY + line.id())));
    }

    /** Keeps a new pause. */
    public Pause add(Tx tx, Pause pause, Chronicle chronicle, Instant now, Tidings tidings) {
        tx.pauses().save(pause);
        chronicle.deed(tx, "pause.added", json(pause, 0, 0).encode(), now, tidings);
        return pause;
    }

    /** Ends a pause before its time: what it held back goes now, unless another pause holds it; empty when it has ended already. */
    public Optional<Pause> lift(Tx tx, String id, Actor actor, Chronicle chronicle, Instant now, Tidings tidings) {
        return tx.pauses().find(id).filter(one -> one.runs(now)).map(one -> {
            Pause lifted = one.ended(now, actor.by());
            tx.pauses().save(lifted);
            tx.pauses().held(id).forEach(held -> release(tx, held, now));
            tell(tx, lifted, "pause.lifted", actor.via(), chronicle, now, tidings);
            return lifted;
        });
    }

    /** Ends those whose time is over; their lines fall due by themselves. */
    public void end(Tx tx, Chronicle chronicle, Instant now, Tidings tidings) {
        for (Pause one : tx.pauses().open()) {
            if (!one.runs(now)) {
                Pause ended = one.ended(one.until(), ENDED_ITSELF);
                tx.pauses().save(ended);
                tell(tx, ended, "pause.ended", "service", chronicle, now, tidings);
            }
        }
    }

    private static void tell(
            Tx tx, Pause pause, String event, String via, Chronicle chronicle, Instant now, Tidings tidings) {
        List<Pauses.Held> held = tx.pauses().held(pause.id());
        JsonObject said = json(pause, notices(held), incidents(held)).put("via", via);
        chronicle.deed(tx, event, said.encode(), now, tidings);
    }

    /** A hit of a rule that is not paused came to an incident whose alerts were held back because all its rules were: they go now. */
    public void breakOut(Tx tx, Incident incident, Instant now) {
        List<Pause> open = tx.pauses().open();
        boolean byRule = !open.isEmpty()
                && open.stream().anyMatch(one -> one.runs(now) && !one.rule().isEmpty());
        if (byRule && covering(tx, incident, Set.of(), now).isEmpty()) {
            tx.pauses().ofIncident(incident.id()).forEach(held -> release(tx, held, now));
        }
    }

    private void release(Tx tx, Pauses.Held held, Instant now) {
        Optional<Delivery> line = tx.outbox()
                .find(held.delivery())
                .filter(one -> one.state() == Delivery.Status.PENDING && marks(one.outcome()));
        Optional<Incident> incident = tx.incidents().find(held.incident());
        if (line.isEmpty() || incident.isEmpty()) {
            return;
        }
        Delivery waiting = line.get();
        Notice notice = tx.outbox().notice(waiting.notice()).orElseThrow();
        Instant until =
                of(tx, incident.get(), notice, Set.of(), now).map(Pause::until).orElse(now);
        Instant at = end(until, notice, waiting.person(), rules.get().policy(now));
        tx.outbox().update(Parcel.changed(waiting, waiting.state(), waiting.attempts(), at, null, waiting.outcome()));
    }

    public static int notices(List<Pauses.Held> held) {
        return held.stream().mapToInt(Pauses.Held::notices).sum();
    }

    public static long incidents(List<Pauses.Held> held) {
        return held.stream().map(Pauses.Held::incident).distinct().count();
    }

    /** A row that waited for a pause counts as made when the pause ended: waiting is no fault of its channel. */
    public static Delivery asOf(Tx tx, Delivery row, Instant now) {
        Instant ended = row.createdAt().isAfter(now.minus(FRESH))
                ? null
                : tx.pauses()
                        .of(row.id())
                        .flatMap(held -> tx.pauses().find(held.pause()))
                        .map(pause -> pause.endedAt() == null ? pause.until() : pause.endedAt())
                        .orElse(null);
        return ended == null || !ended.isAfter(row.createdAt())
                ? row
                : new Delivery(
                        row.id(),
                        row.notice(),
                        row.incident(),
                        row.channel(),
                        row.person(),
                        row.state(),
                        row.attempts(),
                        row.notBefore(),
                        row.deliveredAt(),
                        row.fallbackOf(),
                        row.outcome(),
                        ended);
    }

    private static JsonObject json(Pause pause, int notices, long incidents) {
        return new JsonObject()
                .put("version", 1)
                .put("id", pause.id())
                .put("brand", pause.brand())
                .put("rule", pause.rule())
                .put("from", pause.from().toString())
                .put("until", pause.until().toString())
                .put("reason", pause.reason())
                .put("by", pause.by())
                .put("via", pause.via())
                .put("endedAt", pause.endedAt() == null ? null : pause.endedAt().toString())
                .put("endedBy", pause.endedBy())
                .put("notices", notices)
                .put("incidents", incidents);
    }
}
