package io.fenghuo.store;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notices and their deliveries. */
public interface Outbox {

    /** Keeps a notice with one delivery for each destination. */
    void add(Notice notice, List<Delivery> deliveries);

    /** Adds a delivery for a notice already kept, such as a fall-back. */
    void add(Delivery delivery);

    /**
     * Pending deliveries whose time has come, in the order they were decided, at most {@code limit} for each destination (channel and person): of
     * more those of an L1 first, so that no crowd hides one.
     */
    List<Delivery> due(Instant now, int limit);

    /** When the next pending delivery is due. */
    Optional<Instant> nextDue();

    /** Pending deliveries of digest notices of this incident become DROPPED. Returns how many. */
    int dropDigest(String incident);

    /** Keeps a delivery as it now is. */
    void update(Delivery delivery);

    /** The bytes of a delivery's first attempt; once fixed they never change. */
    void fixBytes(String delivery, byte[] bytes);

    Optional<byte[]> bytes(String delivery);

    /** Lets go of the bytes of a sending that certainly did not arrive, so that its next attempt is written anew. */
    void unfix(String delivery);

    /** Notes that a sending of this delivery begins; how it ends is not known before {@link #end}. Returns its number, from 1. */
    int begin(String delivery, String channel, Instant at);

    /** What became of a sending: class and words of the reply. */
    void end(String delivery, int number, String outcome);

    /** The sendings of this delivery, oldest first. */
    List<Attempt> attempts(String delivery);

    /**
     * One sending.
     *
     * @param outcome class and words of the reply; null while its end is not known, such as when we were stopped before it came
     */
    record Attempt(int number, Instant at, @Nullable String outcome) {}

    /** When sendings by this channel began at or after {@code since}, oldest first, whatever became of them. */
    List<Instant> begun(String channel, Instant since);

    /**
     * Forgets the sendings of deliveries that wait for nothing any more and were last tried before {@code before}: of a thousand such deliveries
     * at a time.
     *
     * @return how many sendings are gone; 0 when nothing is left to forget
     */
    int forgetAttempts(Instant before);

    /** Pending deliveries that were tried before and whose next attempt is not due yet. */
    List<Delivery> retrying(Instant now);

    /** Pending deliveries by this channel that another's failure made, oldest first. */
    List<Delivery> instead(String channel);
    /**
     * Keeps the vendor's name of a delivery's message; for a delivery that changes a message, before it is sent, which one.
     */
    void saveCard(String delivery, String card);

    /** What {@link #saveCard} kept. */
    Optional<String> card(String delivery);

    /** The names of the messages of this incident that went by this channel (to this person), oldest first; changes and digests are none. */
    List<String> cards(String incident, String channel, @Nullable String person);

    /** Forgets what {@link #cards} gives: they can be changed no more. */
    void forgetCards(String incident, String channel, @Nullable String person);

    Optional<Notice> notice(String id);

    Optional<Delivery> find(String id);

    List<Delivery> ofIncident(String incident);

    /** The newest deliveries, newest first; only those in {@code state} when it is not null. */
    default List<Delivery> list(Delivery.@Nullable Status state, int limit) {
        return newest(new Filter(state, null, null), limit);
    }

    /** The newest deliveries that pass, newest first. */
    List<Delivery> newest(Filter filter, int limit);

    /** Which deliveries; null = any. */
    record Filter(
            Delivery.@Nullable Status state,
            @Nullable String channel,
            @Nullable String incident) {}

    /** How many notices of this incident this channel delivered before (to this person): with one or more, the next is a follow-up. */
    int deliveredBefore(String incident, String channel, @Nullable String person);

    /**
     * When this person was last sent something, digests aside, and how often since {@code since} something that counts against the limits on
     * them: nothing of an L1, nothing an administrator is told of the service itself. What waits to be sent counts from when it was made.
     */
    Traffic traffic(String person, Instant since);

    /** A person's messages. */
    record Traffic(int messages, @Nullable Instant last) {}

    /**
     * Counts what was triggered by notices decided at or after {@code since}, and where each of it stands.
     *
     * @param stuckBefore what should have gone before this and whose channel is neither paused nor dead is stuck
     */
    Tally tally(Instant since, Instant stuckBefore);

    /**
     * A count of deliveries. All is well when {@code triggered} is the sum of the next four.
     *
     * @param triggered deliveries that were ever made, as counted when they were made
     * @param delivered those that went, with proof of arrival or without
     * @param failed those given up
     * @param overtaken those no longer needed before they went
     * @param pending those still waiting
     * @param stuck those of them that wait for no reason, however old
     * @param torn ids of notices whose own count does not fit, a few
     */
    record Tally(
            long triggered, long delivered, long failed, long overtaken, long pending, long stuck, List<String> torn) {
        public Tally {
            torn = List.copyOf(torn);
        }

        /** Whether nothing is lost. */
        public boolean balanced() {
            return triggered == delivered + failed + overtaken + pending && torn.isEmpty();
        }
    }

    /** Nothing goes by this channel before {@code until}. */
    void pause(String channel, Instant until, String why);

    /** Marks a channel as dead, or alive again with a null reason. */
    void dead(String channel, @Nullable String why);

    Optional<ChannelState> state(String channel);

    /** What is known of a channel. */
    record ChannelState(
            String channel,
            @Nullable Instant pausedUntil,
            @Nullable String deadReason) {}
}
