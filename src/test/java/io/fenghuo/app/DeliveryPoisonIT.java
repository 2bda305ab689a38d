package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.channel.Reply;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Delivery.Status;
import io.fenghuo.model.Notice.Manner;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rotten row of the outbox neither holds up the others nor is sent again and again. */
class DeliveryPoisonIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private Vertx vertx;
    private Store store;
    private House house;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        store = Stores.sqlite(dir.resolve("fenghuo.db"));
        house = new House(vertx, store);
        house.channel(House.spec("terminal", "terminal", null, null));
        house.incident("i-1", Severity.L2, false);
    }

    @AfterEach
    void stop() throws Exception {
        house.shut();
        store.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aRowThatCannotBePackedIsGivenUpAndThoseBehindItGo() throws Exception {
        String rotten = house.tell("i-1", Severity.L2, Manner.CARD, "terminal", null);
        String sound = house.tell("i-1", Severity.L2, Manner.CARD, "terminal", null);
        sql("INSERT INTO delivery_bytes (delivery, bytes) VALUES ('" + rotten + "', X'7B')");

        house.open((outgoing, spec) -> Future.succeededFuture(Reply.of(200, "")));

        await().atMost(LONG).until(() -> house.delivery(sound).state() == Status.DELIVERED);
        await().atMost(LONG).until(() -> house.delivery(rotten).state() == Status.FAILED);
    }

    @Test
    void whatWasSentIsNotSentAgainWhenItsConsequencesCannotBeDrawn() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        String id = house.tell("i-1", Severity.L2, Manner.CARD, "terminal", null);
        house.open((outgoing, spec) -> {
            sent.incrementAndGet();
            sql("UPDATE notices SET doc = '{'");
            return Future.succeededFuture(Reply.of(200, ""));
        });

        await().atMost(LONG).until(() -> house.delivery(id).state() == Status.DELIVERED);
        assertThat(sent).hasValue(1);
    }

    @Test
    void aSenderThatThrowsFailsThisSendingOnlyOnce() throws Exception {
        house.channel(House.spec("mail", "email", null, null, "terminal"));
        String id = house.tell("i-1", Severity.L2, Manner.CARD, "mail", null);
        AtomicInteger tried = new AtomicInteger();
        house.open((outgoing, spec) -> {
            if (spec.id().equals("mail")) {
                tried.incrementAndGet();
                throw new IllegalStateException("no such thing");
            }
            return Future.succeededFuture(Reply.of(200, ""));
        });

        await().atMost(LONG)
                .until(() -> house.all().stream()
                        .anyMatch(one -> one.channel().equals("terminal") && one.state() == Status.DELIVERED));
        assertThat(house.delivery(id).state()).isEqualTo(Status.FAILED);
        assertThat(tried).hasValue(1);
    }

    @Test
    void theAdministratorsHearOfARowWhoseChannelIsGone() throws Exception {
        String id = house.tell("i-1", Severity.L2, Manner.CARD, "taken-out", null);

        house.open((outgoing, spec) -> Future.succeededFuture(Reply.of(200, "")));

        await().atMost(LONG)
                .until(() -> house.all().stream()
                        .anyMatch(one -> one.notice().startsWith("n-admin-taken-out")
                                && one.state() == Delivery.Status.DELIVERED));
        assertThat(house.delivery(id).state()).isEqualTo(Status.FAILED);
    }

    private void sql(String statement) {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("fenghuo.db"));
                Statement run = db.createStatement()) {
            run.execute("PRAGMA busy_timeout = 60000");
            run.execute(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
