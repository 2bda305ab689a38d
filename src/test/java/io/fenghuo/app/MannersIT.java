package io.fenghuo.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import io.fenghuo.Patience;
import io.fenghuo.model.Secret;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Grant;
import io.fenghuo.source.Request;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the fetcher behaves towards sites, proved by real servers on loopback. */
class MannersIT {
    private static final int LIMIT = 1 << 20;
    private static final Conduct ROBOT = new Conduct(true, null);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-06-18T12:00:00Z"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpFetcher fetcher = fetcher(new Egress("Fenghuo/0.1 (+ops@brand.example)", null));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void robotsAreObeyedAtEveryHopAndAskedOnce() {
        int port = http(request -> {
            switch (request.path()) {
                case "/robots.txt" ->
                    request.response()
                            .end(
                                    "User-agent: *\nDisallow: /\n\nUser-agent: fenghuo\nDisallow: /private\nAllow: /private/ours");
                case "/moved" ->
                    request.response()
                            .setStatusCode(302)
                            .putHeader("Location", "/private/x")
                            .end();
                default -> request.response().end("read");
            }
        });
        assertThat(read(port, "/comments", ROBOT)).isEqualTo("read");
        assertThat(read(port, "/private/ours/1", ROBOT)).isEqualTo("read");
        assertThat(refused(port, "/private/1", ROBOT).code()).isEqualTo("robots.disallowed");
        assertThat(refused(port, "/moved", ROBOT).code()).isEqualTo("robots.disallowed");
        assertThat(read(port, "/private/1", Conduct.USUAL)).isEqualTo("read");
        assertThat(asked).filteredOn("/robots.txt"::equals).hasSize(1);
        assertThat(asked).doesNotContain("/private/x");
        now.set(now.get().plus(RobotsBook.KEPT).plusSeconds(1));
        read(port, "/comments", ROBOT);
        assertThat(asked).filteredOn("/robots.txt"::equals).hasSize(2);
    }

    @Test
    void aSiteWithoutRobotsIsOpenAndOneThatCannotSayIsClosed() {
        int none = http(request -> request.response()
                .setStatusCode(request.path().equals("/robots.txt") ? 404 : 200)
                .end("read"));
        assertThat(read(none, "/c", ROBOT)).isEqualTo("read");
        AtomicInteger status = new AtomicInteger(503);
        int broken = http(request -> request.response()
                .setStatusCode(request.path().equals("/robots.txt") ? status.get() : 200)
                .end());
        assertThat(refused(broken, "/c", ROBOT).code()).isEqualTo("robots.unreadable");
        status.set(200);
        assertThat(refused(broken, "/c", ROBOT).code()).isEqualTo("robots.unreadable");
        now.set(now.get().plus(RobotsBook.KEPT_UNREADABLE).plusSeconds(1));
        assertThat(read(broken, "/c", ROBOT)).isEmpty();
    }

    @Test
    void brotliAndZstdAreUnpackedAndTheirBombsRefused() throws IOException {
        Brotli4jLoader.ensureAvailability();
        byte[] text = "好评".repeat(1_000).getBytes(UTF_8);
        byte[] bomb = new byte[64 << 20];
        Map<String, byte[]> bodies = Map.of(
                "/br", Encoder.compress(text),
                "/br-bomb", Encoder.compress(bomb),
                "/zstd", Zstd.compress(text),
                "/zstd-bomb", Zstd.compress(bomb));
        int port = http(request -> request.response()
                .putHeader("Content-Encoding", request.path().startsWith("/br") ? "br" : "zstd")
                .end(Buffer.buffer(bodies.get(request.path()))));
        for (String way : List.of("br", "zstd")) {
            assertThat(bodies.get("/" + way + "-bomb").length).as(way).isLessThan(LIMIT);
            assertThat(fetch(port, "/" + way, Conduct.USUAL).await().body())
                    .as(way)
                    .isEqualTo(text);
            assertThat(refused(port, "/" + way + "-bomb", Conduct.USUAL).code())
                    .as(way)
                    .isEqualTo("net.too-large");
        }
    }

    @Test
    void weSayWhoWeAreAndWhatWeCanUnpack() {
        List<String> said = new ArrayList<>();
        int port = http(request -> {
            said.add(request.getHeader("User-Agent"));
            said.add(request.getHeader("Accept-Encoding"));
            request.response().end();
        });
        read(port, "/", Conduct.USUAL);
        assertThat(said.get(0)).isEqualTo("Fenghuo/0.1 (+ops@brand.example)");
        assertThat(said.get(1)).contains("gzip").contains("br").contains("zstd");
    }

    @Test
    void aProxyIsGoneThroughWithItsPassword() {
        AtomicReference<String> seen = new AtomicReference<>();
        int proxy = http(request -> {
            seen.set(request.absoluteURI() + " " + request.getHeader("Proxy-Authorization"));
            request.response().end("by proxy");
        });
        String url = "http://u:p%40@127.0.0.1:" + proxy;
        HttpFetcher house = fetcher(new Egress("Fenghuo/0.1", Secret.of(url)));
        Conduct through = new Conduct(false, Secret.of(url));
        // A name that only the proxy knows is left to it; what leads inside is refused before.
        Fetched answer = house.get(new Request("http://forum.invalid/c", Map.of()), false)
                .await();
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("by proxy");
        assertThat(seen.get()).isEqualTo("http://forum.invalid/c Basic dTpwQA==");
        assertThat(fetcher.get(new Request("http://forum.invalid/d", Map.of(), through, null), true)
                        .await()
                        .status())
                .isEqualTo(200);
        FetchException inside = catchThrowableOfType(
                FetchException.class,
                () -> house.get(new Request("http://127.0.0.1:1/", Map.of()), false)
                        .await());
        assertThat(inside.trouble().code()).isEqualTo("net.private");
        // The house's proxy is not for addresses inside, and a source may do without.
        int port = http(request -> request.response().end("direct"));
        assertThat(new String(
                        house.get(new Request("http://127.0.0.1:" + port + "/", Map.of()), true)
                                .await()
                                .body(),
                        UTF_8))
                .isEqualTo("direct");
    }

    @Test
    void aHostThatAsksForAPauseIsLeftAloneByAllSources() {
        AtomicInteger status = new AtomicInteger(429);
        int port = http(request -> request.response()
                .setStatusCode(status.get())
                .putHeader("Retry-After", "120")
                .end());
        assertThat(fetch(port, "/a", Conduct.USUAL).await().status()).isEqualTo(429);
        FetchException resting = catchThrowableOfType(
                FetchException.class, () -> fetch(port, "/b", Conduct.USUAL).await());
        assertThat(resting.trouble().code()).isEqualTo("http.429");
        assertThat(resting.retryAfter()).isEqualTo(Duration.ofSeconds(120));
        assertThat(asked).containsExactly("/a");
        now.set(now.get().plusSeconds(121));
        status.set(200);
        assertThat(fetch(port, "/b", Conduct.USUAL).await().status()).isEqualTo(200);
    }

    @Test
    void aHostThatFailsAndFailsRestsAndThenOneTries() {
        AtomicInteger status = new AtomicInteger(500);
        int port =
                http(request -> request.response().setStatusCode(status.get()).end());
        for (int i = 0; i < Hosts.FAILURES; i++) {
            assertThat(fetch(port, "/" + i, Conduct.USUAL).await().status()).isEqualTo(500);
        }
        assertThat(refused(port, "/x", Conduct.USUAL).code()).isEqualTo("http.5xx");
        now.set(now.get().plus(Hosts.REST).plusSeconds(1));
        assertThat(fetch(port, "/y", Conduct.USUAL).await().status()).isEqualTo(500);
        assertThat(refused(port, "/z", Conduct.USUAL).code()).isEqualTo("http.5xx");
        now.set(now.get().plus(Hosts.REST.multipliedBy(2)).plusSeconds(1));
        status.set(200);
        assertThat(fetch(port, "/ok", Conduct.USUAL).await().status()).isEqualTo(200);
        assertThat(fetch(port, "/ok2", Conduct.USUAL).await().status()).isEqualTo(200);
        assertThat(asked).hasSize(Hosts.FAILURES + 3).doesNotContain("/x", "/z");
    }

    @Test
    void noMoreThanTwoAtATime() {
        AtomicInteger under = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        int port = http(request -> {
            most.accumulateAndGet(under.incrementAndGet(), Math::max);
            held.add(request);
            // The first of two waits for the second, and both a moment for a third.
            if (held.size() == 2) {
                vertx.setTimer(100, later -> {
                    for (HttpServerRequest one = held.poll(); one != null; one = held.poll()) {
                        under.decrementAndGet();
                        one.response().end();
                    }
                });
            }
        });
        List<Future<Fetched>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(fetch(port, "/" + i, Conduct.USUAL));
        }
        await().until(() -> all.stream().allMatch(Future::succeeded));
        assertThat(most.get()).isEqualTo(2);
    }

    /** A name that means a public address when it is checked and a private one when it is used gains nothing: it is asked for once a hop. */
    @Test
    void aNameThatChangesItsMindIsPinned() {
        AtomicInteger lookups = new AtomicInteger();
        AddressPolicy policy = (host, allowPrivate) -> {
            if (lookups.incrementAndGet() > 1) {
                throw new AddressPolicy.Refused(InetAddress.getLoopbackAddress());
            }
            return InetAddress.getLoopbackAddress();
        };
        HttpFetcher pinned = new HttpFetcher(
                vertx,
                policy,
                new HttpFetcher.Limits(Patience.USUAL, LIMIT, 5, 2),
                new Egress("Fenghuo/0.1", null),
                now::get);
        int port = http(request -> {
            if (request.path().equals("/to-itself")) {
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/inside")
                        .end();
            } else {
                request.response().end("once");
            }
        });
        assertThat(new String(
                        pinned.get(new Request("http://rebind.example:" + port + "/", Map.of()), false)
                                .await()
                                .body(),
                        UTF_8))
                .isEqualTo("once");
        lookups.set(0);
        FetchException refused = catchThrowableOfType(
                FetchException.class,
                () -> pinned.get(new Request("http://rebind.example:" + port + "/to-itself", Map.of()), false)
                        .await());
        assertThat(refused.trouble().code()).isEqualTo("net.private");
        assertThat(asked).doesNotContain("/inside");
    }

    @Test
    void accessTokensAreGotOnceKeptAndGotAnewWhenRefused() {
        List<String> grants = new CopyOnWriteArrayList<>();
        AtomicReference<String> valid = new AtomicReference<>("t0");
        int port = http(request -> {
            if (request.path().equals("/token")) {
                request.body().onSuccess(body -> {
                    grants.add(body.toString());
                    valid.set("t" + grants.size());
                    request.response()
                            .end("{\"access_token\":\"" + valid.get() + "\",\"expires_in\":3600,\"refresh_token\":\"r"
                                    + grants.size() + "\"}");
                });
                return;
            }
            boolean good = ("Bearer " + valid.get()).equals(request.getHeader("Authorization"));
            request.response().setStatusCode(good ? 200 : 401).end("read");
        });
        Grant grant = new Grant(
                "http://127.0.0.1:" + port + "/token", "app", Secret.of("s&s"), Secret.of("r0"), "read", false);
        Conduct bearing = new Conduct(false, null, grant);
        assertThat(read(port, "/c", bearing)).isEqualTo("read");
        assertThat(read(port, "/c", bearing)).isEqualTo("read");
        assertThat(grants)
                .containsExactly(
                        "grant_type=refresh_token&refresh_token=r0&scope=read&client_id=app&client_secret=s%26s");
        // Withdrawn before its time: got anew, with the refresh token that took the old one's place.
        valid.set("other");
        assertThat(fetch(port, "/c", bearing).await().status()).isEqualTo(200);
        assertThat(grants).hasSize(2);
        assertThat(grants.get(1)).contains("refresh_token=r1");
        now.set(now.get().plusSeconds(3_600));
        assertThat(fetch(port, "/c", bearing).await().status()).isEqualTo(200);
        assertThat(grants).hasSize(3);
    }

    @Test
    void aTokenThatIsRefusedIsNamedWithoutSecrets() {
        int port = http(request -> request.response().setStatusCode(400).end("{\"error\":\"invalid_client\"}"));
        Grant grant =
                new Grant("http://127.0.0.1:" + port + "/token", "app", Secret.of("top-secret"), null, null, true);
        FetchException refused = catchThrowableOfType(
                FetchException.class,
                () -> fetch(port, "/c", new Conduct(false, null, grant)).await());
        assertThat(refused.trouble()).isEqualTo(Trouble.of("oauth.refused", "127.0.0.1", 400, "invalid_client"));
        assertThat(refused.toString()).doesNotContain("top-secret");
    }

    private HttpFetcher fetcher(Egress egress) {
        return new HttpFetcher(
                vertx, new PublicAddresses(), new HttpFetcher.Limits(Patience.USUAL, LIMIT, 5, 2), egress, now::get);
    }

    private String read(int port, String path, Conduct conduct) {
        return new String(fetch(port, path, conduct).await().body(), UTF_8);
    }

    private Trouble refused(int port, String path, Conduct conduct) {
        return catchThrowableOfType(
                        FetchException.class, () -> fetch(port, path, conduct).await())
                .trouble();
    }

    private Future<Fetched> fetch(int port, String path, Conduct conduct) {
        return fetcher.get(new Request("http://127.0.0.1:" + port + path, Map.of(), conduct, null), true);
    }

    private int http(Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.add(request.path());
                    handler.handle(request);
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }
}
