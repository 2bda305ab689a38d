package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tiers an incident has to do with: they stand among its reasons, shorten its clocks and bring their own contacts. */
final class Tiers {
    private Tiers() {}

    /** The tiers a post belongs to, in the order of the policy. */
    static List<Tier> of(Policy policy, Post post) {
        return policy.tiers().stream().filter(tier -> tier.fits(post)).toList();
    }

    /** The tiers known of an incident. */
    static List<Tier> of(Draft draft) {
        return draft.policy().tiers().stream()
                .filter(tier -> draft.incident().reasons().contains(reason(tier)))
                .toList();
    }

    static Reason reason(Tier tier) {
        return Reason.of(Reasons.TIER, tier.name());
    }

    /** An incident's first reasons: those of the grade, then its tiers. */
    static List<Reason> reasons(List<Reason> grade, Policy policy, Post post) {
        List<Reason> all = new ArrayList<>(grade);
        of(policy, post).stream().map(Tiers::reason).forEach(all::add);
        return all;
    }

    /** Whom the tiers of an incident want told beside the ladder. */
    static Set<Target> tell(Draft draft) {
        Set<Target> tell = new LinkedHashSet<>();
        of(draft).forEach(tier -> tell.addAll(tier.tell()));
        return tell;
    }

    /** A further post may bring a tier the incident did not know: its contacts are told once, the clocks of the whole are shortened. */
    static void learn(Draft draft, Post post, Instant exposure) {
        List<Tier> known = of(draft);
        for (Tier tier : of(draft.policy(), post)) {
            if (known.contains(tier)) {
                continue;
            }
            draft.reason(reason(tier));
            tighten(draft, tier, exposure);
            Word word = Word.of(NoticeReason.OPENED, Reasons.TIER, tier.name());
            Set<Target> told = new LinkedHashSet<>(Targets.told(draft.incident()));
            tier.tell().stream()
                    .filter(target -> !told.contains(target))
                    .forEach(target -> draft.tell(target, draft.loud(), word));
        }
    }

    private static void tighten(Draft draft, Tier tier, Instant exposure) {
        for (Clock clock : List.copyOf(draft.incident().clocks())) {
            Allowance allowed = tier.clocks().get(clock.clock());
            if (allowed == null || clock.customer() != null || clock.state() != Clock.Phase.RUNNING) {
                continue;
            }
            boolean golden = clock.clock().equals(Clocks.GOLDEN);
            Instant due = allowed.after(
                    golden ? exposure : draft.now(), draft.policy().calendar());
            boolean born = golden || due.isAfter(draft.now());
            if (born && due.isBefore(clock.due()) && Clockwork.replace(draft, clock, clock.until(due))) {
                Warnings.tellMissed(draft, clock.until(due));
            }
        }
    }
}
