package io.fenghuo.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Batch;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.hearing.DiskSources;
import io.fenghuo.verticle.hearing.PollVerticle;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A connector is killed again and again at a platform where people go on writing; what it finds afterwards is what lay on the disk at that moment.
 * Nothing is missing in the end and nothing counted twice. Extended once for each kind of cursor.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class Restarts {
    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");
    private static final Vertx VERTX = Vertx.vertx();

    private final HandTime time = new HandTime(START);
    private final AtomicBoolean hung = new AtomicBoolean();
    private Path disk;
    private DiskSources house;
    private Place place;
    /** The source has a name of its own each time, so that a disk serves them all. */
    private String source;

    private Kill kill;
    private int hangsAt;
    private int requests;
    private int batches;
    private int written;

    /**
     * What a test brings.
     *
     * @param write writes the n-th post at a time; its text is {@code 评论n}
     * @param fromNewest whether hearing begins with the newest post there is; else with the oldest
     */
    public record Place(Fake fake, SourceSpec spec, BiConsumer<Integer, Instant> write, boolean fromNewest) {
        public Place(Fake fake, SourceSpec spec, BiConsumer<Integer, Instant> write) {
            this(fake, spec, write, false);
        }
    }

    /** Where the end comes. */
    enum Kill {
        /** While a request is under way. */
        FETCH(1, 2, 4, 8),
        /** After the answer, before anything of it is kept. */
        STORE(1, 3),
        /** After posts and cursor are kept, before the source knows. */
        CURSOR(1, 3);

        /** At the how many-th. */
        private final int[] times;

        Kill(int... times) {
            this.times = times;
        }
    }

    /** A new platform where nobody has written yet. */
    protected abstract Place place();

    @BeforeAll
    void open(@TempDir Path folder) {
        disk = folder;
        house = new DiskSources(VERTX, disk.resolve("0"), time);
    }

    @AfterAll
    void close() {
        house.close();
    }

    @ParameterizedTest
    @EnumSource(Kill.class)
    void nothingIsLostOrDoubled(Kill kill) {
        this.kill = kill;
        for (int at : kill.times) {
            place = place();
            source = kill + "-" + at;
            hangsAt = at;
            requests = 0;
            batches = 0;
            written = 0;
            hung.set(false);
            play();
        }
    }

    private void play() {
        place.fake().clock(time::now);
        write(30);
        int first = place.fromNewest() ? written : 1;
        String running = deploy();
        for (int round = 0; round < 12 && !hung.get(); round++) {
            step();
            write(3);
        }
        assertThat(hung).as(source).isTrue();
        Path after = disk.resolve(source);
        house.image(after);
        VERTX.undeploy(running).await();
        house.close();
        house = new DiskSources(VERTX, after, time);
        hangsAt = -1;
        hung.set(false);
        write(2);
        if (place.fromNewest() && house.recall(source).await().cursor() == null) {
            // It was never listened to.
            first = written;
        }
        running = deploy();
        for (int round = 0; round < 4; round++) {
            step();
            write(round < 2 ? 1 : 0);
        }
        VERTX.undeploy(running).await();
        List<String> wanted = new ArrayList<>(
                IntStream.rangeClosed(first, written).mapToObj(n -> "评论" + n).toList());
        assertThat(house.texts(source)).as(source).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            place.write().accept(++written, time.now());
        }
    }

    private void step() {
        time.step();
        settle();
    }

    private void settle() {
        await().pollInterval(Duration.ofMillis(1)).until(() -> hung.get() || time.waiting() == 1);
    }

    private String deploy() {
        Fetcher direct = place.fake().direct();
        Fetcher fetcher = (request, allowPrivate) -> {
            if (kill == Kill.FETCH && ++requests == hangsAt) {
                hung.set(true);
                return Promise.<Fetched>promise().future();
            }
            return direct.get(request, allowPrivate);
        };
        SourcePorts ports =
                new SourcePorts(fetcher, null, this::take, time, house, new SourceWords(Locale.ENGLISH), () -> 0L);
        SourceSpec spec = Stand.named(source, place.spec());
        assertThat(Stand.TYPES.problems(spec)).isEmpty();
        String running = VERTX.deployVerticle(
                        new PollVerticle(spec, Stand.type(spec).poll(spec, Stand.ZONE), ports))
                .await();
        settle();
        return running;
    }

    private Future<Intake.Receipt> take(Batch batch) {
        if (kill == Kill.FETCH || ++batches != hangsAt) {
            return house.take(batch);
        }
        Promise<Intake.Receipt> never = Promise.promise();
        if (kill == Kill.STORE) {
            hung.set(true);
        } else {
            house.take(batch).onSuccess(kept -> hung.set(true));
        }
        return never.future();
    }
}
