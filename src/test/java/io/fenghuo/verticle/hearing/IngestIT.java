package io.fenghuo.verticle.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fenghuo.Patience;
import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Ids;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.RealTime;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.flow.Door;
import io.fenghuo.verticle.flow.Pipeline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The door for verticles, over a real event bus and a real store. */
class IngestIT {
    private final Vertx vertx = Vertx.vertx();
    private final Store store = Stores.temporary();

    @BeforeEach
    void open() {
        Policy policy = Policy.defaults();
        Configuration configuration = new Configuration("v", List.of(), List.of(), List.of(), policy, Contacts.NONE);
        Rulebook rules = new Rulebook(
                configuration, Matcher.compile(List.of()), policy, new Roster(Contacts.NONE, List.of()), Set.of());
        Desk desk =
                new Desk(new Ids(new Random(7)), () -> rules, new Chronicle(policy.zone(), reason -> reason.code()));
        Time time = new RealTime(vertx);
        Door door = new Door(new Pipeline(desk, () -> rules), store, time, tidings -> {});
        join(vertx.deployVerticle(new IngestVerticle(door, time)));
    }

    @AfterEach
    void close() {
        join(vertx.close());
        store.close();
    }

    static Stream<Object> anyLanguage() {
        JsonObject batch = batch(1, "7");
        return Stream.of(
                batch,
                batch.encode(),
                Buffer.buffer(batch.encode()),
                batch.encode().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("anyLanguage")
    void theAnswerComesWhenPostsAndCursorAreOnDisk(Object body) {
        JsonObject answer = ask(body);
        assertThat(answer)
                .isEqualTo(new JsonObject()
                        .put("posts", 1)
                        .put("stored", 1)
                        .put("edited", 0)
                        .put("hits", 0));
        assertThat(store.<Optional<String>>read(tx -> tx.sources().cursor("tickets")))
                .contains("7");
        assertThat(ask(body).getInteger("stored"))
                .as("a repetition changes nothing")
                .isZero();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of(7, "JSON"),
                Arguments.of(new JsonArray(), "JSON"),
                Arguments.of("{", "第 1 行"),
                Arguments.of(new JsonObject().put("posts", new JsonArray()), "source"),
                Arguments.of(batch(1, null).put("source", "fenghuo"), "fenghuo"),
                Arguments.of(
                        new JsonObject()
                                .put("source", "tickets")
                                .put("cursor", "9")
                                .put("posts", new JsonArray().add(new JsonObject().put("text", "无号"))),
                        "id"),
                Arguments.of(
                        new JsonObject()
                                .put("source", "tickets")
                                .put("cursor", "9")
                                .put("posts", new JsonArray().add(new JsonObject().put("id", "1"))),
                        "text"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsAnsweredAndNothingIsKept(Object body, String words) {
        ReplyException refused = refused(body);
        assertThat(refused.failureCode()).isEqualTo(400);
        assertThat(refused).hasMessageContaining(words);
        assertThat(store.<Optional<String>>read(tx -> tx.sources().cursor("tickets")))
                .isEmpty();
    }

    @Test
    void tooMuchAtOnceIsAskedToComeBack() {
        // The disk is busy until the third has been answered.
        CountDownLatch busy = new CountDownLatch(1);
        store.write(tx -> {
            try {
                return busy.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        Future<?> first = send(batch(10_000, "a"));
        Future<?> second = send(batch(10_000, "b"));
        ReplyException refused = refused(batch(10_000, "c"));
        assertThat(refused.failureCode()).isEqualTo(429);
        assertThat(Long.parseLong(refused.getMessage())).isPositive();
        busy.countDown();
        join(first);
        join(second);
    }

    private static JsonObject batch(int count, String cursor) {
        JsonArray posts = new JsonArray();
        for (int i = 0; i < count; i++) {
            posts.add(new JsonObject().put("id", "p" + i).put("text", "第 " + i + " 条"));
        }
        return new JsonObject().put("source", "tickets").put("posts", posts).put("cursor", cursor);
    }

    private Future<JsonObject> send(Object body) {
        return vertx.eventBus()
                .<JsonObject>request(
                        IngestVerticle.ADDRESS, body, new DeliveryOptions().setSendTimeout(Patience.USUAL.toMillis()))
                .map(reply -> reply.body());
    }

    private JsonObject ask(Object body) {
        return join(send(body));
    }

    private ReplyException refused(Object body) {
        CompletionException failed = catchThrowableOfType(CompletionException.class, () -> ask(body));
        assertThat(failed).hasCauseInstanceOf(ReplyException.class);
        return (ReplyException) failed.getCause();
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
