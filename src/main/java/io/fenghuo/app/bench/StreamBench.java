package io.fenghuo.app.bench;

import io.fenghuo.model.Post;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.hearing.ListenVerticle;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How one WebSocket at full tilt gets through detection to the disk: a room on loopback that sends so many messages a second, the service's own
 * listener, matcher and store. A message's way is from the moment it was due to be sent until it is durable; the room keeps to its rate whatever
 * the listener does, as far as the connection takes it.
 */
public final class StreamBench {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long BEAT_MILLIS = 5;

    private final Load load;
    private final InstantSource clock;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();
    private final Queue<Double> ways = new ConcurrentLinkedQueue<>();

    /** How many messages are sent a second, and for how long. */
    public record Load(int perSecond, Duration window) {}

    /**
     * What was measured.
     *
     * @param sent messages
     * @param stored those that are on disk at the end, each counted once
     * @param hits rules found in them
     * @param seconds from the first message to the last one's being durable
     * @param median milliseconds of a message's way
     * @param heap megabytes in use after a collection at the beginning, at half and at the end
     */
    public record Figure(
            Load load,
            long sent,
            long stored,
            long hits,
            double seconds,
            double median,
            double p99,
            double worst,
            List<Integer> heap) {
        public Figure {
            heap = List.copyOf(heap);
        }
    }

    public StreamBench(Load load, InstantSource clock) {
        this.load = load;
        this.clock = clock;
    }

    /** Runs it and leaves nothing behind. */
    public Figure run() throws InterruptedException {
        try (Store store = Stores.temporary()) {
            return run(store);
        }
    }

    private Figure run(Store store) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try {
            SourceRig rig = new SourceRig(vertx, store, clock);
            SourcePorts ports = rig.ports(status -> {}, this::kept);
            int port = SourceRig.join(vertx.createHttpServer()
                            .webSocketHandler(socket -> new Room(rig, socket).open())
                            .listen(0, "127.0.0.1"))
                    .actualPort();
            SourceSpec spec = SourceRig.spec(
                    "room",
                    "websocket",
                    "ws://127.0.0.1:" + port + "/room",
                    SourceSpec.DEFAULT_EVERY,
                    Map.of("text", "/text", "id", "/id", "author.id", "/uid", "publishedAt", "/ts"));
            List<Integer> heap = new ArrayList<>(List.of(SourceRig.heap()));
            long begun = System.nanoTime();
            SourceRig.join(vertx.deployVerticle(new ListenVerticle(
                    spec,
                    SourceTypes.builtIn().find("websocket").orElseThrow().listen(spec, ZoneId.of("UTC")),
                    ports)));
            TimeUnit.MILLISECONDS.sleep(load.window().toMillis() / 2);
            heap.add(SourceRig.heap());
            long all = load.perSecond() * load.window().toSeconds();
            long end = begun + load.window().plus(PATIENCE).toNanos();
            while (stored.get() < all && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(BEAT_MILLIS);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            heap.add(SourceRig.heap());
            double[] sorted = SourceRig.sorted(ways);
            return new Figure(
                    load,
                    sent.get(),
                    stored.get(),
                    hits.get(),
                    seconds,
                    SourceRig.at(sorted, 0.5),
                    SourceRig.at(sorted, 0.99),
                    SourceRig.at(sorted, 1),
                    heap);
        } finally {
            SourceRig.close(vertx);
        }
    }

    private void kept(SourceRig.Kept kept) {
        stored.addAndGet(kept.receipt().stored());
        hits.addAndGet(kept.receipt().hits());
        long now = clock.millis();
        for (Post post : kept.batch().posts()) {
            ways.add((double) (now - post.publishedAt().toEpochMilli()));
        }
    }

    /** Sends what is due, every few milliseconds. */
    private final class Room {
        private final SourceRig rig;
        private final ServerWebSocket socket;
        private final long since = clock.millis();
        private final long all = load.perSecond() * load.window().toSeconds();

        Room(SourceRig rig, ServerWebSocket socket) {
            this.rig = rig;
            this.socket = socket;
        }

        void open() {
            rig.vertx.setPeriodic(BEAT_MILLIS, this::beat);
        }

        private void beat(long timer) {
            if (socket.isClosed() || sent.get() >= all) {
                rig.vertx.cancelTimer(timer);
                return;
            }
            long due = Math.min(all, (clock.millis() - since) * load.perSecond() / 1_000);
            while (sent.get() < due && !socket.writeQueueFull()) {
                long number = sent.getAndIncrement();
                socket.writeTextMessage(message(number));
            }
        }

        private String message(long number) {
            return new JsonObject()
                    .put("id", "m-" + number)
                    .put("text", rig.texts.get((int) (number % SourceRig.TEXTS)))
                    .put("uid", "u-" + number % 5_000)
                    .put("ts", since + number * 1_000 / load.perSecond())
                    .encode();
        }
    }
}
