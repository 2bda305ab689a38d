package io.fenghuo.app.trial;

import io.fenghuo.model.Post;
import org.jspecify.annotations.Nullable;

/**
 * One post of the trial corpus.
 *
 * @param post of the source {@value TrialCorpus#SOURCE}; its id is the number of its line
 * @param expected what a crisis desk would make of it; null = nothing, it is harmless
 */
public record TrialPost(Post post, @Nullable Expected expected) {

    /**
     * What is to be found.
     *
     * @param category the category of the shipped lists that fits best
     * @param level {@code L1}, {@code L1?} (suspected), {@code L2} or {@code L3}
     */
    public record Expected(String category, String level) {}

    /** Whether nobody need hear of it. */
    public boolean harmless() {
        return expected == null;
    }
}
