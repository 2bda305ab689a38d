package io.fenghuo.incident;

import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Whom nobody could reach right now: roles without people, rotas in a gap, people all of whose channels are dead. Pure. */
public final class Reachability {
    private Reachability() {}

    /** Why an addressee cannot be reached. */
    public enum Why {
        /** Nobody stands behind it. */
        NOBODY,
        /** Those behind it have no channel that works. */
        NO_WAY
    }

    /** An addressee nobody can reach. */
    public record Trouble(Target target, Why why) {}

    /**
     * Looks at every role of {@code contacts.yaml} and at everybody the ladders of L1 and L2 tell. A house without any people tells groups and
     * the terminal only, by choice: it has no trouble.
     *
     * @param ways a person's channels
     * @param dead whether a channel is dead
     */
    public static List<Trouble> of(
            Contacts contacts,
            Policy policy,
            Function<String, List<String>> ways,
            Predicate<String> dead,
            Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        if (contacts.people().isEmpty()) {
            return troubles;
        }
        for (Target target : targets(contacts, policy)) {
            List<String> persons = OnCall.persons(contacts, target, now);
            if (persons.isEmpty()) {
                troubles.add(new Trouble(target, Why.NOBODY));
            } else if (persons.stream()
                    .flatMap(person -> ways.apply(person).stream())
                    .allMatch(dead)) {
                troubles.add(new Trouble(target, Why.NO_WAY));
            }
        }
        return List.copyOf(troubles);
    }

    private static Set<Target> targets(Contacts contacts, Policy policy) {
        Set<Target> targets = new LinkedHashSet<>();
        new TreeSet<>(contacts.roles().keySet()).forEach(role -> targets.add(Target.role(role)));
        for (Severity severity : List.of(Severity.L1, Severity.L2)) {
            policy.level(severity).ladder().stream()
                    .flatMap(step -> step.tell().stream())
                    .filter(Targets::personal)
                    .forEach(targets::add);
        }
        return targets;
    }
}
