package io.fenghuo.verticle;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import java.util.List;

/** What a lane does with its next row. */
sealed interface Parcel {
    /** End of the id of the second sending of one notice, such as the text with @ beside a card. */
    String SECOND = "-2";

    /** Nothing to send: it was settled or given up meanwhile. */
    record Settled() implements Parcel {}

    /**
     * A sending whose bytes are fixed and whose attempt is counted, on disk.
     *
     * @param members the deliveries it settles
     */
    record Ready(List<Delivery> members, Notice notice, Outgoing outgoing, Channel channel, ChannelSpec spec)
            implements Parcel {
        public Ready {
            members = List.copyOf(members);
        }
    }

    /** A delivery and its notice. */
    record Row(Delivery delivery, Notice notice) {
        boolean digest() {
            return notice.manner() == Notice.Manner.DIGEST;
        }
    }
}
