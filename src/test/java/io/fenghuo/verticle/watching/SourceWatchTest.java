package io.fenghuo.verticle.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.store.Journal;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Tidings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A source that falls silent is written down once, and once when it is heard again. */
class SourceWatchTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private final Vertx vertx = Vertx.vertx();
    private final Store store = Stores.temporary();
    private final HandTime time = new HandTime(NOW);
    private final LinkedBlockingQueue<Tidings> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        store.close();
    }

    private void status(int errors, @Nullable String problem) throws Exception {
        store.write(tx -> {
                    tx.sources()
                            .saveStatus(new SourceStatus(
                                    "shop", "rss", errors == 0, time.now(), null, errors, problem, time.now(), 0));
                    return 0;
                })
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void silenceAndReturnAreEventsOfTheJournal() throws Exception {
        SourceSpec shop = new SourceSpec(
                "shop",
                "rss",
                "https://shop.example/x",
                Duration.ofSeconds(60),
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                false,
                null);
        Chronicle chronicle = new Chronicle(ZoneId.of("Asia/Shanghai"), reason -> reason.code());
        SourceWatch watch = new SourceWatch(store, time, () -> List.of(shop), chronicle, told::add);
        status(0, null);
        vertx.deployVerticle(watch).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);

        status(1, "HTTP 503");
        Tidings first = next();
        assertThat(first.happenings()).singleElement().satisfies(one -> {
            assertThat(one.type()).isEqualTo("source.silent");
            assertThat(one.address()).isEqualTo("fenghuo.sources");
            assertThat(new JsonObject(one.data()).getString("problem")).isEqualTo("HTTP 503");
        });
        status(2, "HTTP 503");
        status(0, null);
        assertThat(next().happenings()).extracting(Tidings.Happening::type).containsExactly("source.heard");
        // four minutes of one that is read each minute
        assertThat(next().happenings()).extracting(Tidings.Happening::type).containsExactly("source.silent");
        assertThat(time.now()).isAfterOrEqualTo(NOW.plus(Duration.ofMinutes(4)));
        List<Journal.Line> lines = store.read(tx -> tx.journal().after(0, 10));
        assertThat(lines)
                .extracting(Journal.Line::type)
                .containsExactly("source.silent", "source.heard", "source.silent");
    }

    /** Lets time go on, look after look, until something is told. */
    private Tidings next() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            Tidings now = told.poll(time.waiting() == 0 ? 50 : 0, TimeUnit.MILLISECONDS);
            if (now != null) {
                return now;
            }
            time.stepIfAny();
        }
        throw new AssertionError("nothing told");
    }
}
