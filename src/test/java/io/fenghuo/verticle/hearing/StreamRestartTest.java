package io.fenghuo.verticle.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.source.Frame;
import io.fenghuo.source.Message;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.StreamSource.Framing;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Streams;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A listener is cut off after its first, second … message, before or after what it gathered was kept, while people go on talking; after the
 * restart none is missing and none counted twice, for each way a stream is resumed. Where it cannot be, the gap is written down.
 */
class StreamRestartTest {
    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");
    private static final Vertx VERTX = Vertx.vertx();
    /** More than what falls due needs. */
    private static final int HOPS = 10;

    private final HandTime time = new HandTime(START);
    private final KeptSources kept = new KeptSources();
    private final List<Room> rooms = new CopyOnWriteArrayList<>();
    private int said;

    enum Way {
        SSE("sse", "https://live.example/e", Map.of(), true),
        ADDRESS("websocket", "wss://live.example/r", Map.of("resume", Map.of("at", "/id", "as", "cursor")), true),
        SUBSCRIPTION(
                "websocket",
                "wss://live.example/r",
                Map.of("subscribe", Map.of("op", "join", "from", "{cursor}"), "resume", Map.of("at", "/id")),
                true),
        LINES("ndjson", "https://live.example/l", Map.of("resume", Map.of("at", "/id", "as", "cursor")), true),
        NONE("websocket", "wss://live.example/r", Map.of(), false);

        private final String type;
        private final String url;
        private final Map<String, Object> options;
        private final boolean resumes;

        Way(String type, String url, Map<String, Object> options, boolean resumes) {
            this.type = type;
            this.url = url;
            this.options = options;
            this.resumes = resumes;
        }
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void noPostIsLostOrDoubled(Way way) {
        for (int cut = 1; cut <= 4; cut++) {
            for (boolean kept : new boolean[] {false, true}) {
                play(way, cut, kept);
            }
        }
    }

    /**
     * One cut.
     *
     * @param cut how many were heard since something was kept
     * @param handed whether they were handed over before the end came
     */
    private void play(Way way, int cut, boolean handed) {
        said = 0;
        String id = way + "-" + cut + handed;
        String deployed = deploy(way, id);
        say(1);
        settle(id, 1);
        say(cut);
        if (handed) {
            settle(id, 1 + cut);
        }
        if (!handed) {
            // As a kill does: what is handed over at the very end does not arrive.
            kept.refuse(1, new IllegalStateException("the process is gone"));
        }
        VERTX.undeploy(deployed).await();
        rooms.clear();
        time.sleep(Duration.ofMinutes(5));
        said += 2;
        deployed = deploy(way, id);
        say(1);
        int known = handed ? 1 + cut : 1;
        List<String> expected = IntStream.rangeClosed(1, said)
                .filter(n -> way.resumes || n <= known || n == said)
                .mapToObj(n -> "第" + n + "句")
                .toList();
        settle(id, expected.size());
        assertThat(kept.texts(id)).as(id).containsExactlyElementsOf(expected);
        assertThat(kept.gaps())
                .as(id)
                .filteredOn(gap -> gap.source().equals(id))
                .singleElement()
                .satisfies(gap -> assertThat(gap.covered()).isEqualTo(way.resumes));
        VERTX.undeploy(deployed).await();
        rooms.clear();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anOrderlyStopHandsOverWhatWasGathered(Way way) {
        String id = way + "-stop";
        String deployed = deploy(way, id);
        say(3);
        VERTX.undeploy(deployed).await();
        rooms.clear();
        assertThat(kept.texts(id)).containsExactly("第1句", "第2句", "第3句");
    }

    private void say(int count) {
        for (int i = 0; i < count; i++) {
            said++;
            int n = said;
            rooms.forEach(room -> room.inside(() -> room.tell(n)));
        }
    }

    /** Lets the listener hand over what it gathered. */
    private void settle(String id, int least) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            boolean there = kept.texts(id).size() >= least;
            if (!there && time.stepIfAny()) {
                follow();
            }
            return there;
        });
        rooms.forEach(room -> room.inside(() -> {}));
    }

    /** What follows at once from a moment happens at it: time would pass for who is late. */
    private void follow() {
        for (int hop = 0; hop < HOPS; hop++) {
            rooms.forEach(room -> room.inside(() -> {}));
        }
    }

    private String deploy(Way way, String id) {
        SourceSpec spec = new SourceSpec(
                id,
                way.type,
                way.url,
                Duration.ofSeconds(60),
                null,
                null,
                null,
                null,
                Map.of("text", "/t", "id", "/id"),
                Map.of(),
                way.options,
                true,
                null);
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        Streams streams = (request, framing, inside, listener) -> {
            Room room = new Room(way, request, framing, listener);
            rooms.add(room);
            return Future.succeededFuture(room);
        };
        SourcePorts ports = new SourcePorts(null, streams, kept, time, kept, new SourceWords(Locale.ENGLISH), () -> 0L);
        String deployed = VERTX.deployVerticle(new ListenVerticle(
                        spec, SourceTypes.builtIn().find(way.type).orElseThrow().listen(spec, ZoneId.of("UTC")), ports))
                .await();
        await().pollInterval(Duration.ofMillis(1)).until(() -> kept.of(id) != null && !rooms.isEmpty());
        await().pollInterval(Duration.ofMillis(1)).until(() -> rooms.get(0).ready);
        return deployed;
    }

    /** One connection; it repeats what was said after the mark it is shown. */
    private final class Room implements Streams.Connection {
        private final Way way;
        private final Streams.Listener listener;
        private final Context context = Objects.requireNonNull(Vertx.currentContext());
        private volatile boolean ready;

        Room(Way way, Request request, Framing framing, Streams.Listener listener) {
            this.way = way;
            this.listener = listener;
            if (way != Way.SUBSCRIPTION) {
                String mark = request.headers().containsKey("Last-Event-ID")
                        ? "cursor=" + request.headers().get("Last-Event-ID").reveal()
                        : request.url();
                context.runOnContext(later -> replay(mark));
            }
        }

        /** Runs where the listener listens, and waits for it. */
        private void inside(Runnable task) {
            Promise<Void> done = Promise.promise();
            context.runOnContext(hop -> {
                task.run();
                done.complete();
            });
            done.future().await();
        }

        private void replay(String mark) {
            Matcher found = Pattern.compile("(?:cursor=|\"from\":)(\\d+)").matcher(mark);
            if (found.find()) {
                for (int n = Integer.parseInt(found.group(1)) + 1; n <= said; n++) {
                    tell(n);
                }
            }
            ready = true;
        }

        private void tell(int n) {
            listener.frame(new Frame(
                    "{\"id\":" + n + ",\"t\":\"第" + n + "句\"}",
                    way == Way.SSE ? String.valueOf(n) : null,
                    way == Way.SSE ? "message" : null));
        }

        @Override
        public void send(Message message) {
            if (way == Way.SUBSCRIPTION) {
                replay(message.reveal());
            }
        }

        @Override
        public void pause() {
            // nothing to wait for
        }

        @Override
        public void resume() {
            // nothing waits
        }

        @Override
        public void close() {
            rooms.remove(this);
        }

        @Override
        public Duration retry() {
            return null;
        }
    }
}
