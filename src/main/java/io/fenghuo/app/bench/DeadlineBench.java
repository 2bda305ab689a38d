package io.fenghuo.app.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fenghuo.app.VertxTime;
import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.desk.IncidentVerticle;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How late deadlines fire while very many are open: the service's own verticle over a SQLite store of its own, its timer, its decisions and its
 * commits. A deadline's lateness is from its time to the moment its consequences are on disk.
 */
public final class DeadlineBench {
    private static final int AT_ONCE = 500;
    private static final Duration START = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WARM_UP = 500;
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final String BRAND = "云朵家";

    private final int open;
    private final int due;
    private final Duration window;
    private final InstantSource clock;

    /**
     * What was measured.
     *
     * @param open deadlines open at the beginning
     * @param due how many of them fell due, evenly over {@code seconds}
     * @param fired how many of those fired; each counted once
     * @param median milliseconds from its time to its commit
     * @param filled seconds it took to store them all
     */
    public record Figure(
            int open, int due, long seconds, int fired, double median, double p99, double worst, double filled) {}

    /**
     * @param open deadlines that are open
     * @param due how many of them fall due within the window
     */
    public DeadlineBench(int open, int due, Duration window, InstantSource clock) {
        this.open = open;
        this.due = due;
        this.window = window;
        this.clock = clock;
    }

    /** Runs it; takes the window and a few seconds, and leaves nothing behind. */
    public Figure run() throws InterruptedException {
        Rulebook rules = rules();
        Desk desk = new Desk(
                new Ids(new Random(7)),
                () -> rules,
                new Chronicle(rules.policy().zone(), reason -> reason.code()));
        try (Store store = Stores.temporary()) {
            Instant begun = clock.instant();
            fill(store, rules.policy(), begun);
            Instant start = clock.instant().plus(START);
            arm(store, start);
            warm(store, start);
            double filled = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
            return live(desk, store, start, filled);
        }
    }

    private Figure live(Desk desk, Store store, Instant start, double filled) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try {
            Watch watch = new Watch(start);
            vertx.deployVerticle(new IncidentVerticle(desk, store, new VertxTime(vertx, clock), watch::heard))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            boolean all = watch.done.await(START.plus(window).plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
            double[] late = watch.sorted();
            int fired = all ? late.length : watch.count();
            return new Figure(open, due, window.toSeconds(), fired, at(late, 0.5), at(late, 0.99), at(late, 1), filled);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    /** Hears of misses as they are on disk. */
    private final class Watch {
        private final CountDownLatch done = new CountDownLatch(due);
        private final double[] late = new double[due];
        private final Instant start;
        private int count;

        Watch(Instant start) {
            this.start = start;
        }

        synchronized void heard(Tidings tidings) {
            Instant now = clock.instant();
            for (TimelineEntry entry : tidings.entries()) {
                String at = entry.facts().get("due");
                Instant due = at == null ? Instant.EPOCH : Instant.parse(at);
                if (entry.event().equals("clock.missed") && !due.isBefore(start) && count < late.length) {
                    late[count++] = Duration.between(due, now).toNanos() / 1e6;
                    done.countDown();
                }
            }
        }

        synchronized int count() {
            return count;
        }

        synchronized double[] sorted() {
            double[] all = Arrays.copyOf(late, count);
            Arrays.sort(all);
            return all;
        }
    }

    /** Rules that find nothing and tell nobody. */
    static Rulebook rules() {
        Policy policy = Policy.defaults();
        Configuration configuration =
                new Configuration("bench", List.of(), List.of(), List.of(), policy, Contacts.NONE);
        return new Rulebook(
                configuration, Matcher.compile(List.of()), policy, new Roster(Contacts.NONE, List.of()), Set.of());
    }

    /** Stores all incidents, their one deadline far ahead. */
    private void fill(Store store, Policy policy, Instant now) {
        join(store, 0, 1, (i, tx) -> tx.savePlan(policy.id(), json(policy)));
        for (int from = 0; from < open; from += AT_ONCE) {
            int first = from;
            join(store, first, Math.min(open, from + AT_ONCE), (i, tx) -> {
                Instant far = now.plus(Duration.ofHours(2)).plusSeconds(i % 36_000);
                tx.save(incident(i, policy, now, far, 1), List.of());
            });
        }
    }

    private static String json(Policy policy) {
        try {
            return JSON.writeValueAsString(policy);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a policy is JSON", impossible);
        }
    }

    /** Lets those that are to fall due fall due within the window, evenly, one in so many of all. */
    private void arm(Store store, Instant start) {
        Duration gap = window.dividedBy(due);
        int every = open / due;
        for (int from = 0; from < due; from += AT_ONCE) {
            join(store, from, Math.min(due, from + AT_ONCE), (i, tx) -> {
                Instant at = start.plus(gap.multipliedBy(i));
                Incident one = tx.find("i-" + i * every).orElseThrow();
                tx.save(armed(one, at), List.of());
            });
        }
    }

    /** Lets some others fall due before the window, so that a service is measured that has been running. */
    private void warm(Store store, Instant start) {
        int every = open / due;
        int some = every < 2 ? 0 : Math.min(WARM_UP, due);
        join(store, 0, some, (i, tx) -> {
            Incident one = tx.find("i-" + (i * every + 1)).orElseThrow();
            tx.save(armed(one, start.minus(START.dividedBy(2)).plusMillis(2L * i)), List.of());
        });
    }

    private interface Each {
        void act(int number, io.fenghuo.store.Incidents incidents);
    }

    private static void join(Store store, int from, int to, Each each) {
        try {
            store.write(tx -> {
                        for (int i = from; i < to; i++) {
                            each.act(i, tx.incidents());
                        }
                        return 0;
                    })
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException failed) {
            throw new IllegalStateException("the store could not be filled", failed);
        }
    }

    private static Incident armed(Incident one, Instant at) {
        Clock golden = one.clocks().get(0).until(at);
        return one.with()
                .clocks(List.of(golden))
                .agenda(List.of(missed(at)))
                .version(one.version() + 1)
                .build();
    }

    private static Deadline missed(Instant at) {
        return new Deadline("miss:golden", at, Deadline.Kind.CLOCK_MISSED, Clocks.GOLDEN, null, 0);
    }

    private static Incident incident(int number, Policy policy, Instant now, Instant due, long version) {
        return new Incident(
                "i-" + number,
                BRAND,
                "欺诈",
                "欺诈",
                "thread-" + number,
                null,
                "第 " + number + " 件",
                Severity.L3,
                State.TAKEN,
                Set.of(),
                "zhang",
                now,
                now,
                now,
                new Incident.Counts(1, 1),
                List.of(new Clock(Clocks.GOLDEN, null, now, due, Clock.Phase.RUNNING, null)),
                List.of(),
                List.of(),
                List.of(missed(due)),
                List.of(),
                Incident.Ladder.NONE,
                policy.id(),
                Hit.Effects.NONE,
                null,
                version);
    }
}
