package io.fenghuo.verticle.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Event;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Reasons;
import io.fenghuo.incident.Refusal;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Expression;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Action;
import io.fenghuo.model.Author;
import io.fenghuo.model.Batch;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.flow.Pipeline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An L3 with a customer in every post: what is stored of it with a post does not grow with the customers there are. */
class CustomersTest {
    private static final Instant START = Instant.parse("2026-06-18T01:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final int WAVE = 2_000;

    @TempDir
    Path folder;

    /** One service over one store, with customers who come one after the other. */
    private static final class Service {
        private final Store store;
        private final Rulebook rules = rules();
        private final Desk desk = new Desk(new Ids(new Random(7)), () -> rules, Chronicle.unheard());
        private final Pipeline pipeline = new Pipeline(desk, () -> rules);

        Service(Store store) {
            this.store = store;
        }

        /** Customers {@code from} to {@code to}, exclusive, each with a post of their own. */
        void customers(int from, int to, boolean deadlines) {
            for (int i = from; i < to; i++) {
                Instant now = START.plus(STEP.multipliedBy(i));
                say(customer(i), now, deadlines);
            }
        }

        /** The same in one transaction, without what falls due meanwhile. */
        void crowd(int from, int to) {
            store.write(tx -> {
                        for (int i = from; i < to; i++) {
                            Batch batch = new Batch("shop", List.of(customer(i)), null, null, false);
                            pipeline.take(tx, batch, START.plus(STEP.multipliedBy(i)), new Tidings());
                        }
                        return to;
                    })
                    .toCompletableFuture()
                    .join();
        }

        private static Post customer(int i) {
            return Post.builder("shop", "c-" + i, "这是骗子 " + i, START.plus(STEP.multipliedBy(i)))
                    .thread("live-77")
                    .author(new Author("u-" + i, "客" + i, null, null))
                    .build();
        }

        void say(Post post, Instant now, boolean deadlines) {
            store.write(tx -> {
                        if (deadlines) {
                            desk.fire(tx, now, 100, new Tidings());
                        }
                        return pipeline.take(
                                tx, new Batch("shop", List.of(post), null, null, false), now, new Tidings());
                    })
                    .toCompletableFuture()
                    .join();
        }

        Incident act(Action.Kind kind, Instant now, List<String> customers) {
            Action action = new Action(kind, "zhang", "api", now, null, "已退款", customers, Map.of());
            String id = incident().id();
            return store.write(
                            tx -> desk.act(tx, id, action, now, new Tidings()).orElseThrow())
                    .toCompletableFuture()
                    .join();
        }

        /** One of us promises something to a customer, or to nobody in particular. */
        void promised(String id, @Nullable String customer, Instant now, String text) {
            Post post = Post.builder("shop", "r-" + text.hashCode(), text, now)
                    .thread("live-77")
                    .role(Role.AGENT)
                    .build();
            store.write(tx -> desk.enter(tx, id, new Event.Promised(post, customer), now, new Tidings()))
                    .toCompletableFuture()
                    .join();
        }

        Incident incident() {
            return store.read(tx -> tx.incidents().list(new Incidents.Query(false, true, 10)))
                    .get(0);
        }

        List<Incidents.Due> due() {
            return store.read(tx -> tx.incidents().due(START.plus(Duration.ofDays(400)), 100_000));
        }
    }

    private static Rulebook rules() {
        List<Watchlist> lists = List.of(new Watchlist(
                "own",
                "云朵家",
                null,
                List.of(Rule.builder("fraud", Severity.L3, "欺诈", Expression.parse("骗子"))
                        .build())));
        Policy policy = Policy.defaults();
        Configuration configuration = new Configuration("v", lists, List.of(), List.of(), policy, Contacts.NONE);
        return new Rulebook(
                configuration, Matcher.compile(lists), policy, new Roster(Contacts.NONE, List.of()), Set.of());
    }

    @Test
    void manyCustomersAreTheSameInRowsAsInMemory() {
        Path file = folder.resolve("rows.db");
        Store rows = Stores.sqlite(file);
        try (Store memory = Stores.memory()) {
            Service inRows = new Service(rows);
            Service inMemory = new Service(memory);
            for (Service one : List.of(inRows, inMemory)) {
                evening(one);
            }
            assertThat(inRows.incident()).isEqualTo(inMemory.incident());
            assertThat(inRows.due()).isEqualTo(inMemory.due());
            rows.close();
            rows = Stores.sqlite(file);
            Service again = new Service(rows);
            assertThat(again.incident()).isEqualTo(inMemory.incident());
            for (Service one : List.of(again, inMemory)) {
                one.customers(110, 113, true);
                one.act(Action.Kind.SETTLE, START.plus(STEP.multipliedBy(114)), List.of());
            }
            assertThat(again.incident()).isEqualTo(inMemory.incident());
            assertThat(again.due()).isEqualTo(inMemory.due());
        } finally {
            rows.close();
        }
    }

    /** Customers come, are answered, settled, come back, are split off, and what is due fires. */
    private static void evening(Service service) {
        service.customers(0, 90, true);
        Instant now = START.plus(STEP.multipliedBy(90));
        service.act(Action.Kind.ANSWER, now, List.of("u-3", "u-80", "u-89"));
        service.act(Action.Kind.SETTLE, now.plusSeconds(5), List.of("u-3", "u-50", "u-51", "u-85"));
        service.say(
                Post.builder("shop", "back", "还是骗子", now.plusSeconds(9))
                        .thread("live-77")
                        .author(new Author("u-50", null, null, null))
                        .build(),
                now.plusSeconds(9),
                true);
        service.act(Action.Kind.WAIT, now.plusSeconds(12), List.of("u-60"));
        service.act(Action.Kind.ANSWER, now.plusSeconds(20), List.of());
        service.customers(91, 110, true);
    }

    @Test
    void customersAreSplitOffByNameAndByTheKeyOfAPromise() {
        try (Store store = Stores.memory()) {
            Service service = new Service(store);
            service.customers(0, 5, false);
            Instant now = START.plus(STEP.multipliedBy(5));
            String id = service.incident().id();
            service.promised(id, "u-3", now, "今天18点前给您答复");
            service.promised(id, "u-3", now, "3个工作日内退款到账");
            service.promised(id, null, now, "明天中午前给您答复");
            service.promised(id, null, now, "后天之前给您寄出");
            for (String unknown : List.of("u-77", "客77", "u-1#2", "#2", "-")) {
                assertThatThrownBy(() -> service.act(Action.Kind.SPLIT, now, List.of(unknown)))
                        .as(unknown)
                        .hasRootCauseInstanceOf(Refusal.class)
                        .rootCause()
                        .satisfies(why -> assertThat(((Refusal) why).reason())
                                .isEqualTo(Reason.of(Reasons.UNKNOWN_CUSTOMER, unknown)));
            }
            service.act(Action.Kind.SPLIT, now, List.of("客2", "u-3＃2"));
            List<Incident> both = store.read(tx -> tx.incidents().list(new Incidents.Query(false, true, 10)));
            Incident left =
                    both.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
            Incident off = both.stream()
                    .filter(one -> !one.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            assertThat(left.cases()).extracting(CustomerCase::customer).containsExactly("u-0", "u-1", "u-4");
            assertThat(off.cases()).extracting(CustomerCase::customer).containsExactly("u-2", "u-3");
            assertThat(off.counts()).isEqualTo(new Incident.Counts(2, 2));
            List<Post> moved = store.read(tx -> tx.incidents().posts(off.id(), 10));
            assertThat(moved).extracting(Post::id).containsExactlyInAnyOrder("c-2", "c-3");
        }
    }

    @Test
    void whatIsStoredOfAWaveDoesNotGrowWithItsCustomers() throws SQLException {
        Path file = folder.resolve("wave.db");
        try (Store store = Stores.sqlite(file)) {
            Service service = new Service(store);
            service.crowd(0, 400);
            long early = longest(file);
            for (int i = 400; i < WAVE; i += 400) {
                service.crowd(i, i + 400);
            }
            Incident incident = service.incident();
            assertThat(incident.level()).isEqualTo(Severity.L3);
            assertThat(incident.cases()).hasSize(WAVE);
            assertThat(longest(file))
                    .as("characters of the stored document")
                    .isLessThan(8_000)
                    .isCloseTo(early, Offset.offset(200L));
        }
    }

    private static long longest(Path file) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet row = database.createStatement().executeQuery("SELECT max(length(doc)) FROM incidents")) {
            return row.getLong(1);
        }
    }
}
