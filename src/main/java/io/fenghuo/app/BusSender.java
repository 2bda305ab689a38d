package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.verticle.Sender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;

/** Asks a developer's channel verticle over the event bus, at {@code fenghuo.channel.<id>}. Threadsafe. */
final class BusSender implements Sender {
    private static final long PATIENCE_MILLIS = 15_000;

    private final Vertx vertx;

    BusSender(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
        if (!(outgoing instanceof Outgoing.Text text)) {
            throw new IllegalArgumentException("not a notice: " + outgoing);
        }
        return vertx.eventBus()
                .<JsonObject>request(
                        "fenghuo.channel." + spec.id(),
                        new JsonObject(text.text()),
                        new DeliveryOptions().setSendTimeout(PATIENCE_MILLIS))
                .map(answer -> Reply.of(200, String.valueOf(answer.body())))
                .recover(failure -> Future.succeededFuture(failed(failure)));
    }

    private static Reply failed(Throwable failure) {
        boolean nobody = failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
        return Reply.failed(
                nobody ? Reply.Failure.NOT_SENT : Reply.Failure.NO_REPLY, String.valueOf(failure.getMessage()));
    }
}
