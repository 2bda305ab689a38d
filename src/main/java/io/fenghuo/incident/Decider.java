package io.fenghuo.incident;

import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pure state machine: an incident and what happened to it in, the changed incident and what is to be told out. The same input gives the
 * same decision, but for the notices' ids. Threadsafe.
 */
public final class Decider {
    private final Ids ids;

    /** @param ids makes the ids of notices */
    public Decider(Ids ids) {
        this.ids = ids;
    }

    /**
     * Decides.
     *
     * @param incident the incident as stored; null with {@link Event.Opened} and {@link Event.SplitOff}
     * @param event what happened. Due deadlines come in the order of the agenda, each once; one that is no longer on the agenda changes nothing.
     *     {@link Event.Opened} with a {@code previous} decides about that one: the decision's incident has its id
     * @param policy the policy the incident was opened under ({@link Incident#plan()}); for a new or returning one the present policy
     * @throws Refusal when an action cannot be done; nothing has changed
     * @throws IllegalArgumentException when {@code incident} is null for an event that needs one
     */
    public Decision decide(@Nullable Incident incident, Event event, Policy policy, Instant now) {
        if (event instanceof Event.Opened opened) {
            return open(opened, policy, now);
        }
        if (event instanceof Event.SplitOff split) {
            Draft draft = new Draft(null, Ending.blank(split, policy, now), policy, now, ids);
            Ending.splitOff(draft, split);
            return draft.decide();
        }
        if (incident == null) {
            throw new IllegalArgumentException("no incident for " + event);
        }
        if (incident.state().ended() && !(event instanceof Event.Acted)) {
            return ended(incident, event, policy, now);
        }
        Draft draft = new Draft(incident, incident, policy, now, ids);
        happen(draft, event);
        return draft.decide();
    }

    private Decision open(Event.Opened event, Policy policy, Instant now) {
        Incident previous = event.previous();
        if (previous != null && previous.state().ended()) {
            Draft draft = new Draft(previous, previous, policy, now, ids);
            Ending.reopenByHit(draft, event);
            return draft.decide();
        }
        Draft draft = new Draft(null, Opening.blank(event, policy, now), policy, now, ids);
        Opening.open(draft, event);
        return draft.decide();
    }

    /** Nothing wakes what has ended but a follow-up; what happened to its posts is written down. */
    private Decision ended(Incident incident, Event event, Policy policy, Instant now) {
        Draft draft = new Draft(incident, incident, policy, now, ids);
        if (event instanceof Event.PostChanged changed) {
            Joining.changed(draft, changed);
        } else if (event instanceof Event.Joined joined) {
            Joining.enterHit(draft, joined.post(), joined.hit());
        } else if (event instanceof Event.Due due
                && Clocks.FOLLOW_UP.equals(due.deadline().clock())) {
            due(draft, due.deadline());
        } else if (event instanceof Event.Repeated repeated) {
            Joining.enterHit(draft, repeated.post(), repeated.hit());
        } else if (event instanceof Event.Reported reported) {
            Dispatching.enter(draft, reported);
        } else if (event instanceof Event.ChannelDied died) {
            Dispatching.enter(draft, died);
        }
        return draft.decide();
    }

    private static void happen(Draft draft, Event event) {
        if (event instanceof Event.Joined joined) {
            Joining.join(draft, joined);
        } else if (event instanceof Event.Repeated repeated) {
            Joining.repeat(draft, repeated);
        } else if (event instanceof Event.Crowded crowded) {
            Joining.crowd(draft, crowded);
        } else if (event instanceof Event.TookIn tookIn) {
            Joining.tookIn(draft, tookIn);
        } else if (event instanceof Event.Absorbed absorbed) {
            absorbed(draft, absorbed);
        } else if (event instanceof Event.Due due) {
            due(draft, due.deadline());
        } else if (event instanceof Event.Acted acted) {
            Actions.act(draft, acted);
        } else if (event instanceof Event.PostChanged changed) {
            Joining.changed(draft, changed);
        } else if (event instanceof Event.Promised promised) {
            Promising.wrote(draft, promised);
        } else if (event instanceof Event.HandedOver handed) {
            Clockwork.stop(draft, Clocks.HAND_OVER, handed.at());
        } else if (event instanceof Event.StepDone step) {
            Helping.step(draft, step);
        } else if (event instanceof Event.Stated stated) {
            Helping.stated(draft, stated);
        } else if (event instanceof Event.Wrote wrote) {
            Waiting.wrote(draft, Correlation.author(wrote.post()));
        } else if (event instanceof Event.Reported reported) {
            Dispatching.reported(draft, reported);
        } else if (event instanceof Event.ChannelDied died) {
            Dispatching.died(draft, died);
        } else {
            mended(draft, event);
        }
    }

    private static void mended(Draft draft, Event event) {
        if (event instanceof Event.United united) {
            Uniting.unite(draft, united);
        } else if (event instanceof Event.PostLeft left) {
            Uniting.left(draft, left);
        } else if (event instanceof Event.ReplySeen seen) {
            Uniting.replied(draft, seen);
        }
    }

    private static void absorbed(Draft draft, Event.Absorbed event) {
        Ending.absorb(draft, event.into(), Draft.SYSTEM);
        draft.entry("incident.merged", java.util.Map.of("into", event.into()));
    }

    private static void due(Draft draft, Deadline due) {
        List<Deadline> agenda = draft.incident().agenda();
        if (!agenda.contains(due) || due.at().isAfter(draft.now())) {
            return;
        }
        draft.unschedule(due::equals);
        switch (due.kind()) {
            case CLOCK_WARNING -> Warnings.warn(draft, due);
            case CLOCK_MISSED -> Warnings.miss(draft, due);
            case LADDER -> LadderRun.fire(draft, due);
            case TAKE_EXPIRES -> Owning.expire(draft, due);
            case REMINDER -> Reminders.fire(draft, due);
            case SUSPICION_CONFIRMED -> Raising.confirm(draft, "time");
            case WAIT_ENDS -> Waiting.end(draft, due.customer());
            case SNOOZE_ENDS -> Owning.snoozeEnds(draft, due);
            case GROWTH -> Growth.fire(draft, due);
        }
    }
}
