package io.fenghuo.verticle;

import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
        for (String target : targets) {
            int colon = target.indexOf(':');
            String name = target.substring(colon + 1);
            switch (colon < 0 ? "person" : target.substring(0, colon)) {
                case "person" -> ids.add(name);
                case "role" -> role(name, ids);
                case "rota" -> rota(name, ids);
                default -> {
                    // channels and groups are nobody's phone
                }
            }
        }
        List<Contacts.Person> persons = new ArrayList<>();
        for (String id : ids) {
            Contacts.Person person = contacts.people().get(id);
            if (person != null) {
                persons.add(person);
            }
        }
        return persons;
    }

    private void role(String role, Set<String> ids) {
        for (Target member : contacts.roles().getOrDefault(role, List.of())) {
            if (member.kind() == Target.Kind.PERSON) {
                ids.add(member.id());
            } else if (member.kind() == Target.Kind.ROTA) {
                rota(member.id(), ids);
            }
        }
    }

    private void rota(String id, Set<String> ids) {
        Contacts.Rota rota = contacts.rotas().get(id);
        if (rota != null && !rota.people().isEmpty() && !now.isBefore(rota.from())) {
            long shift = Duration.between(rota.from(), now).dividedBy(rota.every());
            ids.add(rota.people().get((int) (shift % rota.people().size())));
        }
    }
}
