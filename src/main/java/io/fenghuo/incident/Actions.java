package io.fenghuo.incident;

import io.fenghuo.model.Action;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people do: checks first, then the change, then the line in the story. */
final class Actions {
    /** In {@code into} of a move: an incident of its own. */
    private static final String NEW = "new";

    /** Somebody may have acted on a matter before its first post was found, but not years before. */
    private static final Duration EARLIEST = Duration.ofDays(30);

    private Actions() {}

    static void act(Draft draft, Event.Acted event) {
        Incident incident = draft.incident();
        Action action = Naming.resolved(incident, event.action(), event.authors());
        if (Repetition.repeated(incident, action, draft.policy())) {
            return;
        }
        refuseStale(incident, action);
        refuseEnded(incident, action.kind());
        Naming.refuseStrangers(incident, action, event.authors());
        Instant at = at(draft, action);
        apply(draft, new Event.Acted(action, event.other(), event.aftercare(), event.authors()), at);
        if (action.by().equals(draft.incident().owner())) {
            Owning.progress(draft);
        }
        draft.ladder(l -> l.withLastAction(Repetition.mark(action, draft.now())));
        draft.entry(Story.of(draft, action, incident, at));
    }

    private static void refuseStale(Incident incident, Action action) {
        if (action.version() != null && action.version() != incident.version()) {
            throw new Refusal(Refusal.Why.STALE, Reason.of(Reasons.STALE, action.version(), incident.version()));
        }
    }

    private static void refuseEnded(Incident incident, Action.Kind kind) {
        if (!incident.state().ended() || kind == Action.Kind.NOTE) {
            return;
        }
        if (incident.state() == State.MERGED) {
            Incident.Closing closing = incident.closing();
            String into = closing == null || closing.into() == null ? "" : closing.into();
            throw Fields.state(Reasons.MERGED, into);
        }
        if (kind != Action.Kind.REOPEN) {
            throw Fields.state(Reasons.ENDED, incident.state());
        }
    }

    /** When it happened: now, or earlier for a late entry. */
    private static Instant at(Draft draft, Action action) {
        Instant latest = draft.now().plus(draft.policy().margins().lateness());
        if (action.at().isAfter(latest)) {
            throw new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.FUTURE, action.at()));
        }
        if (action.at().isBefore(draft.incident().exposure().minus(EARLIEST))) {
            throw new Refusal(
                    Refusal.Why.INCOMPLETE,
                    Reason.of(Reasons.TOO_EARLY, action.at(), draft.incident().exposure()));
        }
        return action.at().isAfter(draft.now()) || !draft.late(action.at()) ? draft.now() : action.at();
    }

    private static void apply(Draft draft, Event.Acted event, Instant at) {
        Action action = event.action();
        switch (action.kind()) {
            case TAKE -> take(draft, action, at);
            case RELEASE -> release(draft, action);
            case HANDOVER -> handOver(draft, action);
            case ANSWER -> {
                answer(draft, action, at);
                Promising.answered(draft, action, at);
            }
            case PUBLISH_FINDINGS -> {
                adopt(draft, action, at);
                Answering.publish(draft, at);
                Promising.answered(draft, action, at);
            }
            case SETTLE -> {
                Set<String> customers = customers(draft, action);
                adopt(draft, action, at);
                Answering.settle(draft, customers, at);
                Promising.answered(draft, action, at);
            }
            case CLOSE -> close(draft, action, event.aftercare());
            case FALSE_ALARM -> Ending.falseAlarm(draft, action.by(), Fields.words(action), draft.now());
            case MERGE -> merge(draft, action, event.other());
            case SPLIT -> split(draft, action);
            case SNOOZE -> snooze(draft, action);
            case WAIT -> await(draft, action);
            case RAISE -> raise(draft, action);
            case LOWER -> lower(draft, action);
            case NOTE -> note(draft, action, at);
            case REOPEN -> reopen(draft);
            case MOVE -> move(draft, action, event.other());
        }
        String clock = Fields.text(action, "clock");
        if (clock != null && CategoryClocks.is(clock)) {
            Clockwork.stop(
                    draft,
                    c -> c.clock().equals(clock)
                            && (action.customers().isEmpty() || Promising.of(c, new HashSet<>(action.customers()))),
                    at);
        }
    }

    private static void take(Draft draft, Action action, Instant at) {
        String owner = draft.incident().owner();
        if (owner != null) {
            throw Fields.state(Reasons.OTHER_OWNER, owner);
        }
        Owning.take(draft, action.by(), at);
    }

    private static void release(Draft draft, Action action) {
        if (!draft.owned()) {
            throw Fields.state(Reasons.NOT_TAKEN);
        }
        State state = draft.incident().state();
        if (!Owning.releasable().contains(state)) {
            throw Fields.state(Reasons.NOT_NOW, action.kind(), state);
        }
        Owning.free(draft, Word.of(io.fenghuo.model.NoticeReason.PAGE, Reasons.RELEASED, action.by()));
    }

    private static void handOver(Draft draft, Action action) {
        String to = Fields.needed(action, "to");
        if (!draft.owned()) {
            throw Fields.state(Reasons.NOT_TAKEN);
        }
        Owning.handOver(draft, to, Objects.requireNonNullElse(Fields.words(action), ""));
    }

    private static void answer(Draft draft, Action action, Instant at) {
        boolean open = "true".equalsIgnoreCase(Fields.text(action, "public"));
        if (open && Fields.words(action) == null && Fields.text(action, "link") == null) {
            throw Fields.missing(List.of("text", "link"));
        }
        Set<String> promises = Naming.promises(draft.incident(), action);
        if (!promises.isEmpty() && promises.size() == action.customers().size()) {
            adopt(draft, action, at);
            Promising.renew(draft, action, at);
            Promising.kept(draft, promises, at);
            return;
        }
        Set<String> customers = customers(draft, action);
        adopt(draft, action, at);
        Promising.renew(draft, action, at);
        Promising.kept(draft, promises, at);
        Answering.answer(draft, customers, at);
        draft.change(b -> b.flag(Flag.REPLY_SEEN, false));
    }

    /** Whoever answers what nobody has taken has taken it. */
    private static void adopt(Draft draft, Action action, Instant at) {
        if (!draft.owned()) {
            Owning.take(draft, action.by(), at);
        }
    }

    private static Set<String> customers(Draft draft, Action action) {
        Set<String> known = new HashSet<>();
        draft.incident().cases().stream().map(CustomerCase::customer).forEach(known::add);
        List<String> unknown = new ArrayList<>(action.customers());
        unknown.removeAll(known);
        if (!unknown.isEmpty() && draft.is(Severity.L3)) {
            throw new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.UNKNOWN_CUSTOMER, unknown.toArray()));
        }
        return new HashSet<>(action.customers());
    }

    private static void close(Draft draft, Action action, Aftercare rules) {
        Ending.close(
                draft,
                Fields.closing(action, draft.incident(), rules, draft.policy().zone(), draft.now()));
    }

    private static void merge(Draft draft, Action action, @Nullable Incident other) {
        String into = Fields.needed(action, "into");
        if (other == null
                || !other.id().equals(into)
                || into.equals(draft.incident().id())) {
            throw new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.WRONG, "into", into));
        }
        if (other.state().ended()) {
            throw Fields.state(Reasons.ENDED, other.state());
        }
        Ending.absorb(draft, into, action.by());
    }

    private static void split(Draft draft, Action action) {
        Set<String> customers = customers(draft, action);
        if (Fields.text(action, "posts") != null) {
            if (!customers.isEmpty()) {
                throw Fields.wrong("posts", Fields.needed(action, "posts"));
            }
            return;
        }
        if (customers.isEmpty()) {
            throw Fields.missing(List.of("customers", "posts"));
        }
        Set<String> nobodys = Naming.promises(draft.incident(), action);
        if (!nobodys.isEmpty()) {
            throw new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.UNKNOWN_CUSTOMER, nobodys.toArray()));
        }
        if (customers.size() >= draft.incident().cases().size() && !customers.isEmpty() && draft.is(Severity.L3)) {
            throw Fields.state(Reasons.NOT_NOW, action.kind(), draft.incident().state());
        }
        Ending.leave(draft, customers);
    }

    /** Checks a move; the posts themselves are moved in the store, and both incidents hear of it by events of their own. */
    private static void move(Draft draft, Action action, @Nullable Incident other) {
        Fields.needed(action, "post");
        String into = Fields.needed(action, "into");
        if (!into.equals(NEW)
                && (other == null
                        || !other.id().equals(into)
                        || into.equals(draft.incident().id()))) {
            throw new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.WRONG, "into", into));
        }
        if (other != null && other.state().ended()) {
            throw Fields.state(Reasons.ENDED, other.state());
        }
        if (draft.incident().counts().posts() < 2) {
            throw Fields.state(Reasons.LAST_POST);
        }
    }

    private static void snooze(Draft draft, Action action) {
        Instant until = Fields.until(action, draft.policy().zone(), draft.now());
        if (until == null) {
            throw Fields.missing(List.of("until"));
        }
        if (draft.is(Severity.L1) && !draft.owned()) {
            throw Fields.state(Reasons.NOT_TAKEN);
        }
        Instant latest = Owning.latestSnooze(draft);
        if (until.isAfter(latest)) {
            throw new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.TOO_LONG, latest));
        }
        Owning.snooze(draft, until);
    }

    private static void await(Draft draft, Action action) {
        Instant until = Fields.until(action, draft.policy().zone(), draft.now());
        Instant end = until == null ? draft.now().plus(draft.policy().margins().pause()) : until;
        Instant latest = draft.now().plus(draft.policy().margins().longestWait());
        if (end.isAfter(latest)) {
            throw new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.WAIT_TOO_LONG, latest));
        }
        Set<String> customers = Answering.unsettled(draft, customers(draft, action));
        Waiting.begin(draft, customers, end);
    }

    private static void raise(Draft draft, Action action) {
        Severity to = Fields.level(action);
        Severity from = draft.incident().level();
        if (draft.incident().has(Flag.SUSPECTED) && to == Severity.L1) {
            Raising.confirm(draft, action.by());
            return;
        }
        if (!to.graverThan(from)) {
            throw Fields.state(Reasons.NO_CHANGE_OF_GRADE, from, to);
        }
        Raising.raise(draft, to, false, Reason.of(Reasons.RAISED_BY, action.by(), from, to));
    }

    private static void lower(Draft draft, Action action) {
        Severity to = Fields.level(action);
        if (!draft.incident().level().graverThan(to)) {
            throw Fields.state(Reasons.NO_CHANGE_OF_GRADE, draft.incident().level(), to);
        }
        if (Fields.words(action) == null) {
            throw Fields.missing(List.of("text"));
        }
        Raising.lower(draft, to, action.by());
    }

    /** A note may speak of a promise, see {@link Promising#note}, or begin a category's clock by hand ({@code start: refund_credit}). */
    private static void note(Draft draft, Action action, Instant at) {
        if ("no".equals(Fields.text(action, "reply"))) {
            draft.change(b -> b.flag(Flag.REPLY_SEEN, false));
        }
        String start = Fields.text(action, "start");
        if (start != null && !draft.incident().state().ended()) {
            String customer =
                    action.customers().size() == 1 ? action.customers().get(0) : null;
            CategoryClocks.startByHand(draft, start, customer, at);
        } else if (!draft.incident().state().ended()) {
            Promising.note(draft, action, at);
        }
    }

    private static void reopen(Draft draft) {
        if (!draft.incident().state().ended()) {
            throw Fields.state(
                    Reasons.NOT_NOW, Action.Kind.REOPEN, draft.incident().state());
        }
        Ending.reopen(draft);
    }
}
