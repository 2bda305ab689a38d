package io.fenghuo.match;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Kind;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a watchlist. Immutable.
 *
 * @param id unique within its watchlist
 * @param family what the incident key is made of
 * @param suspected a grave word without evidence; only with L1
 * @param condition when it applies
 * @param except longer phrases that cancel a keyword they contain, such as 路口交通 for 口交
 * @param roles who may speak; empty = all
 * @param kinds what sort of post; empty = all
 * @param sources ids of sources; empty = all
 * @param effects what it asks for beyond its grade
 * @param scope which posts it looks at, beside roles, kinds and sources
 * @param repeated how often a customer must have asked; null = the rule looks at each post by itself
 * @param timed what it waits for in a service session; null = nothing
 */
public record Rule(
        String id,
        String family,
        Severity level,
        boolean suspected,
        String category,
        Condition condition,
        List<String> except,
        MatchMode match,
        Set<Role> roles,
        Set<Kind> kinds,
        Set<String> sources,
        Negation negation,
        Hit.Effects effects,
        Scope scope,
        @Nullable Repeated repeated,
        @Nullable Timed timed) {

    public Rule {
        except = List.copyOf(except);
        roles = Set.copyOf(roles);
        kinds = Set.copyOf(kinds);
        sources = Set.copyOf(sources);
        if (suspected && level != Severity.L1) {
            throw new IllegalArgumentException("rule " + id + ": only an L1 rule can be suspected");
        }
    }

    /** The same, looking at each post by itself. */
    Rule plain() {
        return new Rule(
                id, family, level, suspected, category, condition, except, match, roles, kinds, sources, negation,
                effects, scope, null, null);
    }

    /** Starts a rule with the defaults: family = category, mode folded, every role, kind and source, denied keywords ignored. */
    public static RuleBuilder builder(String id, Severity level, String category, Condition condition) {
        return new RuleBuilder(id, level, category, condition);
    }
}
