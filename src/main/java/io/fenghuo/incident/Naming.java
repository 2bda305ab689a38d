package io.fenghuo.incident;

import io.fenghuo.model.Action;
import io.fenghuo.model.Clock;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Reason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Whom an action means: people type what lists show, a customer's key or shown name, or the key of a promise ({@code #3}, {@code u-1#2}). */
public final class Naming {
    private Naming() {}

    /** The same action with every customer named by their key; what is not known stays as it was typed. */
    public static Action resolved(Incident incident, Action action, Map<String, String> authors) {
        List<String> named = action.customers().stream()
                .map(name -> resolved(incident, action.kind(), typed(name), authors))
                .distinct()
                .toList();
        return named.equals(action.customers())
                ? action
                : new Action(
                        action.kind(),
                        action.by(),
                        action.via(),
                        action.at(),
                        action.version(),
                        action.text(),
                        named,
                        action.fields());
    }

    /** A name as it counts, however it was typed. */
    public static String typed(String name) {
        return name.strip().replace('＃', '#');
    }

    private static String resolved(Incident incident, Action.Kind kind, String name, Map<String, String> authors) {
        if (Cases.find(incident, name).isPresent()) {
            return name;
        }
        if (Promising.isKey(incident, name)) {
            String whose = kind == Action.Kind.NOTE ? null : Promising.base(name);
            boolean known =
                    whose != null && (Cases.find(incident, whose).isPresent() || Promising.isKey(incident, whose));
            return known ? Objects.requireNonNull(whose) : name;
        }
        Set<String> shown = incident.cases().stream()
                .filter(one -> name.equals(one.name()))
                .map(CustomerCase::customer)
                .collect(Collectors.toSet());
        return shown.size() == 1
                ? Objects.requireNonNull(shown.iterator().next())
                : Objects.requireNonNullElse(authors.get(name), name);
    }

    /** Those of the named that are promises made to nobody in particular. */
    static Set<String> promises(Incident incident, Action action) {
        return action.customers().stream()
                .filter(name -> Cases.find(incident, name).isEmpty() && Promising.isNobodys(incident, name))
                .collect(Collectors.toSet());
    }

    /** Nobody owes anything to a customer whom neither a case, a post nor a clock of the incident shows. */
    static void refuseStrangers(Incident incident, Action action, Map<String, String> authors) {
        List<String> strangers = action.customers().stream()
                .filter(name -> Cases.find(incident, name).isEmpty()
                        && !authors.containsValue(name)
                        && !Promising.isKey(incident, name)
                        && !(action.kind() == Action.Kind.NOTE && name.equals(Promising.NOBODY))
                        && incident.clocks().stream().noneMatch(clock -> shows(clock, name)))
                .toList();
        if (!strangers.isEmpty()) {
            throw new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.UNKNOWN_CUSTOMER, strangers.toArray()));
        }
    }

    /** Whether a clock is this customer's; the numbers of promises that have ended name nobody. */
    private static boolean shows(Clock clock, String name) {
        return name.equals(Promising.promised(clock) ? Promising.base(clock.customer()) : clock.customer());
    }
}
