package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.config.Configuration;
import io.fenghuo.model.Author;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.flow.Door;
import io.fenghuo.verticle.flow.Pipeline;
import io.fenghuo.verticle.intake.Intake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rotten row must not keep the others from being dealt with. */
class PoisonTest {
    private static final Instant T0 = Instant.parse("2026-06-18T04:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @TempDir
    Path dir;

    private Store store;
    private HandTime time;
    private Desk desk;
    private Door door;
    private final List<Tidings> told = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Path home = dir.resolve("home");
        Files.createDirectories(home.resolve("watchlists"));
        Files.createDirectories(home.resolve("alerts"));
        Files.writeString(home.resolve("watchlists/w.yaml"), """
                brand: 云朵家
                rules:
                  - { id: skin, level: L1, category: 人身安全, any: [红肿] }
                  - { id: fraud, level: L3, category: 欺诈, any: [骗子] }
                """);
        Files.writeString(home.resolve("alerts/contacts.yaml"), """
                people:
                  - { id: me, name: 我, mail: me@localhost }
                roles: { duty: [me], legal: [me], supervisor: [me], brand: [me], admin: [me] }
                """);
        Configuration configuration = Homes.open(home, Map.of(), ZONE, Plugins.load(home.resolve("plugins")))
                .load(T0)
                .configuration();
        assertThat(configuration).isNotNull();
        Rulebook rules = Rulebooks.compile(configuration, Set.of(), Instant.EPOCH);
        store = Stores.sqlite(dir.resolve("data/fenghuo.db"));
        time = new HandTime(T0);
        desk = new Desk(new Ids(new Random(1)), () -> rules, new Chronicle(ZONE, reason -> reason.code()));
        door = new Door(new Pipeline(desk, () -> rules), store, time, told::add);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void aPostThatCannotBeDealtWithHoldsUpNoOther() throws Exception {
        take(List.of(post("1", "用了红肿", "t1")), null);
        String rotten = open().get(0).id();
        sql("UPDATE incidents SET doc = '{' WHERE id = '" + rotten + "'");

        Intake.Receipt receipt = take(
                List.of(post("2", "敷了红肿", "t1"), post("3", "我也红肿了好几天，完全不知道该怎么办", "t2"), post("4", "还行", "t3")), "c9");

        assertThat(receipt.posts()).isEqualTo(3);
        assertThat(receipt.stored()).isEqualTo(3);
        assertThat(store.<String>read(tx -> tx.sources().cursor("shop").orElse("")))
                .isEqualTo("c9");
        assertThat(read("SELECT count(*) FROM incidents WHERE key = 't2'")).isEqualTo(1);
        assertThat(read("SELECT count(*) FROM notices WHERE code = 'fault.post' AND args LIKE '%shop/2%'"))
                .isEqualTo(1);
        assertThat(read("SELECT count(*) FROM deliveries WHERE notice LIKE 'n-fault%' AND state = 'PENDING'"))
                .isPositive();
        assertThat(read("SELECT count(*) FROM hits WHERE post = '2'"))
                .as("undone as a whole")
                .isZero();
        assertThat(told.get(told.size() - 1).happenings().stream()
                        .filter(h -> h.type().equals("hit")))
                .as("nothing is told of what was undone")
                .allMatch(h -> !h.data().contains("\"post\":\"2\""));
    }

    @Test
    void aDeadlineThatCannotBeDealtWithHoldsUpNoOther() throws Exception {
        take(List.of(post("1", "用了红肿", "t1")), null);
        take(List.of(post("2", "我也红肿了好几天，完全不知道该怎么办", "t2")), null);
        String rotten = open().get(0).id();
        sql("UPDATE incidents SET doc = '{' WHERE id = '" + rotten + "'");
        Instant later = T0.plus(Duration.ofMinutes(4));
        int before = read("SELECT count(*) FROM notices");

        Tidings tidings = new Tidings();
        int fired = store.write(tx -> desk.fireApart(tx, later, 200, tidings))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(fired).isGreaterThanOrEqualTo(2);
        assertThat(read("SELECT count(*) FROM notices") - before).isGreaterThanOrEqualTo(2);
        assertThat(read("SELECT count(*) FROM notices WHERE code = 'fault.deadline'"))
                .isEqualTo(1);
        List<Incidents.Due> due = store.read(tx -> tx.incidents().due(later, 200));
        assertThat(due)
                .as("the rotten ones wait")
                .noneMatch(one -> one.incident().equals(rotten));
        assertThat(store.<List<Incidents.Due>>read(tx -> tx.incidents().due(later.plusSeconds(61), 200)))
                .as("and come again")
                .anyMatch(one -> one.incident().equals(rotten));
    }

    @Test
    void incidentsWhosePolicyIsLostGoOnUnderThePresentOne() throws Exception {
        take(List.of(post("1", "用了红肿", "t1")), null);
        sql("DELETE FROM plans");
        int before = read("SELECT count(*) FROM notices");

        store.write(tx -> desk.fire(tx, T0.plus(Duration.ofMinutes(4)), 200, new Tidings()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(read("SELECT count(*) FROM notices")).isGreaterThan(before);
    }

    @Test
    void aLargeBatchIsKeptInPiecesAndAnsweredOnce() throws Exception {
        List<Post> posts = new ArrayList<>();
        for (int i = 0; i < 1_234; i++) {
            posts.add(post("p" + i, i % 100 == 0 ? "骗子" + i : "还行", "t" + i));
        }
        Intake.Once once = new Intake.Once("shop k", "f");
        Batch batch = new Batch("shop", posts, "c1", null, false);

        Intake.Receipt first =
                door.take(batch, once).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        Intake.Receipt again =
                door.take(batch, once).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertThat(first).isEqualTo(new Intake.Receipt(1_234, 1_234, 0, 13)).isEqualTo(again);
        assertThat(store.<Long>read(tx -> tx.posts().count())).isEqualTo(1_234);
        assertThat(store.<String>read(tx -> tx.sources().cursor("shop").orElse("")))
                .isEqualTo("c1");
        assertThat(store.<List<Delivery>>read(tx -> tx.outbox().list(null, 100)))
                .isNotEmpty();
    }

    private static Post post(String id, String text, String thread) {
        return Post.builder("shop", id, text, T0)
                .thread(thread)
                .author(new Author("u" + id, null, null, null))
                .build();
    }

    private Intake.Receipt take(List<Post> posts, String cursor) throws Exception {
        return door.take(new Batch("shop", posts, cursor, null, false))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private List<Incident> open() {
        return store.read(tx -> tx.incidents().list(new Incidents.Query(true, true, 10)));
    }

    private void sql(String statement) throws Exception {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("data/fenghuo.db"));
                Statement run = db.createStatement()) {
            run.execute("PRAGMA foreign_keys = OFF");
            run.execute(statement);
        }
    }

    private int read(String query) throws Exception {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("data/fenghuo.db"));
                Statement run = db.createStatement();
                var rows = run.executeQuery(query)) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }
}
