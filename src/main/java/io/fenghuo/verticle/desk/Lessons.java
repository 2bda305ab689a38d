package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Aftercare;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Reasons;
import io.fenghuo.incident.casebook.CaseWriting;
import io.fenghuo.incident.casebook.Measures;
import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Measure;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Casebook;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.outbox.Announcer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a closed incident leaves behind: its case, its corrective action with the reminders of it, and a word to supervisor and administrators when
 * the same link of the chain failed again. Runs inside the caller's transaction. Threadsafe as far as its transactions are serial.
 */
final class Lessons {
    private static final int POSTS = 500;
    private static final int CASES = 10_000;
    private static final int AT_ONCE = 100;
    /** The setting that says that cases of former incidents were written. */
    private static final String CAUGHT_UP = "cases/caught-up";

    private final Ids ids;
    private final Supplier<Rulebook> rules;
    private final Announcer announcer;

    Lessons(Ids ids, Supplier<Rulebook> rules, Announcer announcer) {
        this.ids = ids;
        this.rules = rules;
        this.announcer = announcer;
    }

    /** An incident has been closed. */
    void learn(Tx tx, Incident closed, Instant now) {
        Optional<CaseFile> file = CaseWriting.of(closed, tx.incidents().posts(closed.id(), POSTS));
        if (file.isEmpty()) {
            return;
        }
        tx.casebook().keep(file.get(), CaseWriting.words(file.get()));
        Policy policy = rules.get().policy(now);
        Measures.of(closed, ids, policy.zone(), now).ifPresent(tx.casebook()::keep);
        if (!file.get().demo()) {
            repeated(tx, closed, file.get(), now);
        }
    }

    /** Writes the cases of incidents that were closed before there was a casebook; returns how many. */
    int catchUp(Tx tx) {
        if (tx.journal().setting(CAUGHT_UP).isPresent()) {
            return 0;
        }
        int written = 0;
        for (Incident one : tx.incidents().list(new Incidents.Query(false, true, CASES))) {
            boolean lacking =
                    one.state() == State.CLOSED && tx.casebook().find(one.id()).isEmpty();
            Optional<CaseFile> file =
                    lacking ? CaseWriting.of(one, tx.incidents().posts(one.id(), POSTS)) : Optional.empty();
            if (file.isPresent()) {
                tx.casebook().keep(file.get(), CaseWriting.words(file.get()));
                written++;
            }
        }
        tx.journal().saveSetting(CAUGHT_UP, String.valueOf(written));
        return written;
    }

    /** It goes on: there is no case of it, for now. */
    void unlearn(Tx tx, Incident opened) {
        tx.casebook().drop(opened.id());
    }

    private void repeated(Tx tx, Incident closed, CaseFile file, Instant now) {
        Aftercare.Repeat repeat = rules.get().configuration().aftercare().repeat();
        if (file.place() == null && file.level() == Severity.L3) {
            return;
        }
        Instant since = now.minus(repeat.within());
        long times = tx
                .casebook()
                .list(new Casebook.Query(List.of(), file.brand(), "", file.cause(), null, since, null, false, CASES))
                .stream()
                .filter(one -> sameChain(one, file))
                .count();
        if (times > 0 && times % repeat.times() == 0) {
            Reason why = Reason.of(
                    Reasons.REPEATED,
                    repeat.within().toDays(),
                    times,
                    file.cause(),
                    Objects.requireNonNullElse(file.place(), ""));
            announce(tx, closed, Measures.repeated(file, why, ids, now), now);
        }
    }

    /** Where a place is named it must be the same; where none is, only graver cases count, for a bare cause is soon said. */
    private static boolean sameChain(CaseFile one, CaseFile file) {
        return file.place() == null ? one.level() != Severity.L3 : file.place().equals(one.place());
    }

    /** Reminds owners of corrective actions that are due. */
    void remind(Tx tx, Instant now) {
        for (Measure task : tx.casebook().due(now, AT_ONCE)) {
            Measures.Reminded reminded =
                    Measures.remind(task, ids, rules.get().policy(now).zone(), now);
            tx.casebook().keep(reminded.task());
            tx.incidents().find(task.incident()).ifPresent(about -> announce(tx, about, reminded.notices(), now));
        }
    }

    private void announce(Tx tx, Incident about, List<Notice> notices, Instant now) {
        List<TimelineEntry> told =
                announcer.announce(tx, about, notices, rules.get().policy(now), now);
        if (!told.isEmpty()) {
            tx.incidents().append(told);
        }
    }
}
