package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.store.Stores;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one PostgreSQL: one works, the other stands by and takes over; nothing is done twice and nothing is lost. */
class TwoInstancesIT {
    private static final int POSTS = 300;
    private static final int GRAVE = POSTS / Shop.GRAVE_EVERY;

    @TempDir
    Path directory;

    private Postgres database;
    private Hook hook;
    private Service first;
    private Service second;

    @BeforeEach
    void begin() throws IOException {
        database = new Postgres(directory);
        database.start();
        hook = new Hook(30);
        first = instance("first");
        second = instance("second");
    }

    private Service instance(String name) throws IOException {
        Service made = new Service(
                directory.resolve(name),
                Map.of(
                        "FENGHUO_LANG",
                        "en",
                        "FENGHUO_DATABASE_URL",
                        database.url(),
                        "FENGHUO_KEY",
                        "one-key-for-both-of-them-0123456789"));
        Shop.writeHome(made, hook);
        made.write("alerts/policy.yaml", """
                levels:
                  L1:
                    clocks: { acknowledge: 10s, respond: 15m }
                """);
        return made;
    }

    @AfterEach
    void end() throws IOException {
        if (hook != null) {
            first.close();
            second.close();
            hook.close();
            database.close();
        }
    }

    @Test
    void theOtherTakesOverWhenOneIsKilled() throws Exception {
        first.start();
        second.begin();
        standsBy(second, "first");
        answersBesideWhoNeverEndsAsking(second);
        Service.Ended command = second.run("incident", "list");
        assertThat(command.code()).as(command.output()).isNotZero();
        assertThat(command.output()).contains("stands by", "first");
        Shop shop = new Shop();
        Thread crawler = new Thread(() -> shop.bring(POSTS, first, second), "crawler");
        crawler.start();
        Awaitility.await().until(() -> shop.acknowledged() > POSTS / 2);
        first.kill();
        long killed = System.nanoTime();
        second.awaitReady();
        System.out.printf(
                "two instances: the second was ready %d ms after the first was killed%n",
                Duration.ofNanos(System.nanoTime() - killed).toMillis());
        first.begin();
        standsBy(first, "second");
        crawler.join(120_000);
        assertThat(shop.acknowledged()).isEqualTo(POSTS);
        check(1);
        second.awaitLogged("takes over", Duration.ofSeconds(60));
        assertThat(second.logged()).doesNotContain("signing key is not the one");
        second.stop();
        first.awaitReady();
        check(1);
    }

    private static void answersBesideWhoNeverEndsAsking(Service service) throws IOException {
        URI there = service.uri("/health/live");
        try (Socket half = new Socket(there.getHost(), there.getPort())) {
            half.getOutputStream().write('G');
            half.getOutputStream().flush();
            assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoeverSleptTooLongKeepsNothingAndStandsBy() throws Exception {
        first.start();
        Shop shop = new Shop();
        shop.bring(POSTS / 2, first);
        second.begin();
        standsBy(second, "first");
        first.freeze(true);
        second.awaitReady();
        first.freeze(false);
        first.awaitLogged("Another instance has taken over", Duration.ofSeconds(60));
        standsBy(first, "second");
        shop.bring(POSTS, first, second);
        check(1);
    }

    @Test
    void oneUpgradesAndTheOtherWaitsForIt() throws Exception {
        Stores.open(database.url()).close();
        database.change(
                "DELETE FROM schema_history WHERE version = '20'",
                "DROP INDEX posts_author",
                "CREATE INDEX posts_author ON posts (author, published_at)");
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE posts IN ACCESS SHARE MODE");
            first.begin();
            first.awaitLogged("Upgrading the database: 20 authors in runs", Duration.ofSeconds(60));
            second.begin();
            second.awaitLogged("is upgrading the database", Duration.ofSeconds(60));
            standsBy(second, "first");
            Awaitility.await("the one that upgrades says so").ignoreExceptions().untilAsserted(() -> {
                assertThat(first.get("/health/live").statusCode()).isEqualTo(200);
                assertThat(first.get("/health/ready").statusCode()).isEqualTo(503);
                assertThat(first.get("/health/ready").body()).contains("upgrading");
            });
            reader.rollback();
        }
        first.awaitLogged("The database is upgraded", Duration.ofSeconds(60));
        first.awaitReady();
        second.awaitLogged("is at work. This instance stands by", Duration.ofSeconds(60));
        assertThat(second.logged()).doesNotContain("Upgrading the database", "takes over\n");
        database.change("INSERT INTO schema_history SELECT 999, '999', 'future', 'SQL', 'V999__future.sql', 1, '',"
                + " now(), 1, true");
        second.awaitLogged("written by a newer Fenghuo", Duration.ofSeconds(60));
    }

    private static void standsBy(Service service, String behind) {
        Awaitility.await("stands by behind " + behind).ignoreExceptions().untilAsserted(() -> {
            assertThat(service.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(service.get("/api/incidents").body()).contains("stands by", behind);
        });
    }

    /** Everything is there once, and everybody was told once; {@code interruptions} bounds the copies under one key. */
    private void check(int interruptions) throws SQLException {
        Awaitility.await("everybody is told")
                .atMost(Duration.ofSeconds(180))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(Shop.told(hook)).hasSize(GRAVE));
        assertThat(database.count("posts")).isEqualTo(POSTS);
        assertThat(database.count("incidents")).isEqualTo(GRAVE);
        Awaitility.await("every acknowledge clock is missed and told")
                .atMost(Duration.ofSeconds(180))
                .untilAsserted(() -> assertThat(
                                database.count("timeline WHERE event = 'clock.missed' AND facts LIKE '%acknowledge%'"))
                        .isEqualTo(GRAVE));
        assertThat(database.ask(
                        "SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM timeline WHERE event LIKE 'clock.%'"
                                + " GROUP BY incident, event, facts) AS fired"))
                .as("how often one deadline fired")
                .isEqualTo("1");
        assertThat(database.count("posts p GROUP BY source, id HAVING count(*) > 1 UNION ALL SELECT 0 LIMIT 1"))
                .isZero();
        Awaitility.await("the outbox is empty")
                .atMost(Duration.ofSeconds(180))
                .untilAsserted(() -> assertThat(database.count("deliveries WHERE state = 'PENDING' AND not_before < "
                                + "extract(epoch FROM now()) * 1000"))
                        .isZero());
        assertThat(Shop.copies(hook)).as("copies under one key").isLessThanOrEqualTo(interruptions);
        assertThat(database.count("deliveries WHERE state = 'FAILED'")).isZero();
    }
}
