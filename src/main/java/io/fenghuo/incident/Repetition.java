package io.fenghuo.incident;

import io.fenghuo.model.Action;
import io.fenghuo.model.Incident;
import io.fenghuo.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Knows an action that has been done already, such as a tap sent twice; it is answered with the present state. */
final class Repetition {
    private Repetition() {}

    static boolean repeated(Incident incident, Action action, Policy policy) {
        return done(incident, action) || justNow(incident, action, policy);
    }

    /** Whether what the action wants is so already. */
    private static boolean done(Incident incident, Action action) {
        return switch (action.kind()) {
            case TAKE ->
                action.by().equals(incident.owner()) && !incident.state().ended();
            case HANDOVER -> incident.owner() != null && incident.owner().equals(Fields.text(action, "to"));
            case CLOSE -> incident.state() == State.CLOSED;
            case FALSE_ALARM -> incident.state() == State.FALSE_ALARM;
            case MERGE ->
                incident.state() == State.MERGED
                        && incident.closing() != null
                        && Objects.equals(incident.closing().into(), Fields.text(action, "into"));
            case RAISE, LOWER ->
                !incident.has(io.fenghuo.model.Flag.SUSPECTED)
                        && !incident.state().ended()
                        && incident.level() == Fields.level(action);
            default -> false;
        };
    }

    /** Whether the very same action was the last one, a few minutes ago. */
    private static boolean justNow(Incident incident, Action action, Policy policy) {
        String last = incident.ladder().lastAction();
        if (last == null) {
            return false;
        }
        int colon = last.indexOf(':');
        Instant at = Instant.ofEpochMilli(Long.parseLong(last.substring(0, colon)));
        Duration age = Duration.between(at, action.at()).abs();
        return last.substring(colon + 1).equals(print(action))
                && age.compareTo(policy.margins().repeat()) <= 0;
    }

    /** What is kept of the last action. */
    static String mark(Action action, Instant now) {
        return now.toEpochMilli() + ":" + print(action);
    }

    private static String print(Action action) {
        int hash = List.of(
                        action.by(),
                        Objects.requireNonNullElse(action.text(), ""),
                        new TreeSet<>(action.customers()),
                        new TreeMap<>(action.fields()))
                .hashCode();
        return action.kind().name() + ":" + Integer.toHexString(hash);
    }
}
