package io.fenghuo.verticle;

import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Action;
import java.util.HashMap;
import java.util.Map;

/** People as others write them: a name of the contacts stands for its person's id. */
final class People {
    private static final String OWNER = "measureOwner";

    private People() {}

    /** The action with the owner of a corrective action by id, where the contacts know the name. */
    static Action named(Action action, Rulebook rules) {
        String owner = action.fields().get(OWNER);
        if (owner == null) {
            return action;
        }
        Map<String, Contacts.Person> people = rules.configuration().contacts().people();
        String name = owner.strip();
        String id = people.containsKey(name)
                ? name
                : people.values().stream()
                        .filter(person -> person.name().equals(name))
                        .map(Contacts.Person::id)
                        .findFirst()
                        .orElse(name);
        if (id.equals(owner)) {
            return action;
        }
        Map<String, String> fields = new HashMap<>(action.fields());
        fields.put(OWNER, id);
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
}
