package io.fenghuo.verticle;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Reasons;
import io.fenghuo.incident.Refusal;
import io.fenghuo.model.Action;
import io.fenghuo.model.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** People as others write them: a name of the contacts stands for its person's id. */
final class People {
    private static final String OWNER = "measureOwner";
    private static final String TO = "to";
    /** What the service mends itself. */
    private static final String SERVICE = "system";

    private People() {}

    /**
     * The action with those it is given to by id: whom it is handed to, who owns the corrective action.
     *
     * @throws Refusal when the contacts know nobody of that id or name: nobody would hear of it
     */
    static Action named(Action action, Rulebook rules) {
        Map<String, Contacts.Person> people = rules.configuration().contacts().people();
        Map<String, String> fields = new HashMap<>(action.fields());
        for (String field : action.kind() == Action.Kind.HANDOVER ? List.of(TO, OWNER) : List.of(OWNER)) {
            String name = fields.get(field);
            if (name != null && !name.isBlank() && !name.strip().equals(SERVICE)) {
                fields.put(field, id(people, field, name.strip()));
            }
        }
        if (fields.equals(action.fields())) {
            return action;
        }
        return new Action(
                action.kind(),
                action.by(),
                action.via(),
                action.at(),
                action.version(),
                action.text(),
                action.customers(),
                fields);
    }

    private static String id(Map<String, Contacts.Person> people, String field, String name) {
        if (people.isEmpty() || people.containsKey(name)) {
            return name;
        }
        return people.values().stream()
                .filter(person -> person.name().equals(name))
                .map(Contacts.Person::id)
                .findFirst()
                .orElseThrow(() -> new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.NO_PERSON, field, name)));
    }
}
