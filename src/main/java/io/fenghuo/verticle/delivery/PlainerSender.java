package io.fenghuo.verticle.delivery;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.verticle.Sender;
import io.vertx.core.Future;

/**
 * Sends once more at once, in plain words, what a vendor says it cannot read the markup of; the reply to that is the reply. Nothing came of the first,
 * so no reader gets it twice. Threadsafe.
 */
public final class PlainerSender implements Sender {
    private final Channels channels;
    private final Sender wire;

    public PlainerSender(Channels channels, Sender wire) {
        this.channels = channels;
        this.wire = wire;
    }

    @Override
    public Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
        Channel channel = channels.type(spec.type()).orElse(null);
        Future<Reply> sent = wire.send(outgoing, spec);
        return channel == null
                ? sent
                : sent.compose(reply -> {
                    Outgoing plainer = channel.plainer(outgoing, reply);
                    return plainer == null ? Future.succeededFuture(reply) : wire.send(plainer, spec);
                });
    }
}
