package io.fenghuo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One notice on its way to one destination: a row of the outbox.
 *
 * @param id also the idempotency key of every attempt
 * @param notice the notice's id
 * @param channel id of the channel it goes by
 * @param person id of the person it is for; null when the channel itself (a group) is the addressee
 * @param state where it stands
 * @param attempts attempts begun so far
 * @param notBefore not to be tried earlier than this
 * @param fallbackOf the delivery whose failure made this one, or null
 * @param outcome the last reply in the vendor's words, without secrets
 */
public record Delivery(
        String id,
        String notice,
        @Nullable String incident,
        String channel,
        @Nullable String person,
        Status state,
        int attempts,
        Instant notBefore,
        @Nullable Instant deliveredAt,
        @Nullable String fallbackOf,
        @Nullable String outcome,
        Instant createdAt) {

    /** Where a delivery stands. */
    public enum Status {
        PENDING,
        DELIVERED,
        /** The vendor took it and gives no proof that it arrived. */
        UNCONFIRMED,
        /** Given up: rejected, or its channel is dead; its fall-back has been queued where there is one. */
        FAILED,
        /** Overtaken before it was sent, such as a digest line of an incident that was raised. */
        DROPPED
    }
}
