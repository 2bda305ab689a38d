package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Reasons;
import io.fenghuo.incident.Refusal;
import io.fenghuo.model.Action;
import io.fenghuo.model.Reason;
import io.fenghuo.verticle.Rulebook;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** People as others write them: a name of the contacts stands for its person's id, and only people of the contacts do the work. */
final class People {
    /** What somebody does whom others must be able to reach, ask and count. */
    private static final Set<Action.Kind> WORK =
            EnumSet.of(Action.Kind.TAKE, Action.Kind.ANSWER, Action.Kind.SETTLE, Action.Kind.CLOSE);

    private static final String OWNER = "measureOwner";
    private static final String TO = "to";
    /** What the service mends itself. */
    private static final String SERVICE = "system";

    private People() {}

    /**
     * The action with its people by id: who takes, answers, settles or closes, whom it is handed to, who owns the corrective action. A house
     * without contacts knows everybody.
     *
     * @throws Refusal when the contacts know nobody of that id or name: nobody would hear of it
     */
    static Action named(Action action, Rulebook rules) {
        Map<String, Contacts.Person> people = rules.configuration().contacts().people();
        String by = WORK.contains(action.kind()) && !action.by().equals(SERVICE)
                ? find(people, action.by().strip())
                        .orElseThrow(
                                () -> new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.NO_ACTOR, action.by())))
                : action.by();
        Map<String, String> fields = new HashMap<>(action.fields());
        for (String field : action.kind() == Action.Kind.HANDOVER ? List.of(TO, OWNER) : List.of(OWNER)) {
            String name = fields.get(field);
            if (name != null && !name.isBlank() && !name.strip().equals(SERVICE)) {
                fields.put(field, id(people, field, name.strip()));
            }
        }
        if (fields.equals(action.fields()) && by.equals(action.by())) {
            return action;
        }
        return new Action(
                action.kind(),
                by,
                action.via(),
                action.at(),
                action.version(),
                action.text(),
                action.customers(),
                fields);
    }

    private static String id(Map<String, Contacts.Person> people, String field, String name) {
        return find(people, name)
                .orElseThrow(() -> new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.NO_PERSON, field, name)));
    }

    private static Optional<String> find(Map<String, Contacts.Person> people, String name) {
        if (people.isEmpty() || people.containsKey(name)) {
            return Optional.of(name);
        }
        return people.values().stream()
                .filter(person -> person.name().equals(name))
                .map(Contacts.Person::id)
                .findFirst();
    }
}
