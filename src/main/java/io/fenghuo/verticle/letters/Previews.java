package io.fenghuo.verticle.letters;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.wire.SignedLink;
import java.time.Instant;
import java.util.List;

/** Shows what a delivery would look like, without sending it. Threadsafe. */
public final class Previews {
    private final Messages messages;

    public Previews(SignedLink links) {
        this.messages = new Messages(links, false);
    }

    /** The sendings of one notice by one channel, as they would be rendered now. */
    public List<Outgoing> one(
            Tx tx, Delivery delivery, Notice notice, Channel channel, ChannelSpec spec, AddressBook book, Instant now) {
        return channel.render(messages.single(tx, delivery, notice, book, now), spec, now);
    }

    /** The sendings of a message nobody was told, as its reader would see them. */
    public List<Outgoing> invented(Message message, Channel channel, ChannelSpec spec, AddressBook book, Instant now) {
        Message seen = new Discretion(book, now, new Grave(null)).of(message, spec);
        return channel.render(
                seen.worded(book.wordings()
                        .find(spec.type(), seen.kind(), seen.recipient().lang())),
                spec,
                now);
    }

    /** The sendings of several notices as one digest. */
    public List<Outgoing> digest(
            Tx tx,
            Delivery leader,
            List<Notice> notices,
            Channel channel,
            ChannelSpec spec,
            AddressBook book,
            Instant now) {
        return channel.render(messages.digest(tx, leader, notices, null, book, now), spec, now);
    }
}
