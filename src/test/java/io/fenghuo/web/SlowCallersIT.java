package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Secret;
import io.fenghuo.web.guard.Cidr;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers who send broken HTTP, or so slowly that it never ends, are let go of; everybody else is served meanwhile. */
class SlowCallersIT {
    private static final int MANY = 300;
    private final Vertx vertx = Vertx.vertx();
    private final MemoryConsole console = new MemoryConsole(InstantSource.system());
    private int port;

    @BeforeEach
    void serve() throws Exception {
        new Samples(Instant.now()).fill(console);
        WebSettings settings = new WebSettings(
                "127.0.0.1",
                0,
                null,
                List.of(Cidr.parse("127.0.0.0/8")),
                Secret.of("key"),
                ZoneId.of("Asia/Shanghai"),
                Locale.CHINESE,
                WebSettings.MAX_BODY);
        port = WebServer.start(vertx, settings, console, Duration.ofSeconds(4))
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** The answer's first line; empty when the connection was closed without one. */
    private String answer(String request) throws IOException {
        try (Socket socket = send(request)) {
            byte[] read = socket.getInputStream().readNBytes(12);
            return new String(read, StandardCharsets.UTF_8);
        }
    }

    private static final String POST =
            "POST /api/posts?source=x HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n";

    @Test
    void brokenRequestsAreTurnedAway() throws Exception {
        String get = "GET / HTTP/1.1\nHost: 127.0.0.1\n";
        assertThat(answer(get + "a b c\n\n")).isEqualTo("HTTP/1.1 400");
        assertThat(answer("\u0016\u0003nonsense\n\n")).contains("400");
        assertThat(answer("GET /%zz HTTP/1.1\nHost: 127.0.0.1\n\n")).isEqualTo("HTTP/1.1 400");
        assertThat(answer(POST + "Content-Length: 3\nTransfer-Encoding: chunked\n\n0\n\n"))
                .isEqualTo("HTTP/1.1 400");
        assertThat(answer(POST + "Content-Length: -3\n\nabc")).isEqualTo("HTTP/1.1 400");
        assertThat(answer(get + "X: " + "a".repeat(40_000) + "\n\n")).isEqualTo("HTTP/1.1 431");
        assertThat(answer(POST + "Transfer-Encoding: chunked\n\nZZZ\n{}\n0\n\n"))
                .isIn("", "HTTP/1.1 400");
        assertThat(answer(POST + "Transfer-Encoding: chunked\n\nFFFFFFFFFFFF\n{}\n0\n\n"))
                .isIn("", "HTTP/1.1 400");
        assertThat(console.ingested).isEmpty();
        served();
    }

    private void served() throws IOException {
        assertThat(answer("GET / HTTP/1.1\nHost: 127.0.0.1\n\n")).isEqualTo("HTTP/1.1 200");
        String body = "{\"id\":\"a\",\"text\":\"x\"}";
        assertThat(answer(POST + "Content-Length: " + body.length() + "\n\n" + body))
                .isEqualTo("HTTP/1.1 202");
    }

    @Test
    void whoDripsIsLetGoOfAndTheOthersAreServed() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                slow.add(send(POST + "Content-Length: 3000000\n\n["));
            }
            served();
            Awaitility.await().until(() -> slow.stream().allMatch(SlowCallersIT::gone));
            served();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static boolean gone(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void aFullDiskIsSaidAndAskedToComeBack() throws Exception {
        console.full = true;
        String body = "{\"id\":\"a\",\"text\":\"x\"}";
        try (Socket socket = send(POST + "Connection: close\nContent-Length: " + body.length() + "\n\n" + body)) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all)
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("Retry-After: 30")
                    .contains("磁盘已满", "error.store");
        }
    }
}
