package io.fenghuo.incident;

import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has a role at a moment, and who has it next.
 *
 * @param role the role's name
 * @param now ids of persons, none where nobody has it
 * @param next ids of persons once the rota has gone round by one; the same where no rota is in it
 * @param changesAt when the next come on, by a rota or by the beginning or end of a profile; null where neither is in it
 */
public record OnCall(
        String role,
        List<String> now,
        List<String> next,
        @Nullable Instant changesAt) {
    public OnCall {
        now = List.copyOf(now);
        next = List.copyOf(next);
    }

    /** Every role at a moment, by name. */
    public static List<OnCall> at(Contacts contacts, Instant at) {
        List<OnCall> all = new ArrayList<>();
        for (String role : new TreeMap<>(contacts.roles()).keySet()) {
            all.add(of(contacts, role, at));
        }
        return all;
    }

    private static OnCall of(Contacts contacts, String role, Instant at) {
        Instant changes = null;
        for (Target target : contacts.holders(role, at)) {
            Contacts.Rota rota =
                    target.kind() == Target.Kind.ROTA ? contacts.rotas().get(target.id()) : null;
            if (rota != null) {
                Instant next = Shifts.changesAt(rota, at);
                changes = changes == null || next.isBefore(changes) ? next : changes;
            }
        }
        Instant turn = contacts.turns(role, at);
        if (turn != null && (changes == null || turn.isBefore(changes))) {
            changes = turn;
        }
        List<String> now = persons(contacts, Target.role(role), at);
        List<String> next = changes == null ? now : persons(contacts, Target.role(role), changes);
        return new OnCall(role, now, next, changes);
    }

    /** Whether a person decides as an administrator: those of that role do; anybody while nobody has it. */
    public static boolean administers(Contacts contacts, String person, Instant at) {
        List<String> admins = persons(contacts, Target.role(Roles.ADMIN), at);
        return admins.isEmpty() || admins.contains(person);
    }

    /**
     * The known persons behind a target at a moment, each once; for one who is away the deputy, when they have one who is there. Channels and
     * groups have none.
     */
    public static List<String> persons(Contacts contacts, Target target, Instant at) {
        Set<String> present = new LinkedHashSet<>();
        for (String person : meant(contacts, target, at)) {
            String there = present(contacts, person, at);
            if (there != null) {
                present.add(there);
            }
        }
        return List.copyOf(present);
    }

    /** The person, or who stands in for them; null when nobody does. */
    private static @Nullable String present(Contacts contacts, String id, Instant at) {
        Set<String> asked = new LinkedHashSet<>();
        String next = id;
        while (next != null && asked.add(next)) {
            Contacts.Person person = contacts.people().get(next);
            if (person == null) {
                return null;
            }
            if (!person.availability().away(at)) {
                return next;
            }
            next = person.availability().deputy();
        }
        return null;
    }

    private static Set<String> meant(Contacts contacts, Target target, Instant at) {
        Set<String> found = new LinkedHashSet<>();
        switch (target.kind()) {
            case PERSON -> found.add(target.id());
            case ROTA -> {
                Contacts.Rota rota = contacts.rotas().get(target.id());
                String person = rota == null ? null : Shifts.on(rota, at);
                if (person != null) {
                    found.add(person);
                }
            }
            case ROLE -> {
                for (Target member : contacts.holders(target.id(), at)) {
                    if (member.kind() != Target.Kind.ROLE) {
                        found.addAll(meant(contacts, member, at));
                    }
                }
            }
            case CHANNEL, GROUPS -> {}
        }
        return found;
    }
}
