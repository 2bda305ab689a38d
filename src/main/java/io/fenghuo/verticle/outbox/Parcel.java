package io.fenghuo.verticle.outbox;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a lane does with its next row. */
public sealed interface Parcel {
    /** End of the id of the second and any further sending of one notice, such as the text with @ beside a card, or a mail to another address. */
    Pattern FURTHER = Pattern.compile("\\._\\d{1,3}$");

    /** The id of the {@code number}-th sending, from 2, of the delivery {@code first}. */
    static String further(String first, int number) {
        return first + "._" + number;
    }

    /** A delivery's id without the number of its part. */
    static String base(String id) {
        return FURTHER.matcher(id).replaceFirst("");
    }

    /** The same row in another state. */
    static Delivery changed(
            Delivery one,
            Delivery.Status state,
            int attempts,
            Instant notBefore,
            @Nullable Instant deliveredAt,
            @Nullable String outcome) {
        return new Delivery(
                one.id(),
                one.notice(),
                one.incident(),
                one.channel(),
                one.person(),
                state,
                attempts,
                notBefore,
                deliveredAt,
                one.fallbackOf(),
                outcome,
                one.createdAt());
    }

    /** Nothing to send: it was settled or given up meanwhile. */
    record Settled() implements Parcel {}

    /**
     * A sending whose bytes are fixed and whose attempt is counted, on disk.
     *
     * @param members the deliveries it settles
     * @param attempt which sending of its leader this is
     * @param second what goes right behind it, such as the text with @ beside a card just written; or null
     */
    record Ready(
            List<Delivery> members,
            Notice notice,
            Outgoing outgoing,
            Channel channel,
            ChannelSpec spec,
            Attempt attempt,
            @Nullable Row second)
            implements Parcel {
        public Ready {
            members = List.copyOf(members);
        }

        /** Whether the reader may have it already, and the vendor would not know the copy. */
        public boolean maybeCopy() {
            return attempt.doubts() > 0 && !channel.keyed();
        }
    }

    /**
     * A sending that has begun.
     *
     * @param leader the delivery whose bytes go
     * @param number which of its sendings this is
     * @param doubts how many before it went, or may have gone, without an answer
     */
    record Attempt(String leader, int number, int doubts) {}

    /**
     * A delivery and its notice.
     *
     * @param urgent it, or what follows it in its incident, is an L1 that rings
     */
    record Row(Delivery delivery, Notice notice, boolean urgent) {
        public Row(Delivery delivery, Notice notice) {
            this(delivery, notice, false);
        }

        public boolean digest() {
            return notice.manner() == Notice.Manner.DIGEST;
        }

        /** Whether it is an L1 that rings, and no word about what is past. */
        public boolean gravest() {
            return Aftermath.gravest(notice) && !Backfill.owed(delivery);
        }

        public boolean sameReader(Row other) {
            return delivery.channel().equals(other.delivery.channel())
                    && Objects.equals(delivery.person(), other.delivery.person());
        }
    }
}
