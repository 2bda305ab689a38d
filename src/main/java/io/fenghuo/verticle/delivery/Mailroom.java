package io.fenghuo.verticle.delivery;

import io.fenghuo.channel.Outgoing;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Delivery.Status;
import io.fenghuo.model.Outcome.Kind;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Actor;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.outbox.Backfill;
import io.fenghuo.verticle.outbox.Envelope;
import io.fenghuo.verticle.outbox.Parcel;
import io.fenghuo.verticle.outbox.Pausing;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people do to single deliveries: look into them, send them again, take them out. Each change leaves a line in the journal and, where the
 * delivery belongs to an incident, in its timeline. Threadsafe as far as its transactions are serial.
 */
public final class Mailroom {
    /** What the outcome of a delivery that was taken out begins with; who did it and why follow. */
    public static final String DROPPED_BY = "taken out by ";

    /**
     * What came of it.
     *
     * @param delivery as it now is
     * @param done false when its state does not allow it, and nothing was changed
     */
    public record Outcome(Delivery delivery, boolean done) {}

    /**
     * Makes a delivery due at once, under the same idempotency key, and believes its channel alive again until it proves otherwise. What was
     * delivered is not sent again.
     *
     * @return empty when there is no such delivery
     */
    public Optional<Outcome> retry(Tx tx, String id, Actor actor, Instant now, Tidings tidings) {
        return tx.outbox().find(id).map(delivery -> {
            if (delivery.state() == Status.DELIVERED) {
                return new Outcome(delivery, false);
            }
            revive(tx.outbox(), delivery.channel(), now);
            again(tx.outbox(), delivery, actor);
            Deed deed = new Deed("delivery.retried", actor, null, tidings);
            return changed(tx, delivery, Status.PENDING, now, deed, now);
        });
    }

    /**
     * What was refused is written anew, with the files as they are now. What may have arrived goes as it was, marked as perhaps a copy; of several
     * sendings nobody answered only the last counts from here on, since a person wants another.
     */
    private static void again(Outbox outbox, Delivery delivery, Actor actor) {
        String last = delivery.outcome();
        boolean alone = outbox.bytes(delivery.id())
                .map(Envelope::of)
                .filter(own -> own.members().size() <= 1)
                .isPresent();
        if (last != null && last.startsWith(Kind.REJECTED.name()) && alone) {
            outbox.unfix(delivery.id());
        }
        List<Outbox.Attempt> unanswered = outbox.attempts(delivery.id()).stream()
                .filter(one -> Packing.doubtful(one.outcome()))
                .toList();
        for (Outbox.Attempt one : unanswered.subList(0, Math.max(0, unanswered.size() - 1))) {
            String words = one.outcome() == null ? "no outcome" : one.outcome();
            outbox.end(delivery.id(), one.number(), "sent again by " + actor.by() + " after " + words);
        }
    }

    /**
     * Takes a delivery that waits out of the outbox, for a reason that is kept with it; one that has been taken out stays so.
     *
     * @return empty when there is no such delivery
     */
    public Optional<Outcome> drop(Tx tx, String id, Actor actor, String reason, Instant now, Tidings tidings) {
        return tx.outbox().find(id).map(delivery -> {
            if (delivery.state() != Status.PENDING) {
                return new Outcome(delivery, delivery.state() == Status.DROPPED);
            }
            Deed deed = new Deed("delivery.dropped", actor, reason, tidings);
            return changed(tx, delivery, Status.DROPPED, delivery.notBefore(), deed, now);
        });
    }

    /** What was fixed at the first attempt; null when nothing was yet. */
    public @Nullable Outgoing sending(Tx tx, String id) {
        Envelope own = tx.outbox().bytes(id).map(Envelope::of).orElse(null);
        if (own == null || own.outgoing() != null) {
            return own == null ? null : own.outgoing();
        }
        return tx.outbox()
                .bytes(own.leader())
                .map(Envelope::of)
                .map(Envelope::outgoing)
                .orElse(null);
    }

    /** The delivery whose message tells this one as well, since several went as a digest; null when it has, or will have, its own. */
    public static @Nullable String toldIn(Tx tx, String id) {
        Optional<byte[]> bytes = tx.outbox().bytes(id);
        return bytes.isPresent()
                ? bytes.map(Envelope::leader).orElse(null)
                : tx.outbox().find(id).map(Pausing::overtakenBy).orElse(null);
    }

    /** How many deliveries the message of this one tells, this one included; 0 while nothing is fixed for it, or when another tells it. */
    public static int tells(Tx tx, String id) {
        try {
            return tx.outbox()
                    .bytes(id)
                    .map(Envelope::of)
                    .map(own -> own.outgoing() == null ? 0 : own.members().size())
                    .orElse(0);
        } catch (RuntimeException unreadable) {
            return 0;
        }
    }

    /** Whether it tells afterwards, in a digest, what its channel missed while it was out. */
    public static boolean owed(Delivery delivery) {
        return Backfill.owed(delivery);
    }

    private static void revive(Outbox outbox, String channel, Instant now) {
        boolean dead =
                outbox.state(channel).map(Outbox.ChannelState::deadReason).isPresent();
        if (dead) {
            outbox.dead(channel, null);
            outbox.pause(channel, now, "");
        }
    }

    private record Deed(String event, Actor actor, @Nullable String reason, Tidings tidings) {}

    private Outcome changed(Tx tx, Delivery before, Status state, Instant notBefore, Deed deed, Instant now) {
        String outcome = deed.reason() == null
                ? before.outcome()
                : DROPPED_BY + deed.actor().by() + ": " + deed.reason();
        Delivery after = Parcel.changed(before, state, before.attempts(), notBefore, null, outcome);
        tx.outbox().update(after);
        JsonObject fact = Settling.fact(tx, after, now);
        deed.tidings()
                .add(new Tidings.Happening(
                        DeliverVerticle.EVENTS, fact.getLong("seq"), "delivery", fact::encode, now, null));
        String incident = before.incident();
        if (incident != null && tx.incidents().find(incident).isPresent()) {
            List<TimelineEntry> line = List.of(entry(incident, after, deed, now));
            tx.incidents().append(line);
            deed.tidings().tell(line);
        }
        return new Outcome(after, true);
    }

    private static TimelineEntry entry(String incident, Delivery delivery, Deed deed, Instant now) {
        String person = delivery.person();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("delivery", delivery.id());
        facts.put("ways", person == null ? delivery.channel() : person + "@" + delivery.channel());
        if (deed.reason() != null) {
            facts.put("note", deed.reason());
        }
        return new TimelineEntry(
                incident, now, deed.event(), deed.actor().by(), deed.actor().via(), facts, Map.of());
    }
}
