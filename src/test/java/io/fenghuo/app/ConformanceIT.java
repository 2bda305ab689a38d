package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Patience;
import io.fenghuo.Ports;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Conformance;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Outcome.Kind;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of replies again, byte for byte over real sockets and through the real sender, and lines that break at every point. */
class ConformanceIT {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Vertx VERTX = Vertx.vertx();
    private static final WebhookSender SENDER = new WebhookSender(VERTX, new PublicAddresses(), null, Patience.USUAL);
    /** For lines on which nothing ends: it begins to wait before it has connected. */
    private static final WebhookSender HASTY = new WebhookSender(VERTX, new PublicAddresses(), null, SHORT);

    private static final Channels CHANNELS = Channels.builtIn();

    static Stream<String> types() {
        return Conformance.types().stream();
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** How a connection goes wrong, and what that means: whether anything left this machine decides. */
    enum Break {
        /** Reset before a byte of the answer. */
        RESET_BEFORE,
        /** Closed before a byte of the answer. */
        CLOSED_BEFORE,
        /** A status line, then a reset. */
        RESET_AFTER_HEADERS,
        /** Half of the promised body, then a reset. */
        RESET_IN_BODY,
        /** Half of the promised body, then a close. */
        TRUNCATED,
        /** A byte now and then, for ever. */
        DRIP,
        /** Nothing at all. */
        SILENCE,
        /** No HTTP. */
        GARBAGE
    }

    /** A socket that reads one request and answers by the book it was given. */
    private static final class Line implements AutoCloseable {
        private final ServerSocket listening;

        interface Book {
            void answer(Socket socket, OutputStream out) throws IOException, InterruptedException;
        }

        Line(Book book) throws IOException {
            listening = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> accept(book), "line");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept(Book book) {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    request(socket.getInputStream());
                    book.answer(socket, socket.getOutputStream());
                } catch (IOException gone) {
                    // the client went away, which some books want
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        }

        /** Reads a request to its end by its Content-Length. */
        private static void request(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    return;
                }
                head.append((char) c);
            }
            String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
            int at = lower.indexOf("content-length:");
            if (at >= 0) {
                in.readNBytes(Integer.parseInt(
                        lower.substring(at + 15, lower.indexOf("\r\n", at)).strip()));
            }
        }

        String url() {
            return "http://127.0.0.1:" + listening.getLocalPort() + "/x?key=" + Conformance.KEY;
        }

        @Override
        public void close() {
            try {
                listening.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private static Outcome send(String type, String address) throws Exception {
        return send(SENDER, type, address);
    }

    private static Outcome send(WebhookSender sender, String type, String address) throws Exception {
        ChannelSpec spec = Conformance.at(type, address);
        Channel channel = CHANNELS.type(type).orElseThrow();
        Outgoing out = channel.render(Conformance.message("敷完脸红肿"), spec, Conformance.NOW)
                .get(0);
        Outgoing prepared =
                channel.prepare(out, spec, Conformance.message("x").recipient().person(), Conformance.NOW);
        Reply reply = sender.send(prepared, spec)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return channel.classify(reply, spec, Conformance.NOW);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyReplyOfTheTableMeansTheSameOverTheWire(String type) throws Exception {
        for (Conformance.Case one : Conformance.cases(type)) {
            byte[] body = one.body().getBytes(StandardCharsets.UTF_8);
            try (Line line = new Line((socket, out) -> {
                StringBuilder head = new StringBuilder("HTTP/1.1 " + one.status() + " x\r\n");
                one.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
                if (one.status() != 204) {
                    head.append("Content-Length: " + body.length + "\r\n");
                }
                out.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
            })) {
                Outcome outcome = send(type, line.url());
                assertThat(outcome.kind()).as("%s: %s → %s", type, one, outcome).isEqualTo(one.kind());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aLineThatBreaksIsNeverADelivery(String type) throws Exception {
        for (Break how : Break.values()) {
            try (Line line = new Line((socket, out) -> fail(how, socket, out))) {
                boolean endless = how == Break.DRIP || how == Break.SILENCE;
                Outcome outcome = send(endless ? HASTY : SENDER, type, line.url());
                // Its time can be over before it has connected: then nothing was sent, and nothing shown.
                for (int tries = 0; tries < 30 && endless && outcome.kind() == Kind.RETRY; tries++) {
                    outcome = send(HASTY, type, line.url());
                }
                assertThat(outcome.kind()).as("%s %s: %s", type, how, outcome).isEqualTo(Kind.AMBIGUOUS);
            }
        }
        String nobody = "http://127.0.0.1:" + Ports.free() + "/x?key=" + Conformance.KEY;
        assertThat(send(type, nobody).kind()).as("nobody listens").isEqualTo(Kind.RETRY);
    }

    private static final Map<Break, String> PART = Map.of(
            Break.RESET_AFTER_HEADERS, "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n",
            Break.RESET_IN_BODY, "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"errcode\":0,\"code\":0",
            Break.TRUNCATED, "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"errcode\":0,\"code\":0",
            Break.GARBAGE, "\u0000\u0001 not http at all\r\n\r\n");

    private static void fail(Break how, Socket socket, OutputStream out) throws IOException, InterruptedException {
        String part = PART.get(how);
        if (part != null) {
            out.write(part.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(60);
        }
        switch (how) {
            case RESET_BEFORE, RESET_AFTER_HEADERS, RESET_IN_BODY -> socket.setSoLinger(true, 0);
            case DRIP -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 40; i++) {
                    out.write('{');
                    out.flush();
                    Thread.sleep(50);
                }
            }
            case SILENCE -> Thread.sleep(SHORT.toMillis() + 300);
            default -> {
                // closed in order
            }
        }
    }
}
