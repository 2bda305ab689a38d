package io.fenghuo.incident;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which one of a role an incident goes to when the role is assigned by load: whoever is known to have it already, else whoever has the
 * fewest open incidents, of equals the one named first. Pure.
 */
public final class Assignment {
    private Assignment() {}

    /**
     * A choice.
     *
     * @param person null = nobody to choose from
     * @param again whether the incident was theirs before
     */
    public record Choice(@Nullable String person, boolean again) {}

    /**
     * Chooses.
     *
     * @param persons those who have the role now, in the order of the file
     * @param load person → open incidents; who is not in it has none
     */
    public static Choice choose(Incident incident, List<String> persons, Map<String, Integer> load) {
        for (String person : persons) {
            if (person.equals(incident.owner())
                    || incident.told().contains(Target.person(person).toString())) {
                return new Choice(person, true);
            }
        }
        String least = persons.stream()
                .min(Comparator.comparingInt(person -> load.getOrDefault(person, 0)))
                .orElse(null);
        return new Choice(least, false);
    }

    /** How many open incidents each person has: taken, or untaken and given to them. */
    public static Map<String, Integer> load(List<Incident> open, List<String> persons) {
        Map<String, Integer> load = new LinkedHashMap<>();
        persons.forEach(person -> load.put(person, 0));
        for (Incident incident : open) {
            String owner = incident.owner();
            List<String> theirs = new ArrayList<>();
            for (String person : persons) {
                boolean given = owner == null && incident.told().contains("person:" + person);
                if (person.equals(owner) || given) {
                    theirs.add(person);
                }
            }
            theirs.forEach(person -> load.merge(person, 1, Integer::sum));
        }
        return load;
    }
}
