package io.fenghuo.verticle.delivery;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Delivery.Status;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Outcome;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.verticle.outbox.Admins;
import io.fenghuo.verticle.outbox.Aftermath;
import io.fenghuo.verticle.outbox.Backfill;
import io.fenghuo.verticle.outbox.Pace;
import io.fenghuo.verticle.outbox.Parcel;
import io.fenghuo.verticle.outbox.Parcel.Ready;
import io.fenghuo.verticle.outbox.Pausing;
import io.fenghuo.verticle.outbox.Spares;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what a reply meant, with everything that follows from it, inside one transaction. */
public final class Settling {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    private static final Duration LATER = Duration.ofMinutes(1);

    private final Tx tx;
    private final AddressBook book;
    private final Instant now;
    private final RandomGenerator random;
    private final Dispatches dispatches;

    public Settling(Tx tx, AddressBook book, Instant now, RandomGenerator random, Dispatches dispatches) {
        this.tx = tx;
        this.book = book;
        this.now = now;
        this.random = random;
        this.dispatches = dispatches;
    }

    /** The facts for the board, one for each delivery settled. What became of each is told to its incident. */
    public List<JsonObject> settle(Ready ready, Outcome outcome) {
        ChannelSpec spec = ready.spec();
        Outbox outbox = tx.outbox();
        Optional<Outbox.ChannelState> before = outbox.state(spec.id());
        Instant pausedBefore = before.map(Outbox.ChannelState::pausedUntil).orElse(null);
        boolean wasDead = before.map(Outbox.ChannelState::deadReason).isPresent();
        Spares spares = new Spares(tx, book, now);
        List<JsonObject> facts = new ArrayList<>();
        Outcome judged = judged(ready, outcome);
        boolean first = true;
        outbox.end(ready.attempt().leader(), ready.attempt().number(), words(outcome));
        String behind = Packing.next(outbox, ready.attempt().leader());
        for (Delivery sent : ready.members()) {
            Delivery current = outbox.find(sent.id()).orElse(sent);
            Notice notice = outbox.notice(current.notice()).orElse(ready.notice());
            Optional<Delivery> spare = judged.kind() == Outcome.Kind.THROTTLED
                    ? spares.relief(current, notice)
                    : spares.takeOver(current, notice);
            Aftermath after = Aftermath.of(
                    judged,
                    Pausing.asOf(tx, current, now),
                    notice,
                    ready.channel().limits(),
                    new Aftermath.Past(
                            pausedBefore, spare.isPresent(), ready.attempt().doubts(), throttles(ready)),
                    new Aftermath.Moment(now, random));
            after = of(ready.channel(), notice, outcome, after);
            if (first) {
                remember(ready, current, notice, outcome, spares);
                channel(spec, outcome, after, wasDead, notice, spares);
                first = false;
            }
            if (current.state() == Status.DROPPED && !went(after)) {
                continue;
            }
            Delivery settled = settled(current, after, outcome);
            outbox.update(settled);
            told(settled, notice, outcome, after, spare.orElse(null));
            if (settled.state() == Status.PENDING && after.fallback()) {
                spares.beside(settled, notice).ifPresent(spares::queue);
            } else if (after.fallback()) {
                LOG.warn(
                        "Delivery {} by {} failed: {}; {}",
                        settled.id(),
                        spec.id(),
                        settled.outcome(),
                        spare.map(next -> "goes by " + next.channel() + " now").orElse("nothing else to try"));
                handOn(settled, notice, outcome, spare, after.dead());
            } else if (stuck(judged, settled, spare.isEmpty(), ready)) {
                spares.tellAdmins(spec.id(), "undelivered", outcome, notice);
            }
            anew(settled, behind);
            facts.add(fact(tx, settled, now));
        }
        if (judged.kind() == Outcome.Kind.DELIVERED || judged.kind() == Outcome.Kind.UNCONFIRMED) {
            Backfill.release(tx, spec.id(), now);
        }
        return facts;
    }

    /** What is owed and did not go is gathered anew, with what has come since and with the messages behind it. */
    private void anew(Delivery settled, @Nullable String behind) {
        if (Backfill.owed(settled) && settled.state() == Status.PENDING && !Packing.doubtful(settled.outcome())) {
            tx.outbox().unfix(settled.id());
            Packing.loosen(tx.outbox(), behind, settled.notBefore());
        }
    }

    /** How many sendings of it were throttled before. */
    private int throttles(Ready ready) {
        return (int) tx.outbox().attempts(ready.attempt().leader()).stream()
                .filter(one -> String.valueOf(one.outcome()).startsWith(Outcome.Kind.THROTTLED.name()))
                .count();
    }

    private void told(Delivery settled, Notice notice, Outcome outcome, Aftermath after, @Nullable Delivery spare) {
        if (went(after)) {
            dispatches.went(settled, notice, outcome);
        } else if (after.fallback() && after.state() != Status.PENDING) {
            dispatches.failed(settled, notice, outcome, spare);
        } else if (outcome.kind() == Outcome.Kind.AMBIGUOUS) {
            dispatches.perhaps(settled, notice, outcome);
        }
    }

    /** Another channel takes over; where none can, the administrators are told. What its destination missed it hears when it works again. */
    private void handOn(Delivery failed, Notice notice, Outcome outcome, Optional<Delivery> spare, boolean dead) {
        Spares spares = new Spares(tx, book, now);
        spare.ifPresent(spares::queue);
        if (spare.isEmpty() && !dead) {
            spares.tellAdmins(failed.channel(), "undelivered", outcome, notice);
        }
        if (Backfill.out(outcome)) {
            Backfill.owe(tx, failed, notice, spare, now);
        }
    }

    /** The quick attempts are used up and nobody can take over: it is still tried, and somebody should know. */
    private static boolean stuck(Outcome judged, Delivery settled, boolean alone, Ready ready) {
        return judged.kind() == Outcome.Kind.RETRY
                && alone
                && !Backfill.owed(settled)
                && settled.attempts() == ready.channel().limits().retries() + 1;
    }

    /** A card that cannot be changed, such as one grown too old, is left as it is: nobody waits for a change of it. */
    private static Aftermath of(Channel channel, Notice notice, Outcome outcome, Aftermath after) {
        boolean left =
                channel.cards() && notice.manner() == Notice.Manner.EDIT && outcome.kind() == Outcome.Kind.REJECTED;
        return left ? new Aftermath(Status.DROPPED, after.notBefore(), null, false, false) : after;
    }

    /** Keeps the vendor's name of what arrived, and tells the administrators whom it did not reach. */
    private void remember(Ready ready, Delivery current, Notice notice, Outcome outcome, Spares spares) {
        boolean edit = notice.manner() == Notice.Manner.EDIT;
        String card = outcome.card();
        String incident = current.incident();
        if (card != null && !edit && ready.members().size() == 1) {
            tx.outbox().saveCard(current.id(), card);
        }
        if (edit && outcome.kind() == Outcome.Kind.DELIVERED && ready.channel().changesOnce() && incident != null) {
            tx.outbox().forgetCards(incident, current.channel(), current.person());
        }
        if (outcome.kind() == Outcome.Kind.DELIVERED && outcome.cure() != null) {
            spares.tellAdmins(ready.spec().id(), "partly", outcome, notice);
        }
    }

    /** Where the other side knows a copy by its key, a sending nobody knows the end of is simply tried again. */
    private static Outcome judged(Ready ready, Outcome outcome) {
        boolean harmless =
                outcome.kind() == Outcome.Kind.AMBIGUOUS && ready.channel().keyed();
        return harmless ? Outcome.retry(null, outcome.detail()) : outcome;
    }

    /** Writes the bare outcome when its consequences cannot be drawn: what went is not sent again, what did not is tried later or has failed. */
    List<JsonObject> barely(Ready ready, Outcome outcome) {
        tx.outbox().end(ready.attempt().leader(), ready.attempt().number(), words(outcome));
        for (Delivery sent : ready.members()) {
            Delivery current = tx.outbox().find(sent.id()).orElse(sent);
            boolean old = Duration.between(current.createdAt(), now).compareTo(Aftermath.OLDEST) > 0;
            Status state = switch (outcome.kind()) {
                case DELIVERED -> Status.DELIVERED;
                case UNCONFIRMED, AMBIGUOUS -> Status.UNCONFIRMED;
                case REJECTED, DEAD -> Status.FAILED;
                case RETRY, THROTTLED -> old ? Status.FAILED : Status.PENDING;
            };
            boolean went = state == Status.DELIVERED || state == Status.UNCONFIRMED;
            tx.outbox()
                    .update(Parcel.changed(
                            current, state, current.attempts(), now.plus(LATER), went ? now : null, words(outcome)));
        }
        return List.of();
    }

    private void channel(
            ChannelSpec spec, Outcome outcome, Aftermath after, boolean wasDead, Notice notice, Spares spares) {
        Instant pause = after.pause();
        if (pause != null) {
            for (ChannelSpec other : book.channels().values()) {
                if (Pace.key(other).equals(Pace.key(spec))) {
                    tx.outbox().pause(other.id(), pause, outcome.detail());
                }
            }
        }
        if (after.dead()) {
            tx.outbox().dead(spec.id(), words(outcome));
            if (!wasDead) {
                LOG.error("Channel {} is dead: {}", spec.id(), words(outcome));
                new Admins(tx, book, now).died(spec.id(), words(outcome));
                dispatches.died(spec.id(), outcome);
                spares.tellAdmins(spec.id(), "channel.dead", outcome, notice);
            }
        } else if (wasDead && after.state() != Status.PENDING && after.state() != Status.FAILED) {
            tx.outbox().dead(spec.id(), null);
            new Admins(tx, book, now).mended(spec.id());
            LOG.info("Channel {} works again", spec.id());
        }
    }

    private Delivery settled(Delivery current, Aftermath after, Outcome outcome) {
        return Parcel.changed(
                current,
                after.state(),
                current.attempts(),
                after.notBefore(),
                went(after) ? now : null,
                words(outcome));
    }

    private static boolean went(Aftermath after) {
        return after.state() == Status.DELIVERED || after.state() == Status.UNCONFIRMED;
    }

    /** Class, the vendor's words, and the key of the cure behind them. */
    private static String words(Outcome outcome) {
        @Nullable String cure = outcome.cure();
        return outcome.kind() + " " + outcome.detail() + (cure == null ? "" : " [" + cure + "]");
    }

    /** Notes in the journal how a delivery now stands, and gives what the board is told. */
    static JsonObject fact(Tx tx, Delivery delivery, Instant now) {
        JsonObject fact = new JsonObject()
                .put("version", 1)
                .put("delivery", delivery.id())
                .put("notice", delivery.notice())
                .put("incident", delivery.incident())
                .put("channel", delivery.channel())
                .put("person", delivery.person())
                .put("state", delivery.state().name().toLowerCase(Locale.ROOT))
                .put("attempts", delivery.attempts())
                .put("outcome", delivery.outcome())
                .put("at", now.toString());
        String toldIn = Mailroom.toldIn(tx, delivery.id());
        if (toldIn != null) {
            fact.put("toldIn", toldIn);
        }
        return fact.put("seq", tx.journal().publish("delivery", fact.encode(), now));
    }
}
