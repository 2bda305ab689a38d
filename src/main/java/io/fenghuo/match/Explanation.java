package io.fenghuo.match;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Reason;
import io.fenghuo.normalise.Folded;
import java.util.List;

/**
 * What became of a text, step by step.
 *
 * @param folded the text as keywords of mode folded see it
 * @param steps what folding changed, in order
 * @param nearMisses rules of which something was found and that still did not fire
 */
public record Explanation(
        String text, String folded, List<Folded.Step> steps, List<Hit> hits, List<NearMiss> nearMisses) {
    public Explanation {
        steps = List.copyOf(steps);
        hits = List.copyOf(hits);
        nearMisses = List.copyOf(nearMisses);
    }

    /**
     * A rule that almost fired.
     *
     * @param why a reason whose sentence stands in this room's bundle under {@code reason.<code>}
     */
    public record NearMiss(String watchlist, String rule, Reason why) {}
}
