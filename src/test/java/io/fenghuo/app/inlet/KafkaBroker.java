package io.fenghuo.app.inlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fenghuo.Ports;
import io.fenghuo.app.Certificates;
import io.vertx.core.net.PfxOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;

/**
 * A real broker in this process (KRaft, one node), on loopback; internal classes of the version the pom pins. It listens at three doors: an open
 * one, one with TLS and SASL for the user "reader" whose certificate is for "localhost", and one where it says that it is to be found at "localhost".
 */
final class KafkaBroker implements AutoCloseable {
    /** Of the user "reader"; with all that a quoted word must escape. */
    static final String PASSWORD = "p\"w\\d; 1";

    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

    private final KafkaRaftServer server;
    private final PfxOptions certificate;
    private final int port = Ports.free();
    private final int secured = Ports.free();
    private final int elsewhere = Ports.free();

    KafkaBroker(Path dir) throws Exception {
        certificate = Certificates.named(dir, "localhost");
        int controller = Ports.free();
        Properties all = new Properties();
        all.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:" + port + ",SECURED://127.0.0.1:" + secured + ",ELSEWHERE://127.0.0.1:"
                                + elsewhere + ",CONTROLLER://127.0.0.1:" + controller),
                Map.entry(
                        "advertised.listeners",
                        "PLAINTEXT://127.0.0.1:" + port + ",SECURED://localhost:" + secured + ",ELSEWHERE://localhost:"
                                + elsewhere),
                Map.entry(
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,ELSEWHERE:PLAINTEXT,SECURED:SASL_SSL"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", dir.resolve("logs").toString()),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("num.network.threads", "1"),
                Map.entry("num.io.threads", "2"),
                Map.entry("log.cleaner.enable", "false")));
        all.putAll(Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                certificate.getPath(),
                "ssl.keystore.password",
                certificate.getPassword(),
                "ssl.key.password",
                certificate.getPassword(),
                "sasl.enabled.mechanisms",
                "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
                "listener.name.secured.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_reader=\"p\\\"w\\\\d; 1\";",
                "listener.name.secured.scram-sha-256.sasl.jaas.config",
                SCRAM,
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                SCRAM));
        Path file = dir.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            all.store(out, null);
        }
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
        StorageTool.execute(new String[] {"format", "-t", "AAAAAAAAAAAAAAAAAAAAAA", "-c", file.toString()}, nowhere);
        server = new KafkaRaftServer(new KafkaConfig(all, false), Time.SYSTEM);
        server.startup();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** The door with TLS and SASL. */
    int secured() {
        return secured;
    }

    /** The door whose broker is said to be at "localhost". */
    String elsewhere() {
        return "127.0.0.1:" + elsewhere;
    }

    /** The settings of a client that trusts this broker's certificate. */
    Map<String, String> trust() {
        return Map.of(
                "ssl.truststore.type", "PKCS12",
                "ssl.truststore.location", certificate.getPath(),
                "ssl.truststore.password", certificate.getPassword());
    }

    /** Lets "reader" in by SCRAM. */
    void admit() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                ScramCredentialInfo how = new ScramCredentialInfo(mechanism, 4096);
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("reader", how, PASSWORD)))
                        .all()
                        .get(60, TimeUnit.SECONDS);
            }
        }
    }

    /** How many records of a topic a group has said it kept. */
    long committed(String group, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            return admin
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(60, TimeUnit.SECONDS)
                    .entrySet()
                    .stream()
                    .filter(one -> one.getKey().topic().equals(topic) && one.getValue() != null)
                    .mapToLong(one -> one.getValue().offset())
                    .sum();
        }
    }

    void topic(String name, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    KafkaProducer<String, String> producer() {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", address(), "linger.ms", "0"));
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    static void send(KafkaProducer<String, String> producer, String topic, int partition, String value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, null, value)).get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
