package io.fenghuo.incident;

import io.fenghuo.model.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Days with rules of their own, such as the service plan of a sale.
 *
 * @param name what people call it, such as 618
 * @param from the first day
 * @param to the last day, still under it
 * @param policy how incidents that begin on these days run; they keep it
 * @param roles who has a role on these days, in place of the usual
 */
public record Season(String name, LocalDate from, LocalDate to, Policy policy, Map<String, List<Target>> roles) {
    public Season {
        roles = Map.copyOf(roles);
    }

    /** Whether it holds at a moment, by the days of its policy's zone. */
    public boolean holds(Instant at) {
        LocalDate day = at.atZone(policy.zone()).toLocalDate();
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** The policy of a moment: that of the first season that holds, else the usual one. */
    public static Policy policy(Policy usual, List<Season> seasons, Instant at) {
        return seasons.stream()
                .filter(season -> season.holds(at))
                .map(Season::policy)
                .findFirst()
                .orElse(usual);
    }
}
