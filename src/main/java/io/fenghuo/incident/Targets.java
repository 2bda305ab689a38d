package io.fenghuo.incident;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Addressees as text and back, and who they are in an incident. */
final class Targets {
    private Targets() {}

    /** Reads {@code role:…}, {@code rota:…}, {@code person:…}, {@code channel:…} or {@code groups}; a bare word is a channel id. */
    static Target parse(String text) {
        if (text.equals(Target.GROUPS.toString())) {
            return Target.GROUPS;
        }
        int colon = text.indexOf(':');
        if (colon > 0) {
            String kind = text.substring(0, colon).toUpperCase(Locale.ROOT);
            for (Target.Kind known : Target.Kind.values()) {
                if (known.name().equals(kind)) {
                    return new Target(known, text.substring(colon + 1));
                }
            }
        }
        return Target.channel(text);
    }

    static boolean personal(Target target) {
        return target.kind() == Target.Kind.ROLE
                || target.kind() == Target.Kind.ROTA
                || target.kind() == Target.Kind.PERSON;
    }

    /** Everybody told so far, in order. */
    static List<Target> told(Incident incident) {
        return incident.told().stream().map(Targets::parse).toList();
    }

    /** The persons and roles told so far. */
    static List<Target> toldPersons(Incident incident) {
        return told(incident).stream().filter(Targets::personal).toList();
    }

    /** Whom a ladder step names, with the rule's owner in place of the brand, each once; while suspected only duty. */
    static List<Target> of(Incident incident, List<Target> tell) {
        Set<Target> targets = new LinkedHashSet<>();
        for (Target target : tell) {
            targets.add(target.equals(Target.role(Roles.BRAND)) ? owner(incident) : target);
        }
        if (incident.has(io.fenghuo.model.Flag.SUSPECTED)) {
            targets.retainAll(Set.of(Target.role(Roles.DUTY)));
        }
        return new ArrayList<>(targets);
    }

    /** Whose matter it is: the rule's owner, else the brand role. */
    static Target owner(Incident incident) {
        String owner = incident.instructions().owner();
        return owner == null ? Target.role(Roles.BRAND) : parse(owner);
    }
}
