package io.fenghuo.app.inlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.app.PublicAddresses;
import io.fenghuo.model.Post;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.DrawVerticle;
import io.fenghuo.verticle.Inlet;
import io.fenghuo.verticle.Intake;
import io.fenghuo.verticle.KeptSources;
import io.fenghuo.verticle.RealTime;
import io.fenghuo.verticle.SourcePorts;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker in this process. */
class KafkaInletIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path dir;

    private static KafkaBroker broker;
    private static KafkaProducer<String, String> producer;

    private final KeptSources kept = new KeptSources();

    @BeforeAll
    static void start() throws Exception {
        broker = new KafkaBroker(dir);
        producer = broker.producer();
    }

    @AfterAll
    static void stop() {
        producer.close();
        broker.close();
        VERTX.close().await();
    }

    private static SourceSpec spec(String topic, Map<String, String> map, Map<String, Object> more) {
        Map<String, Object> options = new HashMap<>(Map.of("topic", topic));
        options.putAll(more);
        SourceSpec spec = new SourceSpec(
                "bus",
                "kafka",
                null,
                Duration.ofSeconds(1),
                null,
                "云朵家",
                null,
                null,
                map,
                Map.of(),
                options,
                false,
                "alert");
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        return spec;
    }

    /** Of the environment's cluster, which may be private. */
    private static Inlet inlet(SourceSpec spec, boolean trial) {
        return new KafkaInlet(
                spec,
                ZoneId.of("Asia/Shanghai"),
                new PublicAddresses(),
                List.of(broker.address()),
                new DeadLetters(dir.resolve("dead").resolve(spec.id() + ".jsonl")),
                trial);
    }

    private String deploy(SourceSpec spec, Intake intake) {
        SourcePorts ports = new SourcePorts(
                null, null, intake, new RealTime(VERTX), kept, new SourceWords(Locale.ENGLISH), () -> 0L);
        return VERTX.deployVerticle(new DrawVerticle(spec, inlet(spec, false), ports))
                .await();
    }

    @Test
    void aCrashAtAnyBatchLosesAndDoublesNothing() throws Exception {
        broker.topic("posts", 2);
        int sent = 0;
        AtomicInteger died = new AtomicInteger();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                sent++;
                KafkaBroker.send(
                        producer, "posts", sent % 2, "{\"id\":\"c-" + sent + "\",\"text\":\"差评" + sent + "\"}");
            }
            int present = round;
            // It dies before the posts are kept, after it, and not at all.
            Intake intake = batch -> {
                if (present == 2) {
                    return kept.take(batch);
                }
                if (present == 1) {
                    kept.take(batch);
                }
                died.incrementAndGet();
                return Promise.<Intake.Receipt>promise().future();
            };
            String running = deploy(spec("posts", Map.of(), Map.of("group", "g1")), intake);
            int wanted = sent;
            await().atMost(PATIENCE).until(() -> present == 2 ? kept.posts().size() >= wanted : died.get() > present);
            VERTX.undeploy(running).await();
        }
        assertThat(kept.posts()).extracting(Post::id).doesNotHaveDuplicates().hasSize(sent);
        assertThat(kept.posts()).extracting(post -> post.subject().brand()).containsOnly("云朵家");
        // What was committed is not read again, and nothing that came meanwhile is missed.
        int batches = kept.batches().size();
        KafkaBroker.send(producer, "posts", 0, "{\"text\":\"没有编号\"}");
        String running = deploy(spec("posts", Map.of(), Map.of("group", "g1")), kept);
        await().atMost(PATIENCE).until(() -> kept.batches().size() > batches);
        VERTX.undeploy(running).await();
        assertThat(kept.batches().subList(batches, kept.batches().size()))
                .flatExtracting(batch -> batch.posts())
                .extracting(Post::text)
                .containsExactly("没有编号");
        assertThat(kept.posts()).extracting(Post::id).anyMatch(id -> id.startsWith("posts-0-"));
    }

    @Test
    void whatCannotBeReadIsSetAsideAndShown() throws Exception {
        broker.topic("mixed", 1);
        for (String value : List.of("{\"no\":\"1\",\"body\":\"退款\"}", "not json", "{\"no\":\"3\",\"body\":\"假货\"}")) {
            KafkaBroker.send(producer, "mixed", 0, value);
        }
        KafkaBroker.send(producer, "mixed", 0, null);
        Map<String, String> map = Map.of("text", "/body", "id", "/no");
        try (Inlet look = inlet(spec("mixed", map, Map.of()), true)) {
            assertThat(look.next(null, Instant.now()).posts())
                    .extracting(Post::text)
                    .containsExactly("退款", "假货");
        }
        String running = deploy(spec("mixed", map, Map.of()), kept);
        await().atMost(PATIENCE)
                .until(() -> kept.posts().size() == 2
                        && kept.of("bus") != null
                        && String.valueOf(kept.of("bus").problem()).contains("mixed-0-1"));
        VERTX.undeploy(running).await();
        assertThat(kept.of("bus").connected()).isTrue();
        assertThat(Files.readString(dir.resolve("dead/bus.jsonl")))
                .contains("\"offset\":1", "\"value\":\"not json\"")
                .hasLineCount(1);
        assertThat(kept.posts()).extracting(Post::text).containsExactly("退款", "假货");
    }

    @Test
    void twoShareATopicAndOneTakesOver() throws Exception {
        broker.topic("shared", 2);
        SourceSpec spec = spec("shared", Map.of(), Map.of("group", "g3"));
        String first = deploy(spec, kept);
        KafkaBroker.send(producer, "shared", 0, "{\"id\":\"1\",\"text\":\"甲\"}");
        await().atMost(PATIENCE).until(() -> kept.posts().size() == 1);
        String second = deploy(spec, kept);
        for (int i = 2; i <= 9; i++) {
            KafkaBroker.send(producer, "shared", i % 2, "{\"id\":\"" + i + "\",\"text\":\"乙\"}");
        }
        await().atMost(PATIENCE).until(() -> kept.posts().size() == 9);
        VERTX.undeploy(first).await();
        KafkaBroker.send(producer, "shared", 0, "{\"id\":\"10\",\"text\":\"丙\"}");
        KafkaBroker.send(producer, "shared", 1, "{\"id\":\"11\",\"text\":\"丙\"}");
        await().atMost(PATIENCE).until(() -> kept.posts().size() == 11);
        VERTX.undeploy(second).await();
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(trouble(spec("nowhere", Map.of(), Map.of()))).isEqualTo("kafka.topic");
        assertThat(trouble(spec("posts", Map.of(), Map.of("servers", List.of(broker.address())))))
                .as("what a file names must say that it is private")
                .isEqualTo("net.private");
    }

    private static String trouble(SourceSpec spec) {
        try (Inlet inlet = inlet(spec, false)) {
            return inlet.next(null, Instant.now()).toString();
        } catch (SourceException failed) {
            return failed.trouble().code();
        }
    }
}
