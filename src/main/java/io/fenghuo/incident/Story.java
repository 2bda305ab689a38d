package io.fenghuo.incident;

import io.fenghuo.model.Action;
import io.fenghuo.model.Incident;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The line an action leaves in the story. Words and customers can be erased, everything else stays for ever. */
final class Story {
    private Story() {}

    /** @param before the incident before the action */
    static TimelineEntry of(Draft draft, Action action, Incident before, Instant at) {
        Map<String, String> facts = new TreeMap<>();
        Map<String, String> personal = new TreeMap<>();
        facts.put("action", action.kind().name().toLowerCase(Locale.ROOT));
        facts.put("state", draft.incident().state().name().toLowerCase(Locale.ROOT));
        facts.put("at", action.at().toString());
        if (at.isBefore(draft.now())) {
            facts.put("late", "true");
        }
        if (before.level() != draft.incident().level()) {
            facts.put("from", before.level().name());
            facts.put("to", draft.incident().level().name());
        }
        facts.put("seen", String.valueOf(action.version()));
        action.fields().forEach((name, value) -> personal.put("field." + name, value));
        String cause = Fields.text(action, "cause");
        if (cause != null) {
            facts.put("cause", cause);
        }
        String place = Fields.text(action, "place");
        if (place != null && action.kind() == Action.Kind.CLOSE) {
            facts.put("place", place);
        }
        if (action.text() != null) {
            personal.put("text", action.text());
        }
        if (!action.customers().isEmpty()) {
            personal.put("customers", String.join(" ", action.customers()));
        }
        return new TimelineEntry(draft.incident().id(), at, event(action), action.by(), action.via(), facts, personal);
    }

    private static String event(Action action) {
        return switch (action.kind()) {
            case TAKE -> "incident.taken";
            case ANSWER -> "incident.answered";
            case SETTLE -> "incident.settled";
            case CLOSE, FALSE_ALARM -> "incident.closed";
            case MERGE -> "incident.merged";
            case LOWER -> "incident.lowered";
            case REOPEN -> "incident.reopened";
            default -> "action";
        };
    }
}
