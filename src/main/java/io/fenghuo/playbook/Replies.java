package io.fenghuo.playbook;

import io.fenghuo.match.Rule;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How we speak to customers, as {@code alerts/replies.yaml} says it. Immutable.
 *
 * @param salutations the first that fits is used
 * @param fields what {@code {{name}}} stands for in every playbook
 * @param required what a reply must hold
 * @param approval in which time 法务 has to decide about a 口径, by grade
 */
public record Replies(
        List<Salutation> salutations,
        Map<String, String> fields,
        List<Requirement> required,
        Map<Severity, Duration> approval) {

    /** In which time 法务 decides unless the file says otherwise: within the first answer's time at L1. */
    public static final Map<Severity, Duration> APPROVAL = Map.of(
            Severity.L1, Duration.ofMinutes(10), Severity.L2, Duration.ofHours(2), Severity.L3, Duration.ofHours(24));

    /** Without a file. */
    public static final Replies NONE = new Replies(List.of(), Map.of(), List.of(), APPROVAL);

    private static final String POLITE = "您好";

    public Replies {
        salutations = List.copyOf(salutations);
        fields = Map.copyOf(fields);
        required = List.copyOf(required);
        approval = Map.copyOf(approval);
    }

    /**
     * How customers of some platforms and tiers are addressed; each empty set = all.
     *
     * @param platforms words of which one is in the source's id
     */
    public record Salutation(Set<String> platforms, Set<String> tiers, String say) {
        public Salutation {
            platforms = Set.copyOf(platforms);
            tiers = Set.copyOf(tiers);
        }

        boolean fits(String source, @Nullable String tier) {
            String where = source.toLowerCase(Locale.ROOT);
            return (platforms.isEmpty()
                            || platforms.stream().anyMatch(one -> where.contains(one.toLowerCase(Locale.ROOT))))
                    && (tiers.isEmpty() || (tier != null && tiers.stream().anyMatch(tier::equalsIgnoreCase)));
        }
    }

    /**
     * What a reply must hold when the matter is of some sort.
     *
     * @param categories of the incident; empty = all
     * @param when what customers must have written; null = anything
     * @param phrases each a choice of words of which one must be there
     */
    public record Requirement(
            String id, Set<String> categories, @Nullable Rule when, List<List<String>> phrases, String why) {
        public Requirement {
            categories = Set.copyOf(categories);
            phrases = phrases.stream().map(List::copyOf).toList();
        }
    }

    /** How a customer of this source and tier is addressed. */
    public String salutation(String source, @Nullable String tier) {
        return salutations.stream()
                .filter(one -> one.fits(source, tier))
                .map(Salutation::say)
                .findFirst()
                .orElse(POLITE);
    }

    /** In which time 法务 has to decide. */
    public Duration approval(Severity level) {
        return approval.getOrDefault(level, Duration.ofHours(24));
    }
}
