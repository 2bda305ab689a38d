package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Correlation;
import io.fenghuo.incident.Naming;
import io.fenghuo.model.Action;
import io.fenghuo.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who of those an action names wrote in an incident; above L3 there are no cases to tell. */
final class Authors {
    /** The posts in which a shown name is sought; a key is known however many there are. */
    private static final int POSTS = 1_000;

    private Authors() {}

    /** Those who wrote here, as they were typed, and their keys; a name two of them show is nobody's. */
    static Map<String, String> named(Tx tx, String incident, Action action) {
        Map<String, String> found = new HashMap<>();
        for (String one : action.customers()) {
            String name = Naming.typed(one);
            if (wrote(tx, incident, name)) {
                found.put(name, name);
                continue;
            }
            List<String> keys = tx.incidents().posts(incident, POSTS).stream()
                    .filter(post -> name.equals(post.author().name()))
                    .map(Correlation::author)
                    .distinct()
                    .filter(key -> wrote(tx, incident, key))
                    .toList();
            if (keys.size() == 1) {
                found.put(name, keys.get(0));
            }
        }
        return found;
    }

    private static boolean wrote(Tx tx, String incident, String author) {
        return tx.incidents().counts(incident, List.of(author)).posts() > 0;
    }
}
