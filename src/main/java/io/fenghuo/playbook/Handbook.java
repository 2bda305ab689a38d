package io.fenghuo.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything the house has laid down about what to say and do. Immutable.
 *
 * @param playbooks by id
 * @param disputed after how long an unsettled incident counts as a dispute
 */
public record Handbook(List<Playbook> playbooks, Replies replies, List<Mediator> mediators, Duration disputed) {
    /** After how long mediators are suggested unless the file says otherwise. */
    public static final Duration DISPUTED = Duration.ofHours(24);

    /** Nothing laid down. */
    public static final Handbook NONE = new Handbook(List.of(), Replies.NONE, List.of(), DISPUTED);

    public Handbook {
        playbooks = List.copyOf(playbooks);
        mediators = List.copyOf(mediators);
    }

    public Optional<Playbook> playbook(String id) {
        return playbooks.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** Those who can settle a matter of this category. */
    public List<Mediator> mediators(String category) {
        return mediators.stream()
                .filter(one -> one.categories().isEmpty() || one.categories().contains(category))
                .toList();
    }
}
