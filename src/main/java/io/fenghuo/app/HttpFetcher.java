package io.fenghuo.app;

import io.fenghuo.model.Secret;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Grant;
import io.fenghuo.source.Headers;
import io.fenghuo.source.NextPoll;
import io.fenghuo.source.Request;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
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
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ProxyOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fetches over HTTP(S). Each hop of a redirect is resolved, checked by the {@link AddressPolicy} and pinned anew; headers of the source go to
 * its own origin only. A body is counted as it is decompressed and cut off at the limit, so neither a huge answer nor a small one that
 * unpacks into a huge one takes more memory than that. Threadsafe.
 */
public final class HttpFetcher implements Fetcher {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> FOR_ANYONE =
            Set.of("accept", "accept-language", "user-agent", "if-none-match", "if-modified-since");

    private static final int MANY = 10_000;
    /** When a held request was waited for so long, an answer of a gateway that gave up means that there was nothing. */
    private static final Duration HELD = Duration.ofSeconds(5);

    private static final Set<Integer> GAVE_UP = Set.of(408, 504, 524);

    private static final Set<String> HOSTS_FAULT = Set.of(
            "net.timeout",
            "net.connect-timeout",
            "net.refused",
            "net.unreachable",
            "net.reset",
            "net.tls",
            "net.other");

    private final Vertx vertx;
    private final AddressPolicy policy;
    private final Limits limits;
    private final Egress egress;
    private final HttpClient client;
    /** For requests that are held: each has a connection of its own, so that it is in nobody's way. */
    private final HttpClient patient;

    private final Hosts hosts;
    private final RobotsBook robots;
    private final Tokens tokens;
    private final InstantSource clock;

    /**
     * Limits of one fetch.
     *
     * @param total from its first turn to the last byte
     * @param bytes of the decompressed body
     * @param redirects that are followed
     * @param perHost requests to one host at a time
     * @param pause between two requests to one host on the public internet; a site's {@code Crawl-delay} may lengthen it
     */
    public record Limits(Duration total, int bytes, int redirects, int perHost, Duration pause) {
        /** 30 s, 8 MB, 5 redirects, 2 requests at a time and 5 a second per host. */
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(30), 8 << 20, 5, 2, Duration.ofMillis(200));

        public Limits(Duration total, int bytes, int redirects, int perHost) {
            this(total, bytes, redirects, perHost, Duration.ZERO);
        }
    }

    /**
     * A fetcher without a proxy.
     *
     * @param userAgent who we say we are, the truth; a source may name its own
     */
    public HttpFetcher(Vertx vertx, AddressPolicy policy, Limits limits, String userAgent) {
        this(vertx, policy, limits, new Egress(userAgent, null), new SystemTime());
    }

    /** A fetcher that goes out by {@code egress} and forgets its tokens with itself. */
    public HttpFetcher(Vertx vertx, AddressPolicy policy, Limits limits, Egress egress, InstantSource clock) {
        this(vertx, policy, limits, egress, clock, TokenVault.passing());
    }

    /** One whose refresh tokens outlive it in {@code vault}. */
    HttpFetcher(
            Vertx vertx, AddressPolicy policy, Limits limits, Egress egress, InstantSource clock, TokenVault vault) {
        this.vertx = vertx;
        this.policy = policy;
        this.limits = limits;
        this.egress = egress;
        this.clock = clock;
        this.hosts = new Hosts(vertx, clock, limits.perHost());
        this.robots = new RobotsBook(this::get, clock);
        this.tokens = new Tokens(this::get, clock, vault);
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(NetworkTrouble.CONNECT_SECONDS * 1_000)
                .setDecompressionSupported(true)
                .setMaxHeaderSize(32 << 10);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(limits.perHost()));
        this.patient = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MANY));
    }

    /** The tokens it shows. */
    Tokens tokens() {
        return tokens;
    }

    /** An access token for what is not fetched, such as a mailbox; failed with {@link FetchException} when there is none to be had. */
    public Future<Secret> token(Grant grant, boolean allowPrivate) {
        return tokens.of(grant, Conduct.USUAL, allowPrivate);
    }

    @Override
    public Future<Fetched> get(Request request, boolean allowPrivate) {
        Grant grant = request.conduct().grant();
        if (grant == null) {
            return new Fetch(request, allowPrivate).start();
        }
        Context own = vertx.getOrCreateContext();
        return on(own, tokens.of(grant, request.conduct(), allowPrivate))
                .compose(token -> new Fetch(bearing(request, token), allowPrivate)
                        .start()
                        .compose(answer -> {
                            if (!request.conduct().bearer().refuses(answer.status(), answer.body())) {
                                return Future.succeededFuture(answer);
                            }
                            // It may have ended early: once more with a new one.
                            tokens.drop(grant, token);
                            return on(own, tokens.of(grant, request.conduct(), allowPrivate))
                                    .compose(next -> new Fetch(bearing(request, next), allowPrivate).start());
                        }));
    }

    /** A token may have been waited for by several: each hears of it where it lives. */
    static <T> Future<T> on(Context context, Future<T> future) {
        Promise<T> here = Promise.promise();
        future.onComplete(result -> context.runOnContext(hop -> {
            if (result.succeeded()) {
                here.complete(result.result());
            } else {
                here.fail(result.cause());
            }
        }));
        return here.future();
    }

    private Request bearing(Request request, Secret token) {
        return request.conduct().bearer().bear(request, token, clock.instant());
    }

    /** Closes the connections that are kept for later. */
    public Future<Void> close() {
        return Future.all(client.close(), patient.close()).mapEmpty();
    }

    /** One call, from hop to hop. Its callbacks run on the caller's context. */
    private final class Fetch {
        private final Request request;
        private final boolean allowPrivate;
        private final @Nullable ProxyOptions proxy;
        private final @Nullable Duration held;
        private final Context context = vertx.getOrCreateContext();
        private final Promise<Fetched> done = Promise.promise();
        private final Set<URI> visited = new HashSet<>();
        private @Nullable Endpoint origin;
        private @Nullable HttpClientRequest current;
        private Hosts.@Nullable Turn turn;
        private long timer = -1;
        private boolean over;
        private boolean headed;
        private Instant askedAt = Instant.MAX;

        Fetch(Request request, boolean allowPrivate) {
            this.request = request;
            this.allowPrivate = allowPrivate;
            this.proxy = egress.proxy(request.conduct(), allowPrivate);
            this.held = request.conduct().held();
        }

        Future<Fetched> start() {
            try {
                hop(Endpoint.parse(request.url()));
            } catch (FetchException wrong) {
                done.tryFail(wrong);
            }
            return done.future().onComplete(result -> {
                over = true;
                vertx.cancelTimer(timer);
            });
        }

        private void hop(URI uri) {
            if (visited.size() > limits.redirects() || !visited.add(uri)) {
                fail(Trouble.of("net.redirect-loop", host(), limits.redirects()));
                return;
            }
            // What was allowed is the source's own host; a redirect leads nowhere else inside, not even to its
            // robots.txt.
            boolean inside = allowPrivate && (origin == null || origin.host().equalsIgnoreCase(uri.getHost()));
            Endpoint.of(vertx, policy, uri, inside, proxy)
                    .compose(endpoint -> pause(uri, inside).compose(pause -> turn(endpoint, pause)))
                    .onSuccess(endpoint -> context.runOnContext(hop -> {
                        try {
                            ask(endpoint);
                        } catch (RuntimeException unasked) {
                            // Such as a client that was closed meanwhile: who waits hears of it.
                            fail(unasked);
                        }
                    }))
                    .onFailure(this::fail);
        }

        /** What the site asks for between two reads; failed when it does not want to be read. */
        private Future<Duration> pause(URI uri, boolean inside) {
            return request.conduct().robots()
                    ? robots.ask(uri, request.conduct(), inside)
                    : Future.succeededFuture(Duration.ZERO);
        }

        private Future<Endpoint> turn(Endpoint endpoint, Duration pause) {
            Duration least = allowPrivate || pause.compareTo(limits.pause()) > 0 ? pause : limits.pause();
            return hosts.enter(endpoint.host() + ":" + endpoint.port(), least).map(entered -> {
                turn = entered;
                if (timer < 0 && !over) {
                    Duration longest = held == null ? limits.total() : held;
                    timer = vertx.setTimer(longest.toMillis(), id -> timeOut(endpoint, longest));
                }
                return endpoint;
            });
        }

        private void timeOut(Endpoint endpoint, Duration longest) {
            if (held == null || headed || current == null) {
                fail(Trouble.of("net.timeout", host(), longest.toSeconds()));
            } else if (done.tryComplete(nothing(endpoint))) {
                current.reset();
            }
        }

        /** The answer of a server that had nothing to say. */
        private static Fetched nothing(Endpoint endpoint) {
            return new Fetched(204, Headers.NONE, new byte[0], endpoint.uri().toString());
        }

        private void ask(Endpoint endpoint) {
            if (over) {
                answered();
                return;
            }
            origin = origin == null ? endpoint : origin;
            Secret body = endpoint.sameOrigin(origin) ? request.body() : null;
            askedAt = clock.instant();
            if (held != null) {
                // It waits without work for the host.
                answered();
            }
            (held == null ? client : patient)
                    .request(endpoint.request()
                            .setMethod(body == null ? HttpMethod.GET : HttpMethod.POST)
                            .setHeaders(headers(endpoint)))
                    .compose(asked -> {
                        current = asked;
                        if (over) {
                            asked.reset();
                        }
                        return body == null ? asked.send() : asked.send(Buffer.buffer(body.reveal()));
                    })
                    .onSuccess(response -> hear(endpoint, response))
                    .onFailure(this::fail);
        }

        private MultiMap headers(Endpoint endpoint) {
            MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("User-Agent", egress.userAgent());
            for (Map.Entry<String, Secret> header : request.headers().entrySet()) {
                if (endpoint.sameOrigin(origin)
                        || FOR_ANYONE.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    Egress.put(
                            headers,
                            endpoint.host(),
                            header.getKey(),
                            header.getValue().reveal());
                }
            }
            return headers;
        }

        private void hear(Endpoint endpoint, HttpClientResponse response) {
            headed = true;
            String location = response.getHeader("Location");
            if (REDIRECTS.contains(response.statusCode()) && location != null) {
                response.exceptionHandler(ours -> {});
                response.request().reset();
                headed = false;
                answered();
                follow(endpoint, location);
                return;
            }
            Buffer body = Buffer.buffer();
            response.exceptionHandler(this::fail);
            response.handler(chunk -> {
                if (over) {
                    return;
                }
                if (body.length() + chunk.length() > limits.bytes()) {
                    fail(Trouble.of("net.too-large", endpoint.host(), limits.bytes() >> 20));
                } else {
                    body.appendBuffer(chunk);
                }
            });
            response.endHandler(end -> {
                Fetched answer = new Fetched(
                        response.statusCode(),
                        headersOf(response),
                        body.getBytes(),
                        endpoint.uri().toString());
                judge(answer);
                boolean gaveUp = held != null
                        && GAVE_UP.contains(answer.status())
                        && !askedAt.plus(HELD).isAfter(clock.instant());
                done.tryComplete(gaveUp ? nothing(endpoint) : answer);
            });
        }

        /** Tells whoever keeps the peace with the host how it went. */
        private void judge(Fetched answer) {
            Trouble trouble = answer.trouble();
            boolean tired = answer.status() == 429 || answer.status() >= 500;
            if (turn == null || trouble == null || !tired) {
                answered();
                return;
            }
            boolean orders = answer.status() == 429 || answer.status() == 503;
            Duration order = orders ? NextPoll.retryAfter(answer.headers(), clock.instant()) : null;
            turn.failed(new FetchException(trouble, null), order);
        }

        private void answered() {
            if (turn != null) {
                turn.answered();
            }
        }

        private void follow(Endpoint from, String location) {
            try {
                hop(Endpoint.parse(from.uri()
                        .resolve(location.strip().replace(" ", "%20").replace("|", "%7C"))
                        .toString()));
            } catch (FetchException | IllegalArgumentException wrong) {
                fail(Trouble.of("net.redirect-bad", from.host()));
            }
        }

        private void fail(Throwable failure) {
            // Ours carry a wait perhaps; the network's are named first.
            FetchException known = failure instanceof FetchException ours
                    ? ours
                    : new FetchException(NetworkTrouble.of(host(), failure), failure);
            if (!done.tryFail(known)) {
                return;
            }
            if (turn != null) {
                if (HOSTS_FAULT.contains(known.trouble().code())) {
                    turn.failed(known, null);
                } else {
                    turn.answered();
                }
            }
            if (current != null) {
                current.reset();
            }
        }

        private void fail(Trouble trouble) {
            fail(new FetchException(trouble, null));
        }

        private String host() {
            return Fetcher.host(request.url());
        }
    }

    static Headers headersOf(HttpClientResponse response) {
        return headersOf(response.headers());
    }

    static Headers headersOf(MultiMap lines) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        lines.forEach((name, value) -> headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                .add(value));
        return Headers.of(headers);
    }
}
