package io.fenghuo.app.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Whoever pushes posts by HTTP, and comes back when it is asked to. Threadsafe. */
final class PushSender {
    private static final int CONNECTIONS = 64;
    private static final int ACCEPTED = 202;
    private static final int BUSY = 429;
    /** Posts of one request in the background. */
    private static final int FEW = 100;
    /** The least time between two single posts. */
    private static final long APART = TimeUnit.MILLISECONDS.toNanos(250);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final HttpClient client;
    private final int port;
    private final List<String> texts;
    private final Ids ids;
    private final InstantSource clock;
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicInteger singles = new AtomicInteger();

    /**
     * What became of one part.
     *
     * @param ways milliseconds of each request, the shortest first
     */
    record Sent(double perSecond, double[] ways) {}

    /** How posts are named by who sends them. */
    enum Ids {
        ORDERED {
            @Override
            String of(long number) {
                return "m-" + number;
            }
        },
        RANDOM {
            @Override
            String of(long number) {
                SplittableRandom random = new SplittableRandom(number);
                return new UUID(random.nextLong(), random.nextLong()).toString();
            }
        };

        /** The same for the same number, another for every other. */
        abstract String of(long number);
    }

    PushSender(Vertx vertx, int port, List<String> texts, Ids ids, InstantSource clock) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.port = port;
        this.texts = texts;
        this.ids = ids;
        this.clock = clock;
    }

    long sent() {
        return sent.get();
    }

    long stored() {
        return stored.get();
    }

    /** As many as are taken: so many requests under way all the time. */
    Sent atFullSpeed(int batch, int senders, Duration window) throws InterruptedException {
        long begun = System.nanoTime();
        long end = begun + window.toNanos();
        long before = stored.get();
        Queue<Double> ways = new ConcurrentLinkedQueue<>();
        Future.join(java.util.stream.IntStream.range(0, senders)
                        .mapToObj(sender -> again(batch, end, ways))
                        .toList())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return result(begun, before, ways);
    }

    private Sent result(long begun, long before, Queue<Double> ways) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Sent((stored.get() - before) / seconds, SourceRig.sorted(ways));
    }

    private Future<Void> again(int batch, long end, Queue<Double> ways) {
        if (System.nanoTime() >= end) {
            return Future.succeededFuture();
        }
        long begun = System.nanoTime();
        return push(posts(batch), batch).compose(done -> {
            ways.add((System.nanoTime() - begun) / 1e6);
            return again(batch, end, ways);
        });
    }

    /** So many posts a second in small requests, and beside them single ones that alarm. */
    Sent besideSingles(int background, Duration window, PushReceiver receiver) throws InterruptedException {
        long begun = System.nanoTime();
        long end = begun + window.toNanos();
        long before = stored.get();
        Queue<Double> ways = new ConcurrentLinkedQueue<>();
        long due = begun;
        long single = begun;
        long apart = Math.max(APART, window.toNanos() / PushReceiver.MOST_TIMED + 1);
        List<Future<Void>> under = new ArrayList<>();
        while (System.nanoTime() < end) {
            long now = System.nanoTime();
            if (background > 0 && now >= due) {
                due += TimeUnit.SECONDS.toNanos(FEW) / background;
                under.add(push(posts(FEW), FEW).onSuccess(done -> ways.add((System.nanoTime() - now) / 1e6)));
            }
            if (now >= single) {
                single += apart;
                int one = singles.getAndIncrement();
                under.add(push(Buffer.buffer(post("s-" + one, receiver.leaves(one), "s-" + one)), 1));
            }
            long next = Math.min(single, background > 0 ? due : end) - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, next));
        }
        Future.join(under).toCompletionStage().toCompletableFuture().join();
        Sent result = result(begun, before, ways);
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (receiver.ways().length < receiver.sent() && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return result;
    }

    private Buffer posts(int count) {
        Buffer body = Buffer.buffer(count * 256);
        for (int i = 0; i < count; i++) {
            long each = number.getAndIncrement();
            String text = texts.get((int) (each % texts.size()));
            body.appendString(post(ids.of(each), text, "u-" + each % 5_000)).appendByte((byte) '\n');
        }
        return body;
    }

    private String post(String id, String text, String author) {
        return new JsonObject()
                .put("id", id)
                .put("text", text)
                .put("author", new JsonObject().put("id", author).put("name", author))
                .put("publishedAt", clock.instant().toString())
                .encode();
    }

    private Future<Void> push(Buffer body, int posts) {
        sent.addAndGet(posts);
        return tried(body);
    }

    private Future<Void> tried(Buffer body) {
        return client.request(HttpMethod.POST, "/api/posts?source=crm")
                .compose(request -> request.putHeader("Content-Type", "application/x-ndjson")
                        .putHeader("Host", "127.0.0.1:" + port)
                        .send(body))
                .compose(response -> response.body().compose(answer -> answered(response, answer, body)));
    }

    private Future<Void> answered(HttpClientResponse response, Buffer answer, Buffer body) {
        if (response.statusCode() == ACCEPTED) {
            stored.addAndGet(answer.toJsonObject().getLong("stored"));
            return Future.succeededFuture();
        }
        if (response.statusCode() != BUSY) {
            return Future.failedFuture(response.statusCode() + " " + answer);
        }
        Promise<Void> later = Promise.promise();
        long millis = 1_000L * Long.parseLong(response.getHeader("Retry-After"));
        vertx.setTimer(Math.max(1, millis), tick -> tried(body).onComplete(later));
        return later.future();
    }
}
