package io.fenghuo.incident;

import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who can be told, as {@code alerts/contacts.yaml} says.
 *
 * @param people by id
 * @param roles role → persons ({@code person:…}) or a rota ({@code rota:…})
 * @param rotas by id
 * @param seasons days on which some roles are other people's
 */
public record Contacts(
        Map<String, Person> people, Map<String, List<Target>> roles, Map<String, Rota> rotas, List<Season> seasons) {

    /** The same people on every day. */
    public Contacts(Map<String, Person> people, Map<String, List<Target>> roles, Map<String, Rota> rotas) {
        this(people, roles, rotas, List.of());
    }

    /** Nobody at all. */
    public static final Contacts NONE = new Contacts(Map.of(), Map.of(), Map.of());

    public Contacts {
        people = Map.copyOf(people);
        roles = Map.copyOf(roles);
        rotas = Map.copyOf(rotas);
        seasons = List.copyOf(seasons);
    }

    /** The same with other people in some roles on some days. */
    public Contacts with(List<Season> days) {
        return new Contacts(people, roles, rotas, days);
    }

    /** Who has a role at a moment: by the profile of the day, else as usual. */
    List<Target> holders(String role, Instant at) {
        return seasons.stream()
                .filter(season -> season.holds(at) && season.roles().containsKey(role))
                .findFirst()
                .map(season -> season.roles().getOrDefault(role, List.of()))
                .orElse(roles.getOrDefault(role, List.of()));
    }

    /**
     * One person.
     *
     * @param lang the language of their messages; null = the service's
     * @param via channel ids they are reached by, best first; empty = a wecom-app channel, else e-mail
     */
    public record Person(
            String id,
            String name,
            @Nullable String mail,
            @Nullable String mobile,
            @Nullable String lang,
            Map<String, String> ims,
            List<String> via) {
        public Person {
            ims = Map.copyOf(ims);
            via = List.copyOf(via);
        }
    }

    /**
     * Shifts that go round.
     *
     * @param from when the first shift of the first person began
     * @param every the length of a shift
     * @param people ids, in turn
     */
    public record Rota(Instant from, Duration every, List<String> people) {
        public Rota {
            people = List.copyOf(people);
        }
    }
}
