package io.fenghuo.model;

import java.time.Instant;
import java.util.Map;

/**
 * One line of an incident's story: append-only and chained by hash in the store.
 *
 * @param at when it happened
 * @param event what, in the words of the timeline contract, such as {@code incident.opened}, {@code clock.missed}, {@code action}
 * @param actor who: a person's id, or {@code system}
 * @param via from where: service, console, link, card, cli, api
 * @param facts what may be kept for ever
 * @param personal what names or quotes a person; kept beside the chain as salted commitments so that it can be erased
 */
public record TimelineEntry(
        String incident,
        Instant at,
        String event,
        String actor,
        String via,
        Map<String, String> facts,
        Map<String, String> personal) {
    public TimelineEntry {
        facts = Map.copyOf(facts);
        personal = Map.copyOf(personal);
    }
}
