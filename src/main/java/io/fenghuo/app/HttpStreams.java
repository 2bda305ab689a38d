package io.fenghuo.app;

import io.fenghuo.model.Secret;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Framer;
import io.fenghuo.source.Grant;
import io.fenghuo.source.Headers;
import io.fenghuo.source.LineFramer;
import io.fenghuo.source.Message;
import io.fenghuo.source.NextPoll;
import io.fenghuo.source.Request;
import io.fenghuo.source.SseDecoder;
import io.fenghuo.source.StreamSource.Framing;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Streams;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens WebSockets, event streams and endless bodies of lines under the same {@link AddressPolicy} as {@link HttpFetcher}. Redirects are not followed: a stream's
 * address is written down as it is. Threadsafe.
 */
public final class HttpStreams implements Streams {
    /** Bytes of the largest message; a larger one ends the connection. */
    static final int LARGEST = 1 << 20;

    private static final int MANY = 10_000;
    /** Bytes of what is said to a refusal that are read, and how long they are waited for. */
    private static final int REASON = 16 << 10;

    private static final long REASON_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final long ANSWER_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final Vertx vertx;
    private final AddressPolicy policy;
    private final InstantSource clock;
    private final Egress egress;
    private final @Nullable Tokens tokens;
    private final HttpClient events;
    private final WebSocketClient sockets;

    public HttpStreams(Vertx vertx, AddressPolicy policy, InstantSource clock, String userAgent) {
        this(vertx, policy, clock, new Egress(userAgent, null));
    }

    /** Streams that go out by {@code egress} and need no access token. */
    public HttpStreams(Vertx vertx, AddressPolicy policy, InstantSource clock, Egress egress) {
        this(vertx, policy, clock, egress, null);
    }

    /**
     * Streams whose access tokens are those of what is fetched.
     *
     * @param tokens null = a stream that needs one cannot be opened
     */
    HttpStreams(Vertx vertx, AddressPolicy policy, InstantSource clock, Egress egress, @Nullable Tokens tokens) {
        this.tokens = tokens;
        this.vertx = vertx;
        this.policy = policy;
        this.clock = clock;
        this.egress = egress;
        int connectMillis = NetworkTrouble.CONNECT_SECONDS * 1_000;
        this.events = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(connectMillis).setTcpKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(MANY));
        this.sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(MANY)
                .setMaxFrameSize(LARGEST)
                .setMaxMessageSize(LARGEST)
                .setConnectTimeout(connectMillis));
    }

    @Override
    public Future<Connection> open(Request request, Framing framing, boolean allowPrivate, Listener listener) {
        Grant grant = request.conduct().grant();
        if (grant == null) {
            return connect(request, framing, allowPrivate, listener);
        }
        if (tokens == null) {
            return Future.failedFuture(new IllegalStateException("nobody gets access tokens here"));
        }
        Conduct conduct = request.conduct();
        Context own = vertx.getOrCreateContext();
        Function<Secret, Future<Connection>> shown = token ->
                connect(conduct.bearer().bear(request, token, clock.instant()), framing, allowPrivate, listener);
        return HttpFetcher.on(own, tokens.of(grant, conduct, allowPrivate))
                .compose(token -> shown.apply(token).recover(failure -> {
                    Fetcher.Fetched answer = failure instanceof FetchException known ? known.answer() : null;
                    if (answer == null || !conduct.bearer().refuses(answer.status(), answer.body())) {
                        return Future.failedFuture(failure);
                    }
                    // It may have ended early: once more with a new one.
                    tokens.drop(grant, token);
                    return HttpFetcher.on(own, tokens.of(grant, conduct, allowPrivate))
                            .compose(shown);
                }));
    }

    private Future<Connection> connect(Request request, Framing framing, boolean allowPrivate, Listener listener) {
        URI uri;
        try {
            uri = Endpoint.parse(request.url());
        } catch (FetchException wrong) {
            return Future.failedFuture(wrong);
        }
        boolean socket = framing == Framing.WEBSOCKET
                || (framing == Framing.BY_SCHEME
                        && uri.getScheme().toLowerCase(Locale.ROOT).startsWith("ws"));
        return Endpoint.of(vertx, policy, uri, allowPrivate, egress.proxy(request.conduct(), allowPrivate))
                .compose(endpoint -> socket
                        ? webSocket(endpoint, request, listener)
                        : body(endpoint, request, framing == Framing.LINES, listener))
                .recover(failure -> Future.failedFuture(named(request, failure)));
    }

    public Future<Void> close() {
        return Future.all(events.close(), sockets.close()).mapEmpty();
    }

    private Future<Connection> webSocket(Endpoint endpoint, Request request, Listener listener) {
        return sockets.connect(endpoint.webSocket().setTimeout(ANSWER_MILLIS).setHeaders(headers(request)))
                .map(socket -> new SocketConnection(vertx, socket, listener));
    }

    private Future<Connection> body(Endpoint endpoint, Request request, boolean lines, Listener listener) {
        // The limit is on the answer's head; its body has no end.
        return events.request(
                        endpoint.request().setConnectTimeout(ANSWER_MILLIS).setHeaders(headers(request)))
                .compose(asked -> {
                    long timer = vertx.setTimer(ANSWER_MILLIS, id -> asked.reset());
                    return asked.send().onComplete(answered -> vertx.cancelTimer(timer));
                })
                .compose(response -> listen(endpoint, request, response, lines, listener));
    }

    private Future<Connection> listen(
            Endpoint endpoint, Request request, HttpClientResponse response, boolean lines, Listener listener) {
        Trouble refused = new Fetcher.Fetched(
                        response.statusCode(), HttpFetcher.headersOf(response), new byte[0], request.url())
                .trouble();
        String type = String.valueOf(response.getHeader("Content-Type"));
        String packed = response.getHeader("Content-Encoding");
        if (refused == null && (response.statusCode() != 200 || !spoken(type, lines))) {
            refused = Trouble.of(lines ? "stream.lines-type" : "stream.type", endpoint.host(), type);
        } else if (refused == null && packed != null && !packed.equalsIgnoreCase("identity")) {
            refused = Trouble.of("stream.encoded", endpoint.host(), packed);
        }
        if (refused != null) {
            return refuse(refused, response, request.url());
        }
        Secret last = request.headers().get("Last-Event-ID");
        Framer framer = lines ? new LineFramer() : new SseDecoder(last == null ? null : last.reveal());
        return Future.succeededFuture(new BodyConnection(response, framer, listener));
    }

    /** Fails with what was said to the refusal, as far as that comes at once. */
    private Future<Connection> refuse(Trouble why, HttpClientResponse response, String url) {
        Promise<Connection> told = Promise.promise();
        Buffer said = Buffer.buffer();
        Headers headers = HttpFetcher.headersOf(response);
        Runnable tell = () -> {
            Duration wait = NextPoll.retryAfter(headers, clock.instant());
            Fetcher.Fetched answer = new Fetcher.Fetched(response.statusCode(), headers, said.getBytes(), url);
            if (told.tryFail(FetchException.refused(why, wait, answer))) {
                response.request().reset();
            }
        };
        response.exceptionHandler(ours -> tell.run());
        if (response.statusCode() / 100 == 2) {
            tell.run();
            return told.future();
        }
        long timer = vertx.setTimer(REASON_MILLIS, id -> tell.run());
        response.handler(chunk -> {
            said.appendBuffer(chunk, 0, Math.min(chunk.length(), REASON - said.length()));
            if (said.length() >= REASON) {
                tell.run();
            }
        });
        response.endHandler(end -> tell.run());
        return told.future().onComplete(result -> vertx.cancelTimer(timer));
    }

    /** Whether a body of this type can be read: servers of lines name all kinds of types, but never those. */
    private static boolean spoken(String type, boolean lines) {
        String known = type.toLowerCase(Locale.ROOT).strip();
        boolean events = known.startsWith("text/event-stream");
        return lines ? !events && !known.startsWith("text/html") : events;
    }

    private MultiMap headers(Request request) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("User-Agent", egress.userAgent());
        for (Map.Entry<String, Secret> header : request.headers().entrySet()) {
            Egress.put(
                    headers,
                    Fetcher.host(request.url()),
                    header.getKey(),
                    header.getValue().reveal());
        }
        return headers;
    }

    private FetchException named(Request request, Throwable failure) {
        if (failure instanceof FetchException known) {
            return known;
        }
        String host = Fetcher.host(request.url());
        if (failure instanceof UpgradeRejectedException rejected) {
            byte[] said = rejected.getBody() == null
                    ? new byte[0]
                    : rejected.getBody().getBytes();
            Headers headers =
                    rejected.getHeaders() == null ? Headers.NONE : HttpFetcher.headersOf(rejected.getHeaders());
            return FetchException.refused(
                    Trouble.of("stream.upgrade", host, rejected.getStatus()),
                    NextPoll.retryAfter(headers, clock.instant()),
                    new Fetcher.Fetched(rejected.getStatus(), headers, said, request.url()));
        }
        return new FetchException(NetworkTrouble.of(host, failure), failure);
    }

    /** An answer whose body has no end. */
    private static final class BodyConnection implements Connection {
        private final HttpClientResponse response;
        private final HttpClientRequest request;
        private final Framer framer;
        private boolean ended;

        BodyConnection(HttpClientResponse response, Framer framer, Listener listener) {
            this.response = response;
            this.request = response.request();
            this.framer = framer;
            response.handler(chunk -> {
                long dropped = framer.dropped();
                listener.alive();
                framer.feed(chunk.getBytes()).forEach(listener::frame);
                if (framer.dropped() > dropped) {
                    listener.rubbish(Trouble.of("stream.too-large", SseDecoder.LARGEST >> 20));
                }
            });
            response.endHandler(end -> {
                framer.end().forEach(listener::frame);
                end(listener, "EOF");
            });
            response.exceptionHandler(failure -> end(listener, String.valueOf(failure.getMessage())));
        }

        private void end(Listener listener, String why) {
            if (!ended) {
                ended = true;
                listener.closed(why);
            }
        }

        @Override
        public void send(Message message) {
            // A body goes one way.
        }

        @Override
        public void pause() {
            response.pause();
        }

        @Override
        public void resume() {
            response.resume();
        }

        @Override
        public void close() {
            request.reset();
        }

        @Override
        public @Nullable Duration retry() {
            return framer.retry();
        }
    }
}
