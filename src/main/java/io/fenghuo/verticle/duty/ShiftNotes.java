package io.fenghuo.verticle.duty;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.HandOver;
import io.fenghuo.incident.Noise;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Shifts;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.outbox.Internal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Writes the hand-over note of each rota when somebody else comes on: one digest for that person, a line for each open incident. Nothing open,
 * nothing sent; at night, with nothing graver than L3 open, it waits for the morning. Each change is written once, across restarts: who is on
 * is kept in the same transaction. Works inside one transaction.
 */
public final class ShiftNotes {
    private static final String NOBODY = "-";
    private static final int LINES = 200;
    private static final Duration DEFAULT_SHIFT = Duration.ofHours(12);

    private final Tx tx;
    private final Rulebook rules;
    private final Ids ids;
    private final Instant now;

    public ShiftNotes(Tx tx, Rulebook rules, Ids ids, Instant now) {
        this.tx = tx;
        this.rules = rules;
        this.ids = ids;
        this.now = now;
    }

    /** Whether any rota has changed hands since it was looked at last; reads only. */
    public static boolean changed(Tx tx, Rulebook rules, Instant now) {
        return rules.configuration().contacts().rotas().entrySet().stream()
                .anyMatch(rota -> !tx.journal()
                        .setting(mark(rota.getKey()))
                        .map(kept -> kept.split(" ", -1)[0])
                        .orElse("")
                        .equals(on(rota.getValue(), now)));
    }

    /** Writes what is to be written; returns how many were told. */
    public int write() {
        int told = 0;
        for (var rota : rules.configuration().contacts().rotas().entrySet()) {
            String[] kept = tx.journal().setting(mark(rota.getKey())).orElse("").split(" ", -1);
            String person = on(rota.getValue(), now);
            if (person.equals(kept[0])) {
                continue;
            }
            tx.journal().saveSetting(mark(rota.getKey()), person + " " + now);
            boolean first = kept[0].isEmpty();
            if (!first && !person.equals(NOBODY) && tell(rota.getKey(), rota.getValue(), kept, person)) {
                told++;
            }
        }
        return told;
    }

    private static String on(Contacts.Rota rota, Instant at) {
        String person = Shifts.on(rota, at);
        return person == null ? NOBODY : person;
    }

    private static String mark(String rota) {
        return "shift/" + rota;
    }

    private boolean tell(String id, Contacts.Rota rota, String[] kept, String person) {
        Instant since = kept.length > 1 ? Instant.parse(kept[1]) : now.minus(DEFAULT_SHIFT);
        HandOver note = HandOvers.note(tx, since, now, Shifts.changesAt(rota, now));
        if (note.lines().isEmpty()) {
            return false;
        }
        boolean grave = note.lines().stream().anyMatch(line -> line.incident().level() != Severity.L3);
        Instant at = grave || !Noise.night(rules.policy(), now) ? now : morning(rules.policy());
        String from = kept[0].equals(NOBODY) ? id : kept[0];
        note.lines().stream().limit(LINES).forEach(line -> Internal.tell(tx, rules, notice(line, from, person), at));
        return true;
    }

    private Instant morning(Policy policy) {
        ZonedDateTime local = now.atZone(policy.zone());
        ZonedDateTime morning = local.with(policy.noise().morning());
        return (morning.isAfter(local) ? morning : morning.plusDays(1)).toInstant();
    }

    private Notice notice(HandOver.Line line, String from, String person) {
        Incident incident = line.incident();
        return new Notice(
                ids.next("n", now),
                incident.id(),
                incident.brand(),
                incident.level(),
                NoticeReason.REMINDER,
                why(line, from),
                Target.person(person),
                Notice.Manner.DIGEST,
                List.of(),
                now,
                false,
                null);
    }

    private Reason why(HandOver.Line line, String from) {
        Clock next = line.next();
        int promises = line.promises().size();
        if (next == null) {
            return Reason.of("shift.plain", from, promises);
        }
        long minutes = Math.max(0, Duration.between(now, next.due()).toMinutes());
        return Reason.of("shift.clock", from, next.clock() + ":" + minutes, promises);
    }
}
