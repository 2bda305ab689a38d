package io.fenghuo.verticle.letters;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.OnCall;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Which persons stand behind addressees right now. */
final class OnDuty {
    private final Contacts contacts;
    private final Instant now;

    OnDuty(Contacts contacts, Instant now) {
        this.contacts = contacts;
        this.now = now;
    }

    /** The persons behind target texts such as {@code role:duty} or bare ids, each once. */
    List<Contacts.Person> of(List<String> targets) {
        Set<String> ids = new LinkedHashSet<>();
        targets.forEach(target -> ids.addAll(OnCall.persons(contacts, target(target), now)));
        return ids.stream().map(contacts.people()::get).filter(Objects::nonNull).toList();
    }

    /** The roles and rotas among {@code targets} behind which this person stands. */
    List<Target> rolesOf(String person, List<String> targets) {
        return targets.stream()
                .map(OnDuty::target)
                .filter(target -> target.kind() == Target.Kind.ROLE || target.kind() == Target.Kind.ROTA)
                .filter(target -> OnCall.persons(contacts, target, now).contains(person))
                .toList();
    }

    private static Target target(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return text.equals(Target.GROUPS.toString()) ? Target.GROUPS : Target.person(text);
        }
        String kind = text.substring(0, colon).toUpperCase(Locale.ROOT);
        for (Target.Kind known : Target.Kind.values()) {
            if (known.name().equals(kind)) {
                return new Target(known, text.substring(colon + 1));
            }
        }
        return Target.person(text);
    }
}
