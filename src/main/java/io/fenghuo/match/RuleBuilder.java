package io.fenghuo.match;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Kind;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Rule} part by part. Not threadsafe. */
public final class RuleBuilder {
    private final String id;
    private final Severity level;
    private final String category;
    private final Condition condition;
    private String family;
    private boolean suspected;
    private List<String> except = List.of();
    private MatchMode match = MatchMode.FOLDED;
    private Set<Role> roles = Set.of();
    private Set<Kind> kinds = Set.of();
    private Set<String> sources = Set.of();
    private Negation negation = Negation.IGNORE;
    private Hit.Effects effects = Hit.Effects.NONE;
    private Scope scope = Scope.ALL;
    private @Nullable Repeated repeated;
    private @Nullable Timed timed;

    RuleBuilder(String id, Severity level, String category, Condition condition) {
        this.id = id;
        this.level = level;
        this.category = category;
        this.family = category;
        this.condition = condition;
    }

    public RuleBuilder family(String value) {
        family = value;
        return this;
    }

    public RuleBuilder suspected(boolean value) {
        suspected = value;
        return this;
    }

    public RuleBuilder except(List<String> value) {
        except = value;
        return this;
    }

    public RuleBuilder match(MatchMode value) {
        match = value;
        return this;
    }

    public RuleBuilder roles(Set<Role> value) {
        roles = value;
        return this;
    }

    public RuleBuilder kinds(Set<Kind> value) {
        kinds = value;
        return this;
    }

    public RuleBuilder sources(Set<String> value) {
        sources = value;
        return this;
    }

    public RuleBuilder negation(Negation value) {
        negation = value;
        return this;
    }

    public RuleBuilder effects(Hit.Effects value) {
        effects = value;
        return this;
    }

    public RuleBuilder scope(Scope value) {
        scope = value;
        return this;
    }

    public RuleBuilder repeated(@Nullable Repeated value) {
        repeated = value;
        return this;
    }

    public RuleBuilder timed(@Nullable Timed value) {
        timed = value;
        return this;
    }

    /**
     * The rule.
     *
     * @throws IllegalArgumentException when it is suspected without being L1
     */
    public Rule build() {
        return new Rule(
                id, family, level, suspected, category, condition, except, match, roles, kinds, sources, negation,
                effects, scope, repeated, timed);
    }
}
