package io.fenghuo.incident;

import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Times in which nobody stands behind an addressee. Pure. */
public final class Gaps {
    /** Changes looked at for one addressee at most. */
    private static final int MOST = 20_000;

    private Gaps() {}

    /** A time without anybody. */
    public record Gap(Instant from, Instant to) {}

    /** The first gap from {@code from} to {@code until}; null = always somebody. */
    public static @Nullable Gap first(Contacts contacts, Target target, Instant from, Instant until) {
        Instant begin = null;
        for (Instant at : changes(contacts, target, from, until)) {
            boolean nobody = OnCall.persons(contacts, target, at).isEmpty();
            if (nobody && begin == null) {
                begin = at;
            } else if (!nobody && begin != null) {
                return new Gap(begin, at);
            }
        }
        return begin == null ? null : new Gap(begin, until);
    }

    private static List<Instant> changes(Contacts contacts, Target target, Instant from, Instant until) {
        TreeSet<Instant> at = new TreeSet<>();
        at.add(from);
        for (Contacts.Rota rota : rotas(contacts, target)) {
            Instant next = Shifts.changesAt(rota, from);
            for (int i = 0; i < MOST && next.isBefore(until); i++) {
                at.add(next);
                next = Shifts.changesAt(rota, next);
            }
        }
        for (Contacts.Person person : contacts.people().values()) {
            for (Contacts.Absence absence : person.availability().away()) {
                at.add(absence.from());
                at.add(absence.to());
            }
        }
        return new ArrayList<>(at.subSet(from, true, until, false));
    }

    private static List<Contacts.Rota> rotas(Contacts contacts, Target target) {
        Map<String, Contacts.Rota> known = contacts.rotas();
        List<Target> all = target.kind() == Target.Kind.ROLE
                ? contacts.roles().getOrDefault(target.id(), List.of())
                : List.of(target);
        List<Contacts.Rota> rotas = new ArrayList<>();
        for (Target one : all) {
            Contacts.Rota rota = one.kind() == Target.Kind.ROTA ? known.get(one.id()) : null;
            if (rota != null) {
                rotas.add(rota);
            }
        }
        return rotas;
    }
}
