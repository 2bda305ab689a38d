package io.fenghuo.app.inlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fenghuo.app.AddressPolicy;
import io.fenghuo.app.PublicAddresses;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.RealTime;
import io.fenghuo.verticle.hearing.DrawVerticle;
import io.fenghuo.verticle.hearing.Inlet;
import io.fenghuo.verticle.hearing.KeptSources;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker in this process. */
class KafkaInletIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        return inlet(spec, new PublicAddresses(), broker.address(), Map.of(), trial);
    }

    private static Inlet inlet(
            SourceSpec spec, AddressPolicy policy, String house, Map<String, String> trust, boolean trial) {
        return new KafkaInlet(
                spec,
                ZoneId.of("Asia/Shanghai"),
                policy,
                List.of(house),
                trust,
                new DeadLetters(dir.resolve("dead").resolve(spec.id() + ".jsonl")),
                trial);
    }

    private String deploy(SourceSpec spec, Intake intake) {
        SourcePorts ports = new SourcePorts(
                null, null, intake, new RealTime(VERTX), kept, new SourceWords(Locale.ENGLISH), () -> 0L);
        return VERTX.deployVerticle(new DrawVerticle(spec, inlet(spec, false), ports))
                .await();
    }

    /** What a look shows first; the broker may not have all of it at hand at once, nor know a user in the moment it is told of one. */
    private static List<Post> seen(Inlet look) {
        return await().atMost(PATIENCE)
                .ignoreException(SourceException.class)
                .until(() -> look.next(null, Instant.now()).posts(), posts -> !posts.isEmpty());
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
            if (present == 2) {
                await().atMost(PATIENCE).until(() -> broker.committed("g1", "posts") == wanted);
            }
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
            assertThat(seen(look)).extracting(Post::text).containsExactly("退款", "假货");
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

    @Test
    void aClusterThatLeadsElsewhereIsLeft() throws Exception {
        broker.topic("led", 1);
        KafkaBroker.send(producer, "led", 0, "{\"text\":\"退款\"}");
        AtomicBoolean mended = new AtomicBoolean();
        AddressPolicy policy = (host, allowPrivate) -> {
            InetAddress address = InetAddress.getByName(host);
            if (host.equals("localhost") && !allowPrivate && !mended.get()) {
                throw new AddressPolicy.Refused(address);
            }
            return address;
        };
        Map<String, Object> there = Map.of("servers", List.of(broker.elsewhere()), "group", "g5");
        try (Inlet inlet = inlet(spec("led", Map.of(), there), policy, "", Map.of(), false)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> inlet.next(null, Instant.now()))
                        .isInstanceOfSatisfying(
                                SourceException.class,
                                refused -> assertThat(said(refused))
                                        .startsWith("kafka.private")
                                        .contains(
                                                "localhost",
                                                "127.0.0.1",
                                                "allow-private: true",
                                                "advertised.listeners"));
            }
            mended.set(true);
            await().atMost(PATIENCE)
                    .until(() -> !inlet.next(null, Instant.now()).posts().isEmpty());
            inlet.kept();
            mended.set(false);
            assertThatThrownBy(() -> inlet.next(null, Instant.now())).hasMessageContaining("kafka.private");
        }
        try (Inlet look = inlet(spec("led", Map.of(), Map.of()), policy, broker.elsewhere(), Map.of(), true)) {
            assertThat(seen(look)).hasSize(1);
        }
    }

    @Test
    void aBrokerWithoutAnAddressForAMomentEndsNothing() throws Exception {
        broker.topic("unnamed", 1);
        AtomicBoolean away = new AtomicBoolean(true);
        AddressPolicy policy = (host, allowPrivate) -> {
            if (away.get() && host.equals("localhost")) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getByName(host);
        };
        Map<String, Object> there = Map.of("servers", List.of(broker.elsewhere()), "group", "g6");
        try (Inlet inlet = inlet(spec("unnamed", Map.of(), there), policy, "", Map.of(), false)) {
            assertThatThrownBy(() -> inlet.next(null, Instant.now()))
                    .as("never seen")
                    .hasMessageContaining("kafka.dns");
            away.set(false);
            KafkaBroker.send(producer, "unnamed", 0, "{\"text\":\"假货\"}");
            await().atMost(PATIENCE)
                    .until(() -> !inlet.next(null, Instant.now()).posts().isEmpty());
            inlet.kept();
            away.set(true);
            KafkaBroker.send(producer, "unnamed", 0, "{\"text\":\"还是假货\"}");
            Inlet.Draught heard = await().atMost(PATIENCE)
                    .until(
                            () -> inlet.next(null, Instant.now()),
                            draught -> !draught.posts().isEmpty());
            assertThat(heard.posts()).extracting(Post::text).containsExactly("还是假货");
            assertThat(heard.note()).isEqualTo(Trouble.of("kafka.dns", "localhost"));
            inlet.kept();
            away.set(false);
            assertThat(inlet.next(null, Instant.now()).note()).isNull();
        }
    }

    @Test
    void onlyWithThePasswordAndATrustedCertificate() throws Exception {
        broker.topic("locked", 1);
        broker.admit();
        KafkaBroker.send(producer, "locked", 0, "{\"text\":\"假货\"}");
        String door = "localhost:" + broker.secured();
        for (String mechanism : List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")) {
            SourceSpec right = login(mechanism, KafkaBroker.PASSWORD);
            try (Inlet look = inlet(right, new PublicAddresses(), door, broker.trust(), true)) {
                assertThat(seen(look)).as(mechanism).extracting(Post::text).containsExactly("假货");
            }
            assertThat(refusal(login(mechanism, "wrong"), door, broker.trust()))
                    .startsWith("kafka.login")
                    .contains(door, "Please check sasl")
                    .doesNotContain("wrong");
        }
        SourceSpec right = login("PLAIN", KafkaBroker.PASSWORD);
        assertThat(refusal(right, door, Map.of())).startsWith("net.tls").contains(door, "certificate");
        assertThat(refusal(right, "127.0.0.1:" + broker.secured(), broker.trust()))
                .as("a certificate for another name")
                .startsWith("net.tls");
    }

    private static SourceSpec login(String mechanism, String password) {
        Map<String, Object> sasl = Map.of("mechanism", mechanism, "user", "reader", "password", Secret.of(password));
        return spec("locked", Map.of(), Map.of("tls", true, "sasl", sasl));
    }

    private static String refusal(SourceSpec spec, String door, Map<String, String> trust) {
        try (Inlet inlet = inlet(spec, new PublicAddresses(), door, trust, false)) {
            return inlet.next(null, Instant.now()).toString();
        } catch (SourceException refused) {
            return said(refused);
        }
    }

    private static String said(SourceException refused) {
        return refused.trouble().code() + ": " + new SourceWords(Locale.ENGLISH).say(refused.trouble());
    }

    private static String trouble(SourceSpec spec) {
        try (Inlet inlet = inlet(spec, false)) {
            return inlet.next(null, Instant.now()).toString();
        } catch (SourceException failed) {
            return failed.trouble().code();
        }
    }
}
