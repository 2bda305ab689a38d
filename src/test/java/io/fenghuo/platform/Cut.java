package io.fenghuo.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.KeptSources;
import io.fenghuo.verticle.PollVerticle;
import io.fenghuo.verticle.SourcePorts;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Cuts a source off at its first, second … request, at a platform where people go on writing; after the restart nothing is missing and nothing
 * counted twice.
 */
public final class Cut {
    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");

    private final HandTime time = new HandTime(START);
    private final KeptSources kept = new KeptSources();
    private final AtomicBoolean hung = new AtomicBoolean();
    private final Vertx vertx;
    private int requests;
    private int hangsAt;
    private int written;

    private Cut(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What a test brings: a fake, its entry, and how somebody writes the n-th post there. */
    public interface Place {
        Fake fake();

        SourceSpec spec();

        void write(int n, Instant at);
    }

    /** Plays it, cut off at the {@code at}-th request. */
    public static void play(Vertx vertx, Place place, int at) {
        new Cut(vertx).run(place, at);
    }

    private void run(Place place, int at) {
        place.fake().clock(time::now);
        IntConsumer write = count -> {
            for (int i = 0; i < count; i++) {
                place.write(++written, time.now());
            }
        };
        hangsAt = at;
        write.accept(30);
        String running = deploy(place);
        for (int round = 0; round < 12 && !hung.get(); round++) {
            step();
            write.accept(3);
        }
        assertThat(hung).as("request %d", at).isTrue();
        vertx.undeploy(running).await();
        hangsAt = -1;
        hung.set(false);
        write.accept(2);
        running = deploy(place);
        for (int round = 0; round < 4; round++) {
            step();
            write.accept(round < 2 ? 1 : 0);
        }
        vertx.undeploy(running).await();
        List<String> wanted = new ArrayList<>(
                IntStream.rangeClosed(1, written).mapToObj(n -> "评论" + n).toList());
        assertThat(kept.texts("s")).as("request %d", at).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private void step() {
        time.step();
        await().pollInterval(Duration.ofMillis(1)).until(() -> hung.get() || time.waiting() == 1);
    }

    private String deploy(Place place) {
        Fetcher direct = place.fake().direct();
        Fetcher fetcher = (request, allowPrivate) -> {
            if (++requests == hangsAt) {
                hung.set(true);
                return Promise.<Fetched>promise().future();
            }
            return direct.get(request, allowPrivate);
        };
        SourcePorts ports = new SourcePorts(fetcher, null, kept, time, kept, new SourceWords(Locale.ENGLISH), () -> 0L);
        SourceSpec spec = place.spec();
        assertThat(Stand.TYPES.problems(spec)).isEmpty();
        String running = vertx.deployVerticle(
                        new PollVerticle(spec, Stand.type(spec).poll(spec, Stand.ZONE), ports))
                .await();
        await().pollInterval(Duration.ofMillis(1)).until(() -> time.waiting() == 1);
        return running;
    }
}
