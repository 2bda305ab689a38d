package io.fenghuo.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fenghuo.Patience;
import io.fenghuo.model.Secret;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Request;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad servers do, done by real ones on loopback. */
class HttpFetcherIT {
    private static final int LIMIT = 1 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final HttpFetcher fetcher = fetcher(Patience.USUAL);
    /** For servers that never end. */
    private final HttpFetcher hasty = fetcher(Duration.ofMillis(1_500));

    private HttpFetcher fetcher(Duration limit) {
        return new HttpFetcher(
                vertx, new PublicAddresses(), new HttpFetcher.Limits(limit, LIMIT, 5, 2), "Fenghuo/test");
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void anAnswerComesWithHeadersAndWeSayWhoWeAre() {
        int port = http(request -> request.response()
                .putHeader("ETag", "\"1\"")
                .end(request.getHeader("User-Agent") + "|" + request.getHeader("X-Key") + "|" + request.uri() + "|"
                        + request.getHeader("Host")));
        Fetched answer = get("http://localhost:" + port + "/评论?q=假 货", Map.of("X-Key", Secret.of("k")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("etag")).isEqualTo("\"1\"");
        assertThat(new String(answer.body(), US_ASCII))
                .isEqualTo("Fenghuo/test|k|/%E8%AF%84%E8%AE%BA?q=%E5%81%87%20%E8%B4%A7|localhost:" + port);
    }

    @Test
    void notModifiedIsAnAnswer() {
        int port = http(request -> request.response()
                .setStatusCode("\"1\"".equals(request.getHeader("If-None-Match")) ? 304 : 200)
                .end());
        assertThat(get(url(port), Map.of("If-None-Match", Secret.of("\"1\""))).unchanged())
                .isTrue();
    }

    @Test
    void gzipIsUnpackedAndABombIsRefused() throws IOException {
        Buffer small = gzip("好评".repeat(1_000).getBytes("UTF-8"), 1);
        Buffer bomb = gzip(new byte[1 << 20], 200);
        assertThat(bomb.length()).isLessThan(LIMIT);
        int port = http(request -> request.response()
                .putHeader("Content-Encoding", "gzip")
                .end(request.path().equals("/bomb") ? bomb : small));
        assertThat(get(url(port), Map.of()).body()).hasSize(6_000);
        fails("net.too-large", url(port) + "bomb");
    }

    @Test
    void brokenGzipIsNamed() {
        int port = http(request ->
                request.response().putHeader("Content-Encoding", "gzip").end(Buffer.buffer("this is not gzip")));
        fails("net.encoding", url(port));
    }

    @Test
    void aHeaderThatCannotBeSentIsToldWithoutItsValue() {
        int port = http(request -> request.response().end("asked"));
        for (String secret : new String[] {"key-0123\n", "key-0123\u0001", "key-0123\r\nX: y"}) {
            assertThatThrownBy(() -> get(url(port), Map.of("X-Key", Secret.of(secret))))
                    .isInstanceOfSatisfying(FetchException.class, fault -> {
                        assertThat(fault.trouble().code()).isEqualTo("net.header");
                        assertThat(fault.trouble().args()).containsExactly("127.0.0.1", "X-Key");
                        assertThat(fault).hasNoCause().hasMessageNotContaining("0123");
                    });
        }
    }

    @Test
    void twoGigabytesAreCutAtTheLimit() {
        AtomicLong sent = new AtomicLong();
        Buffer block = Buffer.buffer(new byte[1 << 16]);
        int port = net(socket -> socket.handler(ask -> {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n");
            pour(socket, block, sent);
        }));
        long before = used();
        fails("net.too-large", url(port));
        assertThat(used() - before).isLessThan(64L << 20);
        // The connection is closed: the server can send no more than what was on the way.
        await().during(Duration.ofMillis(300)).until(() -> sent.get() < 64L << 20);
    }

    @Test
    void redirectsAreFollowedAndLoopsAreNot() {
        int port = http(request -> {
            int step = Integer.parseInt(request.path().substring(1));
            if (step == 0) {
                request.response().end("here");
            } else {
                String next = step == 100 ? "/100" : step >= 50 ? "/" + (step + 1) : "/" + (step - 1);
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", next)
                        .end();
            }
        });
        Fetched answer = get(url(port) + "5", Map.of());
        assertThat(new String(answer.body(), US_ASCII)).isEqualTo("here");
        assertThat(answer.url()).isEqualTo(url(port) + "0");
        fails("net.redirect-loop", url(port) + "6");
        fails("net.redirect-loop", url(port) + "100");
        fails("net.redirect-loop", url(port) + "50");
    }

    @Test
    void aRedirectToAnotherOriginGetsNoCredentials() {
        int other = http(request -> request.response().end(String.valueOf(request.getHeader("Authorization"))));
        int port = http(request -> request.response()
                .setStatusCode(301)
                .putHeader("Location", "http://127.0.0.1:" + other + "/")
                .end());
        Fetched answer = get(url(port), Map.of("Authorization", Secret.of("Bearer x")));
        assertThat(new String(answer.body(), US_ASCII)).isEqualTo("null");
    }

    @Test
    void aRedirectOutOfTheWebIsRefused() {
        int port = http(request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", "file:///etc/passwd")
                .end());
        fails("net.redirect-bad", url(port));
    }

    /** What may be private is the host the source names; neither page nor robots.txt of another is asked for. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRedirectInsideLeadsToNoOtherHost(boolean robots) {
        AtomicInteger asked = new AtomicInteger();
        int other = http(request -> {
            asked.incrementAndGet();
            request.response().end("inside");
        });
        int port = http(request -> {
            if (request.path().equals("/robots.txt")) {
                request.response().setStatusCode(404).end();
            } else {
                String host = request.path().equals("/own") ? "localhost" : "127.0.0.1";
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "http://" + host + ":" + other + "/")
                        .end();
            }
        });
        Conduct conduct = new Conduct(robots, null);
        Request away = new Request("http://localhost:" + port + "/", Map.of(), conduct, null);
        assertThatThrownBy(() -> fetcher.get(away, true).await())
                .isInstanceOfSatisfying(
                        FetchException.class,
                        e -> assertThat(e.trouble().code()).isEqualTo("net.private"));
        assertThat(asked).hasValue(0);
        Request own = new Request("http://localhost:" + port + "/own", Map.of(), conduct, null);
        assertThat(new String(fetcher.get(own, true).await().body(), US_ASCII)).isEqualTo("inside");
    }

    @Test
    void privateAddressesNeedPermission() {
        int port = http(request -> request.response().end("secret"));
        Request request = new Request("http://localhost:" + port + "/", Map.of());
        assertThatThrownBy(() -> fetcher.get(request, false).await())
                .isInstanceOfSatisfying(
                        FetchException.class,
                        e -> assertThat(e.trouble().code()).isEqualTo("net.private"));
    }

    @Test
    void failuresAreToldApart() {
        fails("net.dns", "http://no-such-host.invalid/");
        fails("net.url", "gopher://localhost/");
        fails("net.url", "http://");
        fails("net.url", "not a url");
        int closed = net(socket -> {});
        NetServer server = vertx.createNetServer().connectHandler(NetSocket::close);
        int reset = server.listen(0, "127.0.0.1").await().actualPort();
        fails("net.reset", url(reset));
        server.close().await();
        fails("net.refused", url(reset));
        fails(hasty, "net.timeout", url(closed));
        fails(
                "net.tls",
                "https://127.0.0.1:" + http(request -> request.response().end()) + "/");
    }

    @Test
    void aSlowDripEndsAtTheTimeLimit() {
        int port = net(socket -> socket.handler(ask -> {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            long drip = vertx.setPeriodic(100, id -> socket.write("x"));
            socket.closeHandler(gone -> vertx.cancelTimer(drip));
        }));
        fails(hasty, "net.timeout", url(port));
    }

    @Test
    void aBrokenOffBodyIsAFailure() {
        int port =
                net(socket -> socket.handler(ask -> socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
                        .onComplete(sent -> socket.close())));
        fails("net.reset", url(port));
    }

    @Test
    void nonsenseInsteadOfHttpIsAFailure() {
        int port = net(socket -> socket.handler(ask -> socket.write("SSH-2.0-OpenSSH_9.6\r\n\r\n")));
        assertThatThrownBy(() -> get(url(port), Map.of())).isInstanceOf(FetchException.class);
    }

    private void fails(String code, String url) {
        fails(fetcher, code, url);
    }

    private static void fails(HttpFetcher fetcher, String code, String url) {
        assertThatThrownBy(() -> fetcher.get(new Request(url, Map.of()), true).await())
                .as(url)
                .isInstanceOfSatisfying(
                        FetchException.class,
                        e -> assertThat(e.trouble().code())
                                .as(e.trouble().toString())
                                .isEqualTo(code));
    }

    private Fetched get(String url, Map<String, Secret> headers) {
        return fetcher.get(new Request(url, headers), true).await();
    }

    private int http(Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private int net(Handler<NetSocket> handler) {
        return vertx.createNetServer()
                .connectHandler(handler)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static void pour(NetSocket socket, Buffer block, AtomicLong sent) {
        while (!socket.writeQueueFull() && sent.get() < 2L << 30) {
            sent.addAndGet(block.length());
            if (socket.write(block).failed()) {
                return;
            }
        }
        socket.drainHandler(drained -> pour(socket, block, sent));
    }

    private static Buffer gzip(byte[] bytes, int times) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                gzip.write(bytes);
            }
        }
        return Buffer.buffer(packed.toByteArray());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port + "/";
    }
}
