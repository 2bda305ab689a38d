package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Reply.Failure;
import io.fenghuo.model.Secret;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Sender;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of channels: 5 s to connect, 15 s in all, no redirects, at most 64 KB of the reply, certificates checked against the name,
 * the connection pinned to the address the {@link AddressPolicy} let through. Connections are not kept: a reply lost on a stale one could not
 * be told from a message lost. Never logs an address. Threadsafe.
 */
public final class WebhookSender implements Sender {
    /** How much of a reply is read. */
    static final int BODY = 64 << 10;

    /** What is told of an address, which may hold a key. */
    private static final String HOST = "the channel";

    private static final Duration TOTAL = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final AddressPolicy policy;
    private final Duration total;
    private final HttpClient client;

    /** A sender that trusts what this Java trusts. */
    public WebhookSender(Vertx vertx, AddressPolicy policy) {
        this(vertx, policy, null, TOTAL);
    }

    /** A sender that trusts {@code trust} instead, when it is not null, and waits {@code total}. */
    WebhookSender(Vertx vertx, AddressPolicy policy, @Nullable TrustOptions trust, Duration total) {
        this.vertx = vertx;
        this.policy = policy;
        this.total = total;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(NetworkTrouble.CONNECT_SECONDS * 1_000)
                .setKeepAlive(false)
                .setMaxHeaderSize(32 << 10)
                .setVerifyHost(true);
        if (trust != null) {
            options.setTrustOptions(trust);
        }
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(20));
    }

    @Override
    public Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
        if (!(outgoing instanceof Outgoing.Http http)) {
            throw new IllegalArgumentException("not a request: " + outgoing);
        }
        Secret url = http.url();
        if (url == null) {
            return Future.succeededFuture(Reply.failed(Failure.NOT_SENT, "the channel has no url"));
        }
        try {
            return new Call(http).start(Endpoint.of(vertx, policy, Endpoint.parse(url.reveal()), spec.allowPrivate()));
        } catch (FetchException unreadable) {
            return Future.succeededFuture(Reply.failed(Failure.NOT_SENT, "the url of the channel cannot be read"));
        }
    }

    /** Closes its connections. */
    public Future<Void> close() {
        return client.close();
    }

    /** One request. */
    private final class Call {
        private final Outgoing.Http http;
        private final Promise<Reply> done = Promise.promise();
        private final Buffer body = Buffer.buffer();
        private @Nullable HttpClientRequest request;
        private boolean sent;

        Call(Outgoing.Http http) {
            this.http = http;
        }

        Future<Reply> start(Future<Endpoint> target) {
            long timer = vertx.setTimer(total.toMillis(), id -> {
                Failure failure = sent ? Failure.NO_REPLY : Failure.NOT_SENT;
                end(Reply.failed(failure, "no reply within " + total.toSeconds() + " s"));
            });
            target.compose(endpoint -> client.request(endpoint.request().setMethod(HttpMethod.valueOf(http.method()))))
                    .onSuccess(this::ask)
                    .onFailure(this::refused);
            return done.future().onComplete(over -> {
                vertx.cancelTimer(timer);
                if (request != null) {
                    request.reset();
                }
            });
        }

        private void ask(HttpClientRequest open) {
            if (done.future().isComplete()) {
                open.reset();
                return;
            }
            request = open;
            MultiMap headers = open.headers();
            headers.set("User-Agent", "Fenghuo");
            try {
                http.headers().forEach((name, value) -> Egress.put(headers, HOST, name, value));
            } catch (FetchException unsendable) {
                refused(unsendable);
                return;
            }
            sent = true;
            open.send(Buffer.buffer(http.body())).onSuccess(this::hear).onFailure(this::lost);
        }

        private void hear(HttpClientResponse response) {
            response.exceptionHandler(this::lost);
            response.handler(chunk -> {
                int room = BODY - body.length();
                body.appendBuffer(chunk.length() > room ? chunk.slice(0, room) : chunk);
                if (body.length() >= BODY) {
                    end(reply(response));
                }
            });
            response.endHandler(over -> end(reply(response)));
        }

        private Reply reply(HttpClientResponse response) {
            Map<String, String> headers = new HashMap<>();
            response.headers()
                    .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            return new Reply(response.statusCode(), headers, body.getBytes(), null);
        }

        private void refused(Throwable failure) {
            Trouble trouble =
                    failure instanceof FetchException known ? known.trouble() : NetworkTrouble.of(HOST, failure);
            Failure kind = switch (trouble.code()) {
                case "net.private" -> Failure.ADDRESS_REFUSED;
                case "net.tls" -> Failure.TLS;
                default -> Failure.NOT_SENT;
            };
            end(Reply.failed(kind, trouble.code() + " " + String.join(" ", trouble.args())));
        }

        private void lost(Throwable failure) {
            Trouble trouble = NetworkTrouble.of(HOST, failure);
            end(Reply.failed(Failure.NO_REPLY, trouble.code()));
        }

        private void end(Reply reply) {
            done.tryComplete(reply);
        }
    }
}
