package io.fenghuo.verticle.hearing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.Patience;
import io.fenghuo.app.HttpFetcher;
import io.fenghuo.app.HttpStreams;
import io.fenghuo.app.PublicAddresses;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.RealTime;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources of every type against real servers on loopback, good ones and bad ones side by side. */
class SourcesIT {
    private static final Map<String, String> MAP = Map.of("text", "/t", "id", "/id");

    private final Vertx vertx = Vertx.vertx();
    private final KeptSources kept = new KeptSources();
    private final SourcePorts ports = ports(Patience.USUAL);

    /** With so much patience for an answer. */
    private SourcePorts ports(Duration limit) {
        return new SourcePorts(
                new HttpFetcher(
                        vertx, new PublicAddresses(), new HttpFetcher.Limits(limit, 1 << 20, 5, 2), "Fenghuo/test"),
                new HttpStreams(vertx, new PublicAddresses(), InstantSource.system(), "Fenghuo/test"),
                kept,
                new RealTime(vertx),
                kept,
                new SourceWords(Locale.SIMPLIFIED_CHINESE),
                new Random(7));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void oneBadSourceNeverStopsAnother() {
        AtomicInteger reads = new AtomicInteger();
        int good = http(request -> request.response().end("[{\"id\":" + reads.incrementAndGet() + ",\"t\":\"好评\"}]"));
        int hanging = vertx.createNetServer()
                .connectHandler(socket -> {})
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        int garbage = http(request -> request.response().end(Buffer.buffer(new byte[] {0, 1, 2, (byte) 0xFF})));
        int loop = http(request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", request.uri())
                .end());
        int huge = http(request -> request.response().end(Buffer.buffer(new byte[2 << 20])));
        poll("hanging", hanging, "rss", ports(Duration.ofSeconds(4)));
        poll("garbage", garbage, "rss");
        poll("loop", loop, "json");
        poll("huge", huge, "json");
        poll("good", good, "json");
        await().until(() -> kept.texts("good").size() >= 4);
        for (String bad : List.of("hanging", "garbage", "loop", "huge")) {
            await().until(() -> kept.of(bad) != null && kept.of(bad).errors() > 0);
            assertThat(kept.of(bad).connected()).isFalse();
        }
        await().until(() -> problem("hanging").contains("没有答完"));
        await().until(() -> problem("garbage").contains("RSS/Atom"));
        await().until(() -> problem("loop").contains("跳转"));
        await().until(() -> problem("huge").contains("1 MB"));
        await().until(() -> kept.of("good") != null && kept.of("good").problem() == null);
    }

    @Test
    void aSiteThatAnswers304IsReadPolitely() {
        AtomicInteger full = new AtomicInteger();
        AtomicInteger unchanged = new AtomicInteger();
        int port = http(request -> {
            if ("\"v1\"".equals(request.getHeader("If-None-Match"))) {
                unchanged.incrementAndGet();
                request.response().setStatusCode(304).end();
            } else {
                full.incrementAndGet();
                request.response().putHeader("ETag", "\"v1\"").end("[{\"id\":1,\"t\":\"x\"}]");
            }
        });
        poll("s", port, "json");
        await().until(() -> unchanged.get() >= 2);
        assertThat(full).hasValue(1);
        assertThat(kept.batches()).hasSize(1);
    }

    @Test
    void aRoomThatSendsRubbishIsStillHeard() {
        CopyOnWriteArrayList<String> received = new CopyOnWriteArrayList<>();
        int port = room(socket -> {
            socket.textMessageHandler(received::add);
            socket.writeTextMessage("]]rubbish[[");
            socket.writeBinaryMessage(Buffer.buffer(new byte[] {1, 2, 3, 4}));
            socket.writeTextMessage("{\"heartbeat\":1}");
            socket.writeTextMessage("{\"id\":\"m1\",\"t\":\"骗子\"}");
            socket.writeBinaryMessage(Buffer.buffer("{\"id\":\"m2\",\"t\":\"假货\"}"));
        });
        listen("room", "websocket", "ws://127.0.0.1:" + port + "/r", Map.of("subscribe", "join"));
        await().until(() -> kept.texts("room").equals(List.of("骗子", "假货")));
        await().until(() -> received.contains("join"));
        await().until(() -> problem("room").contains("2 条消息读不懂"));
        assertThat(kept.of("room").connected()).isTrue();
        assertThat(kept.posts().get(0).thread()).isEqualTo("ws://127.0.0.1:" + port + "/r");
        assertThat(kept.posts().get(0).raw()).hasSize(64);
    }

    @Test
    void aRoomThatHangsUpIsJoinedAgain() {
        AtomicInteger joins = new AtomicInteger();
        int port = room(socket -> {
            int n = joins.incrementAndGet();
            socket.writeTextMessage("{\"id\":\"m" + n + "\",\"t\":\"第" + n + "次\"}");
            if (n < 3) {
                vertx.setTimer(50, later -> socket.close());
            }
        });
        listen("room", "websocket", "ws://127.0.0.1:" + port, Map.of());
        await().until(() -> kept.texts("room").equals(List.of("第1次", "第2次", "第3次")));
        await().until(() -> kept.of("room") != null && kept.of("room").connected());
        assertThat(kept.told())
                .anySatisfy(status -> assertThat(status.problem()).contains("正在重连"));
    }

    @Test
    void aDoorThatIsNoWebSocketIsNamed() {
        int port = http(request -> request.response().setStatusCode(403).end());
        listen("room", "websocket", "ws://127.0.0.1:" + port, Map.of());
        listen("events", "sse", "http://127.0.0.1:" + port, Map.of());
        await().until(() -> kept.of("room") != null && kept.of("events") != null);
        assertThat(kept.of("room").problem()).contains("WebSocket").contains("403");
        assertThat(kept.of("events").problem()).contains("403");
    }

    @Test
    void anEventStreamResumesWhereItBroke() {
        CopyOnWriteArrayList<String> resumed = new CopyOnWriteArrayList<>();
        int port = http(request -> {
            String last = String.valueOf(request.getHeader("Last-Event-ID"));
            resumed.add(last);
            HttpServerResponse response =
                    request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
            int from = last.equals("null") ? 0 : Integer.parseInt(last);
            response.write("retry: 100\n\n");
            for (int i = from + 1; i <= from + 2; i++) {
                response.write("id: " + i + "\ndata: {\"id\":" + i + ",\"t\":\"e" + i + "\"}\n\n");
            }
            if (from < 4) {
                vertx.setTimer(50, later -> response.end());
            }
        });
        listen("events", "sse", "http://127.0.0.1:" + port, Map.of());
        await().until(() -> kept.texts("events").size() == 6);
        assertThat(resumed).startsWith("null", "2", "4");
        assertThat(kept.cursor("events")).contains("\"last\":\"6\"");
    }

    @Test
    void aSilentStreamIsGivenUpWhenItSaysItNeverIs() {
        AtomicInteger joins = new AtomicInteger();
        int port = room(socket -> joins.incrementAndGet());
        listen("room", "websocket", "ws://127.0.0.1:" + port, Map.of("idle", "300ms"));
        await().until(() -> joins.get() >= 2);
    }

    @Test
    void whileTheHouseIsBusyTheRoomHasToWait() {
        int total = 200_000;
        AtomicInteger sent = new AtomicInteger();
        int port = room(socket -> chatter(socket, sent, total));
        kept.refuse(Integer.MAX_VALUE, new Intake.Busy(150));
        listen("room", "websocket", "ws://127.0.0.1:" + port, Map.of());
        await().until(() -> sent.get() > 0);
        await().pollDelay(Duration.ofMillis(800)).until(() -> true);
        assertThat(sent).as("sent while nothing was taken").hasValueLessThan(total);
        assertThat(kept.posts()).isEmpty();
        kept.refuse(0, new Intake.Busy(150));
        await().atMost(Duration.ofSeconds(120)).until(() -> kept.texts("room").size() == total);
    }

    @Test
    void aFileIsFollowedAsItGrows(@TempDir Path home) throws IOException {
        Path file = home.resolve("posts.jsonl");
        SourceSpec spec = spec("inbox", "file", null, Map.of(), Map.of("path", "posts.jsonl"));
        vertx.deployVerticle(FileVerticle.of(spec, home, System.in, ports)).await();
        await().until(() -> kept.of("inbox") != null);
        assertThat(kept.of("inbox").problem()).contains("不存在");
        Files.writeString(
                file, "{\"id\":\"1\",\"text\":\"第一条\",\"source\":\"other\"}\n{\"id\":\n白话一行\n\n{\"id\":\"2\",");
        await().until(() -> kept.texts("inbox").equals(List.of("第一条", "白话一行")));
        Files.writeString(file, "\"text\":\"第二条\"}\n", StandardOpenOption.APPEND);
        await().until(() -> kept.texts("inbox").equals(List.of("第一条", "白话一行", "第二条")));
        await().until(() -> problem("inbox").contains("1 行读不懂"));
        Files.writeString(file, "{\"id\":\"3\",\"text\":\"新文件\"}\n");
        await().until(() -> kept.texts("inbox").contains("新文件"));
        Files.write(file, "没有换行的末行".getBytes("GBK"), StandardOpenOption.APPEND);
        await().until(() -> kept.texts("inbox").contains("没有换行的末行"));
    }

    @Test
    void aLongFileAndStandardInputAreReadToTheEnd(@TempDir Path home) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 12_345; i++) {
            lines.append("第").append(i).append("条\r\n");
        }
        Files.writeString(home.resolve("long.txt"), lines);
        SourceSpec file = spec("long", "file", null, Map.of(), Map.of("path", "long.txt"));
        SourceSpec stdin = spec("stdin", "file", null, Map.of(), Map.of("path", "-"));
        vertx.deployVerticle(FileVerticle.of(file, home, System.in, ports)).await();
        vertx.deployVerticle(FileVerticle.of(
                        stdin, home, new ByteArrayInputStream(lines.toString().getBytes(UTF_8)), ports))
                .await();
        await().until(() -> kept.texts("long").size() == 12_345);
        await().until(() -> kept.texts("stdin").size() == 12_345);
        assertThat(kept.texts("long").get(12_344)).isEqualTo("第12344条");
    }

    private String problem(String id) {
        SourceStatus now = kept.of(id);
        return now == null ? "" : String.valueOf(now.problem());
    }

    private void poll(String id, int port, String type) {
        poll(id, port, type, ports);
    }

    private void poll(String id, int port, String type, SourcePorts ports) {
        SourceSpec spec =
                spec(id, type, "http://127.0.0.1:" + port + "/", type.equals("rss") ? Map.of() : MAP, Map.of());
        SourceType known = SourceTypes.builtIn().find(type).orElseThrow();
        deploy(new PollVerticle(spec, known.poll(spec, ZoneId.of("Asia/Shanghai")), ports));
    }

    private void listen(String id, String type, String url, Map<String, Object> options) {
        SourceSpec spec = spec(id, type, url, MAP, options);
        SourceType known = SourceTypes.builtIn().find(type).orElseThrow();
        assertThat(known.problems(spec)).isEmpty();
        deploy(new ListenVerticle(spec, known.listen(spec, ZoneId.of("Asia/Shanghai")), ports));
    }

    private void deploy(Deployable verticle) {
        vertx.deployVerticle(verticle).await();
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

    private static void chatter(ServerWebSocket socket, AtomicInteger sent, int total) {
        while (!socket.writeQueueFull() && sent.get() < total) {
            int n = sent.incrementAndGet();
            socket.writeTextMessage("{\"id\":" + n + ",\"t\":\"" + "弹幕".repeat(20) + n + "\"}");
        }
        socket.drainHandler(drained -> chatter(socket, sent, total));
    }
}
