package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.model.Secret;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.evidence.TimeAuthority;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a time-stamping authority over HTTP (RFC 3161, section 3.4), with the limits and the address policy of a webhook. Threadsafe. */
final class TimestampSender implements TimeAuthority {
    private static final int OK = 200;
    private final Sender http;

    TimestampSender(Sender http) {
        this.http = http;
    }

    @Override
    public Future<byte[]> ask(String url, boolean allowPrivate, byte[] request) {
        ChannelSpec spec = new ChannelSpec(
                "time-authority",
                "webhook",
                Set.of(),
                Secret.of(url),
                null,
                List.of(),
                List.of(),
                false,
                allowPrivate,
                Map.of());
        Outgoing.Http query = new Outgoing.Http(
                "POST",
                Secret.of(url),
                Map.of("Content-Type", "application/timestamp-query", "Accept", "application/timestamp-reply"),
                request);
        return http.send(query, spec).compose(TimestampSender::body);
    }

    private static Future<byte[]> body(Reply reply) {
        return reply.failure() == null && reply.status() == OK
                ? Future.succeededFuture(reply.body())
                : Future.failedFuture(new IOException(
                        reply.failure() == null ? "HTTP " + reply.status() : String.valueOf(reply.failure())));
    }
}
