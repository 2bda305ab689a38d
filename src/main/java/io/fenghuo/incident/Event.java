package io.fenghuo.incident;

import io.fenghuo.model.Action;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Statement;
import io.fenghuo.model.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can happen to an incident. */
public sealed interface Event {

    /**
     * A hit that belongs to no open incident.
     *
     * @param id the new incident's id
     * @param key the correlation key, see {@link Correlation}
     * @param crowdKey what its crowd is counted by, or null
     * @param previous the incident of the same fingerprint that was closed within 14 days, or null
     */
    record Opened(
            String id,
            Post post,
            Hit hit,
            Grade grade,
            String key,
            @Nullable String crowdKey,
            @Nullable Incident previous)
            implements Event {}

    /**
     * A further hit on an open incident.
     *
     * @param counts posts and distinct authors after it
     */
    record Joined(Post post, Hit hit, Grade grade, Incident.Counts counts) implements Event {}

    /**
     * A hit whose rule rests: the same author said it in the same matter within the rule's cooldown. It is written down and tells nobody.
     *
     * @param counts posts and distinct authors after it
     */
    record Repeated(Post post, Hit hit, Incident.Counts counts) implements Event {}

    /**
     * The crowd threshold was reached across incidents; this one, the oldest, takes in the others.
     *
     * @param authors distinct authors within the time
     * @param absorbed the others, as they were
     * @param counts posts and distinct authors after the merge
     * @param matters how many products, hosts or threads they speak of; 0 = one and the same
     */
    record Crowded(Raise raise, int authors, List<Incident> absorbed, Incident.Counts counts, int matters)
            implements Event {
        /** A crowd about one product, host or thread. */
        public Crowded(Raise raise, int authors, List<Incident> absorbed, Incident.Counts counts) {
            this(raise, authors, absorbed, counts, 0);
        }
    }

    /** Another incident took this one in. */
    record Absorbed(String into) implements Event {}

    /** A deadline of its agenda is due. */
    record Due(Deadline deadline) implements Event {}

    /**
     * A person acted.
     *
     * @param other the incident named by merge, as it was; null otherwise
     * @param aftercare what closing asks for
     * @param authors of the customers it names those who wrote here: as they were typed, and their keys
     */
    record Acted(Action action, @Nullable Incident other, Aftercare aftercare, Map<String, String> authors)
            implements Event {
        public Acted {
            authors = Map.copyOf(authors);
        }

        /** With what closing asks for by default, of customers who need no finding. */
        public Acted(Action action, @Nullable Incident other) {
            this(
                    action,
                    other,
                    Aftercare.DEFAULT,
                    action.customers().stream().distinct().collect(Collectors.toMap(one -> one, one -> one)));
        }
    }

    /** A post of the incident was changed or deleted at its source; {@code raw} of a deleted one is what said so, null = nothing kept. */
    record PostChanged(Post post, boolean deleted) implements Event {}

    /**
     * A person merged another incident into this one (the other side of their merge action).
     *
     * @param other the one that goes, as it was before
     * @param counts posts and distinct authors after the merge
     * @param by the person
     */
    record TookIn(Incident other, Incident.Counts counts, String by, String via) implements Event {}

    /**
     * A person split customers off an L3; this is the new incident they go to, with their clocks as they ran.
     *
     * @param id the new incident's id
     * @param from the incident they leave, as it was before
     * @param customers author keys
     * @param counts posts and distinct authors of the new one
     */
    record SplitOff(
            String id,
            Incident from,
            List<String> customers,
            String title,
            Incident.Counts counts,
            String by,
            String via)
            implements Event {}

    /**
     * Two of its customers were told to be one.
     *
     * @param from the author key that is no longer counted
     * @param counts posts and distinct authors after it
     */
    record United(String from, String to, Incident.Counts counts, String by, String via) implements Event {}

    /**
     * A person moved one of its posts away.
     *
     * @param last whether its customer has no other post here
     * @param counts posts and distinct authors after it
     */
    record PostLeft(Post post, boolean last, String into, Incident.Counts counts) implements Event {}

    /**
     * Somebody of ours answered under one of its posts.
     *
     * @param customer whom they answered; null = not known
     */
    record ReplySeen(Post reply, @Nullable String customer) implements Event {}

    /**
     * We promised a time in the thread or session of this incident.
     *
     * @param post what an agent or host wrote
     * @param customer author key of whom it was said to, or null
     */
    record Promised(Post post, @Nullable String customer) implements Event {}

    /**
     * Whether the safety role has been reached, looked up when {@code hand_over} falls due.
     *
     * @param at when the message arrived
     */
    record HandedOver(java.time.Instant at) implements Event {}

    /**
     * A person ticked a step of a playbook, or took the tick back.
     *
     * @param playbook its id
     * @param step what it says
     */
    record StepDone(String playbook, String step, boolean done, String by, String via) implements Event {}

    /**
     * Its statement (口径) was drafted, decided about or published.
     *
     * @param statement as it now is
     * @param by who did it
     */
    record Stated(Statement statement, String by, String via) implements Event {}

    /**
     * Messages of this incident went or failed.
     *
     * @param what what became of each
     * @param unreached everybody told so far who cannot be reached, where that leaves nobody of a step; else none
     */
    record Reported(List<Dispatch> what, Set<Target> unreached) implements Event {
        public Reported {
            what = List.copyOf(what);
            unreached = Set.copyOf(unreached);
        }
    }

    /**
     * A channel by which messages of this incident go cannot work until a person mends it.
     *
     * @param said the vendor's code and words
     * @param cure what a person can do about it, as a key of the channels' words, or null
     * @param unreached as in {@link Reported}
     */
    record ChannelDied(
            String channel, String said, @Nullable String cure, Set<Target> unreached) implements Event {
        public ChannelDied {
            unreached = Set.copyOf(unreached);
        }
    }

    /** A customer of this incident wrote again without hitting a rule; it ends their {@code wait}. */
    record Wrote(Post post) implements Event {}
}
