package io.fenghuo.web.view;

import io.fenghuo.model.Action;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Something a person may do on an incident's page.
 *
 * @param action its name on the wire
 * @param form which form it needs: tap, answer, text, findings, causes, closing, level, hours, person or post
 * @param primary whether it is the next step expected
 */
public record Deed(String action, String form, boolean primary) {

    private static final Set<String> AT_HAND =
            Set.of("take", "answer", "publish_findings", "settle", "close", "reopen");

    /** Whether it is shown at once; the others wait behind 更多操作. */
    public boolean atHand() {
        return primary || AT_HAND.contains(action);
    }

    /** What makes sense now, the expected step first. */
    public static List<Deed> of(Incident incident) {
        List<Deed> deeds = new ArrayList<>();
        State state = incident.state();
        if (state.ended()) {
            if (state != State.MERGED) {
                add(deeds, Action.Kind.REOPEN, "text", false);
            }
            add(deeds, Action.Kind.NOTE, "text", false);
            return deeds;
        }
        boolean settled = state == State.SETTLED;
        boolean answered = state == State.ANSWERED;
        if (state == State.OPEN) {
            add(deeds, Action.Kind.TAKE, "tap", true);
        }
        if (!settled) {
            add(deeds, Action.Kind.ANSWER, "answer", state == State.TAKEN);
        }
        if (incident.level() == Severity.L2) {
            add(deeds, Action.Kind.PUBLISH_FINDINGS, "findings", answered);
        }
        if (!settled) {
            add(deeds, Action.Kind.SETTLE, "text", answered && incident.level() != Severity.L2);
        }
        add(deeds, Action.Kind.CLOSE, incident.level() == Severity.L3 ? "causes" : "closing", settled);
        if (!settled && incident.level() == Severity.L3) {
            add(deeds, Action.Kind.WAIT, "hours", false);
        }
        if (!settled && incident.level() != Severity.L1) {
            add(deeds, Action.Kind.SNOOZE, "hours", false);
        }
        grade(deeds, incident);
        add(deeds, Action.Kind.HANDOVER, "person", false);
        if (incident.owner() != null && !settled) {
            add(deeds, Action.Kind.RELEASE, "tap", false);
        }
        if (incident.counts().posts() > 1) {
            add(deeds, Action.Kind.MOVE, "post", false);
        }
        add(deeds, Action.Kind.FALSE_ALARM, "text", false);
        add(deeds, Action.Kind.NOTE, "text", false);
        return deeds;
    }

    private static void grade(List<Deed> deeds, Incident incident) {
        if (incident.level() != Severity.L1 || incident.has(Flag.SUSPECTED)) {
            add(deeds, Action.Kind.RAISE, "level", incident.has(Flag.SUSPECTED));
        }
        if (incident.level() != Severity.L3) {
            add(deeds, Action.Kind.LOWER, "level", false);
        }
    }

    private static void add(List<Deed> to, Action.Kind kind, String form, boolean primary) {
        to.add(new Deed(kind.name().toLowerCase(Locale.ROOT), form, primary));
    }

    /** The grades this raise or lower may lead to, the nearest first. */
    public List<Severity> levels(Incident incident) {
        List<Severity> levels = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            boolean graver = severity.graverThan(incident.level());
            boolean confirms = severity == incident.level() && incident.has(Flag.SUSPECTED);
            if (action.equals("raise") ? graver || confirms : incident.level().graverThan(severity)) {
                levels.add(severity);
            }
        }
        if (action.equals("raise")) {
            java.util.Collections.reverse(levels);
        }
        return levels;
    }
}
