package io.fenghuo.verticle;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.vertx.core.Future;

/** Puts one sending on the wire. Threadsafe. */
@FunctionalInterface
public interface Sender {

    /** Sends once, within its own time limit. Never fails: what went wrong is a {@link Reply.Failure}. */
    Future<Reply> send(Outgoing outgoing, ChannelSpec spec);
}
