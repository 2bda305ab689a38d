package io.fenghuo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fenghuo.Caller;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SseDecoder;
import io.fenghuo.source.StreamSource;
import io.fenghuo.verticle.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocketClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole evening in simulated time, over real sockets, read by the sources that read any site. */
class DemoSiteIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    /** Held here: a client that nobody can reach is closed by the collector, with its connections. */
    private final HttpClient streams = vertx.createHttpClient();

    private final WebSocketClient sockets = vertx.createWebSocketClient();
    private final ManualTime time = new ManualTime(START);
    private final DemoScript script = DemoScript.load();
    private final DemoSite site = new DemoSite(vertx, time, script, "t1");
    private final Map<String, Post> posts = new ConcurrentHashMap<>();

    @BeforeEach
    void open() throws Exception {
        wait(site.start(0));
    }

    @AfterEach
    void close() throws Exception {
        wait(site.stop());
        wait(vertx.close());
    }

    @Test
    void everyPostOfTheEveningIsReadByTheSourcesOfTheHouse() throws Exception {
        for (SourceSpec spec : site.sources()) {
            assertThat(SourceTypes.builtIn().problems(spec)).as(spec.id()).isEmpty();
        }
        listen(spec("demo-live"));
        Future<Void> over = site.play();
        time.advance(Duration.ofSeconds(50));
        poll();
        stream(spec("demo-service"));
        assertThat(over.isComplete()).isFalse();
        assertThat(post("敷完脸红肿刺痛").attributes()).doesNotContainKey("deleted");

        time.advance(Duration.ofSeconds(60));
        poll();
        assertThat(over.succeeded()).isTrue();
        await().untilAsserted(() -> assertThat(posts).hasSize(400));

        await().untilAsserted(() -> assertThat(post("敷完脸红肿刺痛").attributes()).containsEntry("deleted", "true"));
        Post old = post("好多人都上当了");
        assertThat(old.publishedAt()).isEqualTo(START.plusMillis(28_500).minusSeconds(40 * 60));
        assertThat(old.receivedAt()).isAfter(old.publishedAt());
        assertThat(post("根治").role()).isEqualTo(Role.HOST);
        assertThat(post("提供下验证码").role()).isEqualTo(Role.AGENT);
        assertThat(post("第二次洗就开线").subject().product()).isEqualTo("云朵被-t1");
        assertThat(post("绝不是骗子").author().name()).isEqualTo("老粉阿芸");
        assertThat(posts.keySet()).allMatch(id -> id.startsWith("demo-t1-"));
        assertThat(posts.values()).allMatch(p -> p.source().startsWith("demo-"));
        assertThat(posts.values().stream().map(Post::thread).distinct().filter(t -> t.contains("t1")))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void whatIsDeletedLeavesThePageAndNothingElseAnswers() throws Exception {
        site.stop();
        DemoScript one =
                DemoScript.parse("1\tpage\tcustomer\ta\t\t<b>weg</b>\tdeleted=5\n2\tpage\tcustomer\tb\t\tda\n");
        DemoSite small = new DemoSite(vertx, time, one, "t2");
        wait(small.start(0));
        small.play();
        time.advance(Duration.ofSeconds(3));
        assertThat(get(small.page(), null).body())
                .contains("&lt;b&gt;weg&lt;/b&gt;")
                .doesNotContain("<b>weg");
        String tag = get(small.page(), null).headers().firstValue("ETag").orElseThrow();
        assertThat(get(small.page(), tag).statusCode()).isEqualTo(304);
        time.advance(Duration.ofSeconds(3));
        assertThat(get(small.page(), tag).body()).doesNotContain("weg").contains("da");
        assertThat(get(small.page().replace("/t2/", "/t3/"), null).statusCode()).isEqualTo(404);
        assertThatThrownBy(small::play).isInstanceOf(IllegalStateException.class);
        wait(small.stop());
        wait(small.stop());
    }

    @Test
    void aStreamGoesOnAfterTheLastEvent() throws Exception {
        site.play();
        time.advance(Duration.ofSeconds(30));
        URI uri = URI.create(spec("demo-service").url());
        List<Frame> all = events(uri, null);
        String last = all.get(2).id();
        assertThat(events(uri, last).get(0).id()).isEqualTo(all.get(3).id());
    }

    private void poll() throws Exception {
        for (String id : List.of("demo-comments", "demo-page", "demo-forum")) {
            SourceSpec spec = spec(id);
            Source source =
                    SourceTypes.builtIn().find(spec.type()).orElseThrow().poll(spec, ZONE);
            HttpResponse<byte[]> response = Caller.client()
                    .send(
                            HttpRequest.newBuilder(URI.create(spec.url())).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            Headers headers = Headers.of(response.headers().map());
            keep(source.parse(response.body(), headers, null, time.now()).posts());
        }
    }

    private void listen(SourceSpec spec) throws Exception {
        StreamSource source =
                SourceTypes.builtIn().find(spec.type()).orElseThrow().listen(spec, ZONE);
        URI uri = URI.create(spec.url());
        ClientWebSocket socket = sockets.webSocket();
        socket.textMessageHandler(text -> read(source, Frame.of(text)));
        wait(socket.connect(uri.getPort(), uri.getHost(), uri.getPath()));
    }

    private void stream(SourceSpec spec) throws Exception {
        StreamSource source =
                SourceTypes.builtIn().find(spec.type()).orElseThrow().listen(spec, ZONE);
        URI uri = URI.create(spec.url());
        SseDecoder decoder = new SseDecoder(null);
        wait(streams.request(HttpMethod.GET, uri.getPort(), uri.getHost(), uri.getPath())
                .compose(request -> {
                    request.response()
                            .onSuccess(response -> response.handler(
                                    chunk -> decoder.feed(chunk.getBytes()).forEach(frame -> read(source, frame))));
                    return request.send();
                }));
    }

    private List<Frame> events(URI uri, String last) throws Exception {
        List<Frame> frames = java.util.Collections.synchronizedList(new ArrayList<>());
        SseDecoder decoder = new SseDecoder(null);
        wait(streams.request(HttpMethod.GET, uri.getPort(), uri.getHost(), uri.getPath())
                .compose(request -> {
                    request.response()
                            .onSuccess(response ->
                                    response.handler(chunk -> frames.addAll(decoder.feed(chunk.getBytes()))));
                    return (last == null ? request : request.putHeader("Last-Event-ID", last)).send();
                }));
        await().until(() -> frames.size() > 5);
        return frames;
    }

    private void read(StreamSource source, Frame frame) {
        try {
            keep(source.frame(frame, null, time.now()).posts());
        } catch (Exception e) {
            throw new IllegalStateException(frame.text(), e);
        }
    }

    private void keep(List<Post> some) {
        some.forEach(post -> posts.put(post.id(), post));
    }

    private Post post(String words) {
        await().until(() -> posts.values().stream().anyMatch(p -> p.text().contains(words)));
        return posts.values().stream()
                .filter(p -> p.text().contains(words))
                .findFirst()
                .orElseThrow();
    }

    private SourceSpec spec(String id) {
        return site.sources().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> get(String url, String tag) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        return Caller.client().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Time that moves by hand. */
    private static final class ManualTime implements Time {
        private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::at));
        private Instant now;

        private record Task(Instant at, Runnable task) {}

        ManualTime(Instant start) {
            now = start;
        }

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public synchronized Runnable after(Duration delay, Runnable task) {
            Task row = new Task(now.plus(delay), task);
            tasks.add(row);
            return () -> {
                synchronized (this) {
                    tasks.remove(row);
                }
            };
        }

        void advance(Duration by) {
            Instant end = now().plus(by);
            for (Task next = next(end); next != null; next = next(end)) {
                next.task().run();
            }
        }

        /** The next task that is due until {@code end}, when it is; null = none, and it is the end. */
        private synchronized @Nullable Task next(Instant end) {
            Task next = tasks.peek();
            if (next == null || next.at().isAfter(end)) {
                now = end;
                return null;
            }
            now = next.at();
            return tasks.remove();
        }
    }
}
