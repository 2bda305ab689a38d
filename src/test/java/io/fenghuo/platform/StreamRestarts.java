package io.fenghuo.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.Patience;
import io.fenghuo.app.HttpFetcher;
import io.fenghuo.app.HttpStreams;
import io.fenghuo.app.PublicAddresses;
import io.fenghuo.model.Batch;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.RealTime;
import io.fenghuo.verticle.Streams;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.hearing.DiskSources;
import io.fenghuo.verticle.hearing.ListenVerticle;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A connector that listens is killed again and again at a platform where people go on talking and connections break; what it finds afterwards is
 * what lay on the disk at that moment. Nothing is missing in the end and nothing counted twice; where the platform gives nothing again, the gap
 * is written down. Extended once for each kind of cursor.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StreamRestarts {
    private final Vertx vertx = Vertx.vertx();
    private final HttpFetcher fetcher = new HttpFetcher(
            vertx, new PublicAddresses(), new HttpFetcher.Limits(Patience.USUAL, 1 << 20, 5, 2), "Fenghuo/test");
    private final HttpStreams streams =
            new HttpStreams(vertx, new PublicAddresses(), InstantSource.system(), "Fenghuo/test");
    private final Later time = new Later(new RealTime(vertx));
    private Path disk;
    private volatile DiskSources house;
    private Place place;
    /** The source has a name of its own each time, so that a disk serves them all. */
    private String source;

    private Kill kill;
    private volatile int hangsAt;
    private volatile boolean hung;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger batches = new AtomicInteger();
    private volatile int said;

    /**
     * What a test brings.
     *
     * @param say says the n-th thing; its text is {@code 评论n}
     * @param listened whether somebody listens
     * @param shake breaks the connection, or asks for another; after that nobody listens, or what is said until somebody does is given later
     * @param since from where on it is heard
     */
    public record Place(SourceSpec spec, IntConsumer say, BooleanSupplier listened, Runnable shake, Since since) {}

    /** What of former times is given to whoever comes. */
    public enum Since {
        /** Everything that was said before the first connection, too. */
        EVER,
        /** The same, but nobody promises it. */
        AGAIN,
        /** Everything since the first connection. */
        FIRST,
        /** Nothing of what was said while nobody listened. */
        NOW
    }

    /** Where the end comes. */
    enum Kill {
        /** While a question or a connection is under way. */
        FETCH(1, 2, 4),
        /** After something was heard, before anything of it is kept. */
        STORE(1, 3),
        /** After posts and cursor are kept, before the source knows. */
        CURSOR(1, 3);

        /** At the how many-th. */
        private final int[] times;

        Kill(int... times) {
            this.times = times;
        }
    }

    /** A new platform where nobody has said anything yet. */
    protected abstract Place place(Vertx vertx);

    @BeforeAll
    void open(@TempDir Path folder) {
        disk = folder;
        house = new DiskSources(vertx, disk.resolve("0"), time);
    }

    @AfterAll
    void close() {
        house.close();
        vertx.close().await();
    }

    @ParameterizedTest
    @EnumSource(Kill.class)
    void nothingIsLostOrDoubled(Kill kill) {
        this.kill = kill;
        for (int at : kill.times) {
            place = place(vertx);
            source = kill + "-" + at;
            hangsAt = at;
            asked.set(0);
            batches.set(0);
            said = 0;
            hung = false;
            play();
        }
    }

    private void play() {
        say(2);
        int first = place.since().compareTo(Since.AGAIN) <= 0 ? 1 : 3;
        String running = deploy();
        for (int round = 0; round < 12 && !hung; round++) {
            shortly().until(() -> hung || place.listened().getAsBoolean());
            say(2);
            int from = first;
            shortly().until(() -> hung || house.texts(source).size() == said - from + 1);
            if (!hung) {
                place.shake().run();
            }
        }
        assertThat(hung).as(source).isTrue();
        Path after = disk.resolve(source);
        house.image(after);
        vertx.undeploy(running).await();
        house.close();
        shortly().until(() -> !place.listened().getAsBoolean());
        house = new DiskSources(vertx, after, time);
        hangsAt = -1;
        time.pass(Duration.ofMinutes(5));
        say(2);
        String cursor = house.recall(source).await().cursor();
        boolean known =
                Stand.type(place.spec()).listen(place.spec(), Stand.ZONE).replays(cursor);
        boolean replayed = place.since().compareTo(Since.AGAIN) <= 0 || (place.since() == Since.FIRST && known);
        List<String> kept = house.texts(source);
        running = deploy();
        shortly().until(place.listened()::getAsBoolean);
        int next = said + 1;
        for (int round = 0; round < 2; round++) {
            say(2);
            List<String> wanted = new ArrayList<>(replayed ? texts(first) : kept);
            wanted.addAll(replayed ? List.of() : texts(next));
            shortly().until(() -> house.texts(source).size() >= wanted.size());
            assertThat(house.texts(source)).as(source).containsExactlyInAnyOrderElementsOf(wanted);
            place.shake().run();
            shortly().until(place.listened()::getAsBoolean);
        }
        vertx.undeploy(running).await();
        shortly().until(() -> !place.listened().getAsBoolean());
        if (!kept.isEmpty()) {
            assertThat(house.gaps(source)).as(source).anySatisfy(gap -> {
                assertThat(gap.covered()).isEqualTo(replayed && place.since() != Since.AGAIN);
                assertThat(Duration.between(gap.from(), gap.to())).isGreaterThan(Duration.ofMinutes(4));
            });
        }
    }

    private List<String> texts(int from) {
        return IntStream.rangeClosed(from, said).mapToObj(n -> "评论" + n).toList();
    }

    private static ConditionFactory shortly() {
        return await().pollInterval(Duration.ofMillis(2));
    }

    private synchronized void say(int count) {
        for (int i = 0; i < count; i++) {
            place.say().accept(++said);
        }
    }

    private String deploy() {
        Fetcher asking = (request, inside) ->
                hangs(Kill.FETCH, asked) ? Promise.<Fetcher.Fetched>promise().future() : fetcher.get(request, inside);
        Streams connecting = (request, framing, inside, listener) -> {
            if (place.since() == Since.EVER) {
                say(1);
            }
            return hangs(Kill.FETCH, asked)
                    ? Promise.<Streams.Connection>promise().future()
                    : streams.open(request, framing, inside, listener);
        };
        SourcePorts ports =
                new SourcePorts(asking, connecting, this::take, time, house, new SourceWords(Locale.ENGLISH), () -> 0L);
        SourceSpec spec = Stand.named(source, place.spec());
        assertThat(Stand.TYPES.problems(spec)).isEmpty();
        return vertx.deployVerticle(new ListenVerticle(spec, Stand.type(spec).listen(spec, Stand.ZONE), ports))
                .await();
    }

    /** Whether the end comes at this, the next of its kind. */
    private boolean hangs(Kill where, AtomicInteger count) {
        boolean here = kill == where && count.incrementAndGet() == hangsAt;
        hung |= here;
        return here;
    }

    private Future<Intake.Receipt> take(Batch batch) {
        if (kill == Kill.FETCH || batches.incrementAndGet() != hangsAt) {
            return house.take(batch);
        }
        Promise<Intake.Receipt> never = Promise.promise();
        if (kill == Kill.STORE) {
            hung = true;
        } else {
            house.take(batch).onSuccess(kept -> hung = true);
        }
        return never.future();
    }

    /** Waits a fiftieth of what it says, and can be set forward. */
    private static final class Later implements Time {
        private final Time time;
        private volatile Duration passed = Duration.ZERO;

        Later(Time time) {
            this.time = time;
        }

        void pass(Duration span) {
            passed = passed.plus(span);
        }

        @Override
        public Instant now() {
            return time.now().plus(passed);
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            return time.after(delay.dividedBy(50), task);
        }
    }
}
