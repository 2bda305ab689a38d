package io.fenghuo.store;

import io.fenghuo.model.Pause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pauses of alerts, and what each of them held back from whom. */
public interface Pauses {

    /** Keeps a pause as it now is. */
    void save(Pause pause);

    Optional<Pause> find(String id);

    /** Those not ended yet, the oldest first; the time of some may be over. */
    List<Pause> open();

    /** The newest first. */
    List<Pause> list(int limit);

    /**
     * Notes that a notice of an incident is held back from a reader; its line takes the place of the one that waited there before.
     *
     * @return the delivery that was the reader's line of this incident before; empty when there was none
     */
    Optional<String> hold(String pause, String incident, String channel, @Nullable String person, String delivery);

    /**
     * Forgets pauses that ended before {@code before}, and what they held back: ten pauses at a time.
     *
     * @return how many pauses are gone
     */
    int forget(Instant before);

    /** What a pause held back, in order of incidents. */
    List<Held> held(String pause);

    /** What the line of this delivery stands for; empty when it waits for no pause. */
    Optional<Held> of(String delivery);

    /** Lines of an incident held back by pauses not ended yet. */
    List<Held> ofIncident(String incident);

    /**
     * What was held back of one incident from one reader.
     *
     * @param delivery the line that tells it
     * @param notices how many notices it stands for
     */
    record Held(
            String pause,
            String incident,
            String channel,
            @Nullable String person,
            String delivery,
            int notices) {}

    /** Ids of the rules that hit in an incident. */
    Set<String> rules(String incident);
}
