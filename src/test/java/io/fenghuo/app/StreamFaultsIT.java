package io.fenghuo.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.hearing.KeptSources;
import io.fenghuo.verticle.hearing.ListenVerticle;
import io.fenghuo.verticle.hearing.PollVerticle;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams and held requests against servers on real sockets that behave, and that hang, drip, break off, lie and bomb. */
class StreamFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LINES = "application/x-ndjson";

    private final Vertx vertx = Vertx.vertx();
    private final KeptSources kept = new KeptSources();
    private final HttpStreams streams =
            new HttpStreams(vertx, new PublicAddresses(), InstantSource.system(), "Fenghuo/test");
    private final SourcePorts ports = new SourcePorts(
            new HttpFetcher(
                    vertx, new PublicAddresses(), new HttpFetcher.Limits(PATIENCE, 1 << 20, 5, 2), "Fenghuo/test"),
            streams,
            kept,
            new VertxTime(vertx, new SystemTime()),
            kept,
            new SourceWords(Locale.ENGLISH),
            new Random(7));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void packedMessagesHeartbeatsAndSecretsOverOneRoom() {
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicInteger pings = new AtomicInteger();
        int port = room(socket -> {
            socket.textMessageHandler(text -> {
                heard.add(text);
                if (text.contains("join")) {
                    socket.writeBinaryMessage(Buffer.buffer(gzip("{\"id\":1,\"t\":\"骗子\"}".getBytes(UTF_8))));
                    socket.writeBinaryMessage(Buffer.buffer(gzip(new byte[20 << 20])));
                    socket.writeTextMessage("PING 1");
                    socket.writeTextMessage("{\"id\":2,\"t\":\"假货\"}");
                }
            });
            socket.binaryMessageHandler(bytes -> heard.add("binary " + bytes.length()));
            socket.frameHandler(frame -> pings.addAndGet(frame.isPing() ? 1 : 0));
        });
        listen(
                "room",
                "websocket",
                "ws://127.0.0.1:" + port,
                Map.of(
                        "subscribe", List.of(Map.of("op", "login", "token", "s3cret"), Map.of("op", "join")),
                        "reply", Map.of("to", "PING", "send", "PONG"),
                        "heartbeat", Map.of("every", "1s", "binary", "AAEC")));
        await().atMost(PATIENCE).until(() -> kept.texts("room").equals(List.of("骗子", "假货")));
        await().atMost(PATIENCE).until(() -> heard.contains("binary 3"));
        assertThat(heard.get(0)).contains("s3cret");
        await().untilAsserted(() ->
                assertThat(heard).startsWith(heard.get(0), "{\"op\":\"join\"}").contains("PONG"));
        await().until(() -> String.valueOf(kept.of("room").problem()).contains("more than 8 MB unpacked"));
        assertThat(kept.of("room").connected()).isTrue();
    }

    @Test
    void aRoomThatIsCutOffLeavesAGapUnlessItRepeats() {
        CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
        Map<String, Integer> joins = new ConcurrentHashMap<>();
        int port = vertx.createHttpServer()
                .webSocketHandshakeHandler(shake -> {
                    asked.add(shake.uri());
                    // Away for longer than a moment.
                    vertx.setTimer(
                            joins.merge(shake.path(), 1, Integer::sum) == 1 ? 1 : 1_500, later -> shake.accept());
                })
                .webSocketHandler(socket -> {
                    socket.writeTextMessage("{\"id\":" + asked.size() + ",\"t\":\"x\"}");
                    if (joins.get(socket.path()) == 1) {
                        vertx.setTimer(300, later -> socket.close());
                    }
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        listen("forgets", "websocket", "ws://127.0.0.1:" + port + "/f", Map.of());
        listen(
                "repeats",
                "websocket",
                "ws://127.0.0.1:" + port + "/r",
                Map.of("resume", Map.of("at", "/id", "as", "after")));
        await().atMost(PATIENCE).until(() -> asked.size() >= 4 && !kept.gaps().isEmpty());
        assertThat(kept.gaps()).allSatisfy(gap -> {
            assertThat(gap.source()).isEqualTo("forgets");
            assertThat(gap.covered()).isFalse();
            assertThat(gap.why()).contains("ended");
        });
        assertThat(asked).anyMatch(uri -> uri.startsWith("/r?after="));
    }

    @Test
    void linesAreReadHoweverTheyDrip() {
        CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
        int port = http(request -> {
            asked.add(request.uri());
            HttpServerResponse response = request.response().setChunked(true).putHeader("Content-Type", LINES);
            byte[] bytes = ("{\"id\":" + asked.size() + ",\"t\":\"滴水\"}\r\n\n]]garbage\n{\"id\":1000,\"t\":\"x\"")
                    .getBytes(UTF_8);
            drip(response, bytes, 0);
        });
        listen("lines", "ndjson", "http://127.0.0.1:" + port, Map.of("resume", Map.of("at", "/id", "as", "after")));
        await().atMost(PATIENCE)
                .until(() -> asked.size() >= 2 && !kept.texts("lines").isEmpty());
        assertThat(asked.get(1)).isEqualTo("/?after=1");
        assertThat(kept.posts()).noneMatch(post -> post.id().equals("1000"));
        await().until(() -> String.valueOf(kept.told()).contains("could not be read"));
    }

    /** One byte after the other; then the connection is cut within a line. */
    private void drip(HttpServerResponse response, byte[] bytes, int at) {
        if (at == bytes.length) {
            response.reset();
            return;
        }
        response.write(Buffer.buffer(new byte[] {bytes[at]}));
        vertx.setTimer(2, later -> drip(response, bytes, at + 1));
    }

    @Test
    void aHugeLineIsLeftOutAndTheNextOneRead() {
        int port = http(request -> {
            HttpServerResponse response = request.response().setChunked(true).putHeader("Content-Type", LINES);
            response.write(Buffer.buffer(new byte[3 << 20]));
            response.write("\n{\"id\":1,\"t\":\"后一句\"}\n");
        });
        listen("huge", "ndjson", "http://127.0.0.1:" + port, Map.of());
        await().atMost(PATIENCE).until(() -> kept.texts("huge").equals(List.of("后一句")));
        await().until(() -> String.valueOf(kept.of("huge").problem()).contains("1 MB"));
    }

    @Test
    void aStreamThatHangsIsGivenUpAndCommentsKeepItAlive() {
        AtomicInteger hung = new AtomicInteger();
        int silent = http(request -> {
            hung.incrementAndGet();
            request.response().setChunked(true).putHeader("Content-Type", LINES).write("\n");
        });
        AtomicInteger alive = new AtomicInteger();
        int talking = http(request -> {
            alive.incrementAndGet();
            HttpServerResponse response =
                    request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
            vertx.setPeriodic(100, tick -> response.write(": still here\n"));
        });
        listen("silent", "ndjson", "http://127.0.0.1:" + silent, Map.of("idle", "500ms"));
        listen("talking", "sse", "http://127.0.0.1:" + talking, Map.of("idle", "5s"));
        await().atMost(PATIENCE).pollDelay(Duration.ofSeconds(6)).until(() -> hung.get() >= 2);
        assertThat(alive).hasValue(1);
        assertThat(kept.of("talking").connected()).isTrue();
    }

    @Test
    void whatIsNoStreamIsNamed() {
        int loop = http(request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", request.uri())
                .end());
        int page = http(request ->
                request.response().putHeader("Content-Type", "text/html").end("<p>x"));
        int packed = http(request -> request.response()
                .putHeader("Content-Type", LINES)
                .putHeader("Content-Encoding", "gzip")
                .end(Buffer.buffer(gzip("{}\n".getBytes(UTF_8)))));
        int reset = vertx.createNetServer()
                .connectHandler(NetSocket::close)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        listen("loop", "ndjson", "http://127.0.0.1:" + loop, Map.of());
        listen("page", "ndjson", "http://127.0.0.1:" + page, Map.of());
        listen("packed", "ndjson", "http://127.0.0.1:" + packed, Map.of());
        listen("reset", "sse", "http://127.0.0.1:" + reset, Map.of());
        Map<String, String> problems =
                Map.of("loop", "302", "page", "lines of JSON", "packed", "gzip", "reset", "broke off");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(problems).allSatisfy((id, words) -> {
                    assertThat(kept.of(id)).as(id).isNotNull();
                    assertThat(kept.of(id).problem()).as(id).contains(words);
                }));
    }

    @Test
    void aHeldRequestIsAnsweredWhenThereIsSomethingToSay() {
        CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
        int port = http(request -> {
            asked.add(request.uri());
            switch (asked.size()) {
                case 1 ->
                    vertx.setTimer(
                            1_200,
                            later -> request.response().end("{\"next\":\"m1\",\"list\":[{\"id\":1,\"t\":\"等来的\"}]}"));
                case 2 ->
                    vertx.setTimer(
                            1_100,
                            later -> request.response().setStatusCode(204).end());
                case 3 -> vertx.setTimer(1_100, later -> request.response().end("{\"next\":\"m1\"}"));
                case 4 -> request.response().end("{\"next\":\"m2\",\"list\":[{\"id\":2,\"t\":\"马上\"}]}");
                default -> request.response().setStatusCode(500);
            }
        });
        SourceSpec spec = spec(
                "held",
                "longpoll",
                "http://127.0.0.1:" + port + "/u",
                Map.of("items", "/list", "text", "/t", "id", "/id"),
                Map.of("page", Map.of("cursor", "/next", "as", "after"), "hold", "5s"));
        SourceType known = SourceTypes.builtIn().find("longpoll").orElseThrow();
        assertThat(known.problems(spec)).isEmpty();
        vertx.deployVerticle(new PollVerticle(spec, known.poll(spec, ZoneId.of("UTC")), ports))
                .await();
        await().atMost(PATIENCE).until(() -> kept.texts("held").equals(List.of("等来的", "马上")));
        await().atMost(PATIENCE).until(() -> asked.size() == 5);
        assertThat(asked).containsExactly("/u", "/u?after=m1", "/u?after=m1", "/u?after=m1", "/u?after=m2");
        assertThat(kept.told()).allSatisfy(status -> assertThat(status.errors()).isZero());
    }

    private void listen(String id, String type, String url, Map<String, Object> options) {
        SourceSpec spec = spec(id, type, url, Map.of("text", "/t", "id", "/id"), options);
        SourceType known = SourceTypes.builtIn().find(type).orElseThrow();
        assertThat(known.problems(spec)).isEmpty();
        vertx.deployVerticle(new ListenVerticle(spec, known.listen(spec, ZoneId.of("UTC")), ports))
                .await();
    }

    private static SourceSpec spec(
            String id, String type, String url, Map<String, String> map, Map<String, Object> options) {
        return new SourceSpec(
                id, type, url, Duration.ofSeconds(1), null, null, null, null, map, Map.of(), options, true, null);
    }

    private int http(Consumer<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .requestHandler(handler::accept)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private int room(Consumer<ServerWebSocket> handler) {
        return vertx.createHttpServer()
                .webSocketHandler(handler::accept)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static byte[] gzip(byte[] plain) {
        try (ByteArrayOutputStream packed = new ByteArrayOutputStream()) {
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(plain);
            }
            return packed.toByteArray();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
