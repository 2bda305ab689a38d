package io.fenghuo.verticle;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import java.util.List;
import java.util.regex.Pattern;

/** What a lane does with its next row. */
sealed interface Parcel {
    /** End of the id of the second sending of one notice. */
    String SECOND = "-2";

    /** End of the id of the second and any further sending of one notice, such as the text with @ beside a card, or a mail to another address. */
    Pattern FURTHER = Pattern.compile("(?<=.{8})-\\d{1,3}$");

    /** The id of the {@code number}-th sending, from 2, of the delivery {@code first}. */
    static String further(String first, int number) {
        return first + "-" + number;
    }

    /** A delivery's id without the number of its part. */
    static String base(String id) {
        return FURTHER.matcher(id).replaceFirst("");
    }

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
