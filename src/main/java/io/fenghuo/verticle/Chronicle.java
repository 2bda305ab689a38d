package io.fenghuo.verticle;

import io.fenghuo.incident.Decision;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Journal;
import io.fenghuo.store.Tx;
import io.fenghuo.wire.HitJson;
import io.fenghuo.wire.IncidentJson;
import io.fenghuo.wire.PostJson;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes what happens into the journal, for those who listen on the event bus, over SSE or by webhook, and for those who catch up. Threadsafe.
 */
public final class Chronicle {
    /** Event-bus addresses of the outbound events. */
    public static final String POSTS = "fenghuo.posts";

    public static final String HITS = "fenghuo.hits";
    public static final String INCIDENTS = "fenghuo.incidents";
    public static final String SOURCES = "fenghuo.sources";

    /** What has an event of its own, as every delivery has. */
    private static final Set<String> OWN_EVENTS = Set.of("hit", "channel.dead");

    private final ZoneId zone;
    private final Function<Reason, String> words;
    private final boolean heard;

    /**
     * A chronicle.
     *
     * @param zone the zone of written times
     * @param words the sentence of a reason
     */
    public Chronicle(ZoneId zone, Function<Reason, String> words) {
        this(zone, words, true);
    }

    private Chronicle(ZoneId zone, Function<Reason, String> words, boolean heard) {
        this.zone = zone;
        this.words = words;
        this.heard = heard;
    }

    /** A chronicle for what is only tried out: nobody listens and nobody catches up, so nothing is written; stories are told on. */
    public static Chronicle unheard() {
        return new Chronicle(ZoneOffset.UTC, Reason::code, false);
    }

    /** Tells of a post that is stored. */
    public void post(Tx tx, Post post, boolean edited, Instant now, Tidings tidings) {
        posts(tx, List.of(new Journal.Told(post, edited)), now, tidings);
    }

    /** Tells of several posts at once. */
    public void posts(Tx tx, List<Journal.Told> posts, Instant now, Tidings tidings) {
        if (!heard || posts.isEmpty()) {
            return;
        }
        List<Long> numbers = tx.journal().publish(posts, now);
        for (int i = 0; i < numbers.size(); i++) {
            Post post = posts.get(i).post();
            tidings.add(new Tidings.Happening(
                    POSTS, numbers.get(i), "post", Tidings.once(() -> PostJson.write(post, zone)), now, zone));
        }
    }

    /** The one event of a hit; that its incident has grown by it goes without saying. */
    public void hit(Tx tx, Hit hit, String incident, Instant now, Tidings tidings) {
        if (heard) {
            note(tx, HITS, "hit", HitJson.write(hit, incident), now, tidings);
        }
    }

    public void decided(Tx tx, Incident after, Decision decision, Instant now, Tidings tidings) {
        if (decision.entries().isEmpty()) {
            return;
        }
        if (heard) {
            List<String> types = decision.entries().stream()
                    .map(TimelineEntry::event)
                    .filter(type -> !OWN_EVENTS.contains(type) && !type.startsWith("delivery."))
                    .toList();
            String json = types.isEmpty() ? "" : IncidentJson.event(after, zone, words);
            types.forEach(type -> note(tx, INCIDENTS, type, json, now, tidings));
        }
        tidings.tell(decision.entries());
    }

    /** What a person did to the service as a whole, such as having somebody forgotten. */
    public void deed(Tx tx, String type, String json, Instant now, Tidings tidings) {
        note(tx, INCIDENTS, type, json, now, tidings);
    }

    public void source(Tx tx, String type, String json, Instant now, Tidings tidings) {
        note(tx, SOURCES, type, json, now, tidings);
    }

    private void note(Tx tx, String address, String type, String json, Instant now, Tidings tidings) {
        long seq = tx.journal().publish(type, json, now);
        tidings.add(new Tidings.Happening(address, seq, type, () -> json, now, zone));
    }
}
