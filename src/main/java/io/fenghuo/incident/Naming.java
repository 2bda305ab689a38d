package io.fenghuo.incident;

import io.fenghuo.model.Action;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Incident;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Whom an action means: people type what lists show, a customer's key or shown name, or the key of a promise ({@code #3}, {@code u-1#2}). */
final class Naming {
    private Naming() {}

    /** The same action with every customer named by their key; what is not known stays as it was typed. */
    static Action resolved(Incident incident, Action action) {
        List<String> named = action.customers().stream()
                .map(name -> resolved(incident, action.kind(), name.strip().replace('＃', '#')))
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

    private static String resolved(Incident incident, Action.Kind kind, String name) {
        if (Cases.find(incident, name).isPresent()) {
            return name;
        }
        if (Promising.isKey(incident, name)) {
            String whose = kind == Action.Kind.NOTE ? null : Promising.base(name);
            return whose != null && Cases.find(incident, whose).isPresent() ? whose : name;
        }
        Set<String> shown = incident.cases().stream()
                .filter(one -> name.equals(one.name()))
                .map(CustomerCase::customer)
                .collect(Collectors.toSet());
        return shown.size() == 1 ? Objects.requireNonNull(shown.iterator().next()) : name;
    }

    /** Those of the named that are promises made to nobody in particular. */
    static Set<String> promises(Incident incident, Action action) {
        return action.customers().stream()
                .filter(name -> Cases.find(incident, name).isEmpty() && Promising.isKey(incident, name))
                .collect(Collectors.toSet());
    }
}
