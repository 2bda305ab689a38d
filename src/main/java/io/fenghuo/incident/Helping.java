package io.fenghuo.incident;

import io.fenghuo.model.Clocks;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Statement;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What helps with an incident: steps that were done, and its statement with the clock of those who approve it. */
final class Helping {
    private Helping() {}

    /** A step done by the owner is progress. */
    static void step(Draft draft, Event.StepDone event) {
        Map<String, String> facts = Map.of("playbook", event.playbook(), "step", event.step());
        String what = event.done() ? "playbook.step" : "playbook.undone";
        draft.entry(
                new TimelineEntry(draft.incident().id(), draft.now(), what, event.by(), event.via(), facts, Map.of()));
        progress(draft, event.by());
    }

    static void stated(Draft draft, Event.Stated event) {
        Statement statement = event.statement();
        switch (statement.stage()) {
            case DRAFT -> drafted(draft, event, statement);
            case APPROVED -> decided(draft, event, "statement.approved", NoticeReason.REMINDER);
            case REJECTED -> decided(draft, event, "statement.rejected", NoticeReason.REMINDER);
            case PUBLISHED -> published(draft, event, statement);
            case REPLACED -> {}
        }
        progress(draft, event.by());
    }

    private static void drafted(Draft draft, Event.Stated event, Statement statement) {
        Clockwork.start(draft, Clocks.STATEMENT, null, draft.now(), statement.due());
        long minutes = Duration.between(draft.now(), statement.due()).toMinutes();
        draft.entry(line(draft, event, "statement.drafted", statement.text()));
        Word word = Word.of(NoticeReason.HAND_OVER, Reasons.STATEMENT_WANTED, event.by(), statement.version(), minutes)
                .about(Clocks.STATEMENT);
        draft.tell(Target.role(Roles.LEGAL), asked(draft), word);
    }

    /** Whoever drafted it hears what legal decided, unless they are the same. */
    private static void decided(Draft draft, Event.Stated event, String what, NoticeReason reason) {
        Statement statement = event.statement();
        Clockwork.stop(draft, Clocks.STATEMENT, draft.now());
        draft.entry(line(draft, event, what, statement.note()));
        if (!statement.by().equals(event.by())) {
            Word word = statement.stage() == Statement.Stage.APPROVED
                    ? Word.of(reason, Reasons.STATEMENT_APPROVED, event.by(), statement.version())
                    : Word.of(reason, Reasons.STATEMENT_REJECTED, event.by(), statement.version(), note(statement));
            draft.tell(Target.person(statement.by()), quiet(draft), word);
        }
    }

    private static String note(Statement statement) {
        String note = statement.note();
        return note == null ? "" : note;
    }

    /** Everybody who works on it hears of it once. */
    private static void published(Draft draft, Event.Stated event, Statement statement) {
        draft.entry(line(draft, event, "statement.published", statement.text()));
        Set<Target> responders = new LinkedHashSet<>(Targets.toldPersons(draft.incident()));
        String owner = draft.incident().owner();
        if (owner != null) {
            responders.add(Target.person(owner));
        }
        responders.remove(Target.person(event.by()));
        Word word = Word.of(NoticeReason.REMINDER, Reasons.STATEMENT_PUBLISHED, event.by(), statement.version());
        responders.forEach(target -> draft.tell(target, quiet(draft), word));
    }

    /** Legal is late: they and the supervisor hear it. */
    static void overdue(Draft draft, Warnings.Spoken spoken) {
        draft.tell(Target.role(Roles.LEGAL), asked(draft), spoken.word());
        if (spoken.missed()) {
            draft.tell(Target.role(Roles.SUPERVISOR), draft.loud(), spoken.word());
        }
    }

    private static TimelineEntry line(Draft draft, Event.Stated event, String what, @Nullable String text) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("version", String.valueOf(event.statement().version()));
        if (event.statement().stage() == Statement.Stage.DRAFT) {
            facts.put("due", event.statement().due().toString());
        }
        return new TimelineEntry(
                draft.incident().id(),
                draft.now(),
                what,
                event.by(),
                event.via(),
                facts,
                text == null ? Map.of() : Map.of("text", text));
    }

    private static void progress(Draft draft, String by) {
        if (by.equals(draft.incident().owner())) {
            Owning.progress(draft);
        }
    }

    private static Notice.Manner asked(Draft draft) {
        return draft.is(Severity.L1) ? Notice.Manner.RING : quiet(draft);
    }

    /** Nothing personal of an L3 at night. */
    private static Notice.Manner quiet(Draft draft) {
        return draft.is(Severity.L3) && draft.night() ? Notice.Manner.DIGEST : Notice.Manner.CARD;
    }
}
