package io.fenghuo.incident;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Further concerns: a post that speaks of two matters of one grade (food safety and a person harmed) is one incident, that of the gravest or
 * first rule; the other matter stands among its reasons, and what its category asks for is asked of this incident.
 */
public final class Concerns {
    private Concerns() {}

    /** Whether an incident deals with this family of a brand, by its key or as a further concern. */
    public static boolean of(Incident incident, Hit hit) {
        return incident.brand().equals(hit.brand())
                && (incident.family().equals(hit.family())
                        || concerns(incident).anyMatch(reason -> arg(reason, 2).equals(hit.family())));
    }

    /** The incident's own category, then those of its further concerns. */
    static List<String> categories(Incident incident) {
        List<String> categories = new ArrayList<>(List.of(incident.category()));
        concerns(incident).map(reason -> arg(reason, 0)).distinct().forEach(categories::add);
        return categories;
    }

    /** A hit of another family joined: from its first coming on the clocks of its category run, too. */
    static void learn(Draft draft, Hit hit) {
        if (of(draft.incident(), hit) || !draft.incident().brand().equals(hit.brand())) {
            return;
        }
        boolean known = categories(draft.incident()).contains(hit.category());
        draft.reason(Reason.of(Reasons.CONCERN, hit.category(), hit.rule(), hit.family()));
        if (!known) {
            CategoryClocks.start(draft, hit.category());
        }
    }

    private static java.util.stream.Stream<Reason> concerns(Incident incident) {
        return incident.reasons().stream().filter(reason -> reason.code().equals(Reasons.CONCERN));
    }

    private static String arg(Reason reason, int number) {
        return number < reason.args().size() ? reason.args().get(number) : "";
    }
}
