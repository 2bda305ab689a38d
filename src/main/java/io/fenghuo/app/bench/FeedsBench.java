package io.fenghuo.app.bench;

import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.hearing.PollVerticle;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How late very many polled feeds are asked: the service's own pollers, fetcher and store against RSS servers on loopback. A read's lateness is
 * from the moment it was planned for to the arrival of its request. One read in five finds a new item, the others are answered 304.
 */
public final class FeedsBench {
    /** Servers the feeds are spread over; one host is asked two things at a time. */
    private static final int HOSTS = 20;

    private static final int NEW_EVERY = 5;
    private static final int ITEMS = 10;
    private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Load load;
    private final InstantSource clock;
    private final Map<String, Instant> planned = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Queue<Double> late = new ConcurrentLinkedQueue<>();
    private final AtomicLong posts = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** How many feeds are read how often, and for how long that is measured, from the end of the first round on. */
    public record Load(int feeds, Duration every, Duration window) {}

    /**
     * What was measured.
     *
     * @param reads within the window
     * @param posts new ones that are on disk, the first round's among them
     * @param failures reads that failed
     * @param median milliseconds of lateness
     * @param heap megabytes in use after a collection at the beginning, at half and at the end of the window
     */
    public record Figure(
            Load load,
            int reads,
            long posts,
            long failures,
            double median,
            double p99,
            double worst,
            List<Integer> heap) {
        public Figure {
            heap = List.copyOf(heap);
        }
    }

    public FeedsBench(Load load, InstantSource clock) {
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
            SourcePorts ports =
                    rig.ports(this::told, kept -> posts.addAndGet(kept.receipt().stored()));
            List<Integer> servers = servers(rig);
            SourceTypes types = SourceTypes.builtIn();
            for (int i = 0; i < load.feeds(); i++) {
                String url = "http://127.0.0.1:" + servers.get(i % HOSTS) + "/feed-" + i;
                SourceSpec spec = SourceRig.spec("feed-" + i, "rss", url, load.every(), Map.of());
                SourceRig.join(vertx.deployVerticle(
                        new PollVerticle(spec, types.find("rss").orElseThrow().poll(spec, ZoneId.of("UTC")), ports)));
            }
            return measure();
        } finally {
            SourceRig.close(vertx);
        }
    }

    private Figure measure() throws InterruptedException {
        Duration patience = load.every().multipliedBy(3);
        for (long waited = 0; planned.size() < load.feeds() && waited < patience.toMillis(); waited += 100) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        late.clear();
        List<Integer> heap = new ArrayList<>(List.of(SourceRig.heap()));
        TimeUnit.MILLISECONDS.sleep(load.window().toMillis() / 2);
        heap.add(SourceRig.heap());
        TimeUnit.MILLISECONDS.sleep(load.window().toMillis() / 2);
        heap.add(SourceRig.heap());
        double[] sorted = SourceRig.sorted(late);
        return new Figure(
                load,
                sorted.length,
                posts.get(),
                failures.get(),
                SourceRig.at(sorted, 0.5),
                SourceRig.at(sorted, 0.99),
                SourceRig.at(sorted, 1),
                heap);
    }

    private void told(SourceStatus status) {
        Instant next = status.nextAt();
        if (next != null) {
            planned.put(status.source(), next);
        }
        if (status.errors() > 0) {
            failures.incrementAndGet();
        }
    }

    private List<Integer> servers(SourceRig rig) {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            ports.add(SourceRig.join(rig.vertx
                            .createHttpServer()
                            .requestHandler(request -> answer(request, rig))
                            .listen(0, "127.0.0.1"))
                    .actualPort());
        }
        return ports;
    }

    private Future<Void> answer(HttpServerRequest request, SourceRig rig) {
        String feed = request.path().substring(1);
        Instant due = planned.get(feed);
        if (due != null) {
            late.add(Duration.between(due, clock.instant()).toNanos() / 1e6);
        }
        int turn = asked.computeIfAbsent(feed, any -> new AtomicInteger()).getAndIncrement() / NEW_EVERY;
        String etag = "\"" + turn + "\"";
        if (etag.equals(request.getHeader("If-None-Match"))) {
            return request.response().setStatusCode(304).end();
        }
        return request.response().putHeader("ETag", etag).end(rss(feed, turn, rig));
    }

    private String rss(String feed, int turn, SourceRig rig) {
        StringBuilder text = new StringBuilder("<rss version=\"2.0\"><channel><title>")
                .append(feed)
                .append("</title>");
        String now = RFC_1123.format(clock.instant());
        for (int i = turn; i > turn - ITEMS; i--) {
            String words = rig.texts.get(Math.floorMod(feed.hashCode() + i * 31, SourceRig.TEXTS));
            text.append("<item><guid>")
                    .append(feed)
                    .append('/')
                    .append(i)
                    .append("</guid><title>")
                    .append(words)
                    .append("</title><pubDate>")
                    .append(now)
                    .append("</pubDate></item>");
        }
        return text.append("</channel></rss>").toString();
    }
}
