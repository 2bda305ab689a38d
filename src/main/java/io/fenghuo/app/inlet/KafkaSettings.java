package io.fenghuo.app.inlet;

import io.fenghuo.app.AddressPolicy;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Topic;
import io.fenghuo.source.Trouble;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** How a consumer is set up, and what its errors mean. Not threadsafe. */
final class KafkaSettings {
    /** Records of one batch, which is one transaction. */
    private static final int AT_ONCE = 500;

    private static final int PARTITION_BYTES = 1 << 20;
    private static final int BYTES = 8 << 20;
    /** The trouble with a broker whose name has no address. */
    private static final String NOWHERE = "kafka.dns";

    private final SourceSpec spec;
    private final Topic topic;
    private final List<String> servers;
    private final boolean ofHouse;
    private final AddressPolicy policy;
    private final Map<String, String> trust;
    private final boolean trial;
    /** Hosts of brokers that were looked up and may be talked to. */
    private final Set<String> known = new HashSet<>();

    private @Nullable Trouble lookup;

    /**
     * @param house where the cluster is when the entry does not say; the environment may name what is private
     * @param trust the client's own settings of whom to trust; empty = whom this Java trusts
     */
    KafkaSettings(
            SourceSpec spec,
            Topic topic,
            List<String> house,
            AddressPolicy policy,
            Map<String, String> trust,
            boolean trial) {
        this.spec = spec;
        this.topic = topic;
        this.ofHouse = topic.servers().isEmpty();
        this.servers = ofHouse ? List.copyOf(house) : topic.servers();
        this.policy = policy;
        this.trust = Map.copyOf(trust);
        this.trial = trial;
    }

    KafkaConsumer<byte[], byte[]> consumer() throws SourceException {
        if (servers.isEmpty()) {
            throw new SourceException("kafka.servers");
        }
        for (String server : servers) {
            check(server.substring(0, server.lastIndexOf(':')), "net.private", "net.dns");
        }
        return new KafkaConsumer<>(all(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Checks where the partitions are, for a cluster names its brokers itself ({@code advertised.listeners}); their hosts in order. A host
     * that had an address before and has none for the moment keeps nobody from the others: see {@link #lookup}.
     *
     * @throws SourceException when a broker is private and may not be, or never had an address
     */
    Set<String> check(Collection<PartitionInfo> partitions) throws SourceException {
        lookup = null;
        return checkBrokers(partitions.stream()
                .flatMap(one -> Stream.concat(Stream.ofNullable(one.leader()), Stream.of(one.replicas()))));
    }

    /** Checks every broker of the cluster, for any may coordinate the group. Asks nobody where private addresses are allowed. */
    void checkCluster(Duration patience) throws SourceException {
        if (mayBePrivate()) {
            return;
        }
        try (Admin admin = Admin.create(common())) {
            checkBrokers(
                    admin
                            .describeCluster(new DescribeClusterOptions().timeoutMs((int) patience.toMillis()))
                            .nodes()
                            .get()
                            .stream());
        } catch (ExecutionException failed) {
            throw new KafkaException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException(stopped);
        }
    }

    private Set<String> checkBrokers(Stream<Node> nodes) throws SourceException {
        Set<String> hosts = new TreeSet<>();
        nodes.filter(node -> !node.isEmpty()).forEach(node -> hosts.add(node.host()));
        for (String host : hosts) {
            try {
                check(host, "kafka.private", NOWHERE);
                known.add(host);
            } catch (SourceException wrong) {
                if (!wrong.trouble().code().equals(NOWHERE) || !known.contains(host)) {
                    throw wrong;
                }
                lookup = wrong.trouble();
            }
        }
        return hosts;
    }

    /** The broker that had no address when the brokers were last checked, and had one before; null when all have. */
    @Nullable
    Trouble lookup() {
        return lookup;
    }

    private boolean mayBePrivate() {
        return ofHouse || spec.allowPrivate();
    }

    private void check(String host, String refusal, String nowhere) throws SourceException {
        try {
            policy.resolve(host, mayBePrivate());
        } catch (AddressPolicy.Refused refused) {
            throw new SourceException(refusal, host, refused.address().getHostAddress());
        } catch (UnknownHostException unknown) {
            throw new SourceException(nowhere, host);
        }
    }

    private Map<String, Object> all() {
        Map<String, Object> all = common();
        if (!trial) {
            all.put("group.id", topic.group());
        }
        all.put("enable.auto.commit", false);
        all.put("auto.offset.reset", topic.latest() ? "latest" : "earliest");
        all.put("allow.auto.create.topics", false);
        all.put("max.poll.records", AT_ONCE);
        all.put("max.partition.fetch.bytes", PARTITION_BYTES);
        all.put("fetch.max.bytes", BYTES);
        all.put("isolation.level", "read_committed");
        all.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        return all;
    }

    /** How the cluster is reached, whatever is asked of it. */
    private Map<String, Object> common() {
        Map<String, Object> all = new HashMap<>(trust);
        all.put("bootstrap.servers", servers);
        all.put("client.id", "fenghuo-" + spec.id());
        // Sends nothing home, and needs no JMX.
        all.put("enable.metrics.push", false);
        all.put("metric.reporters", List.of());
        Topic.Login login = topic.login();
        all.put("security.protocol", (login == null ? "" : "SASL_") + (topic.tls() ? "SSL" : "PLAINTEXT"));
        if (login != null) {
            String module = login.mechanism().equals("PLAIN")
                    ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                    : "org.apache.kafka.common.security.scram.ScramLoginModule";
            all.put("sasl.mechanism", login.mechanism());
            all.put(
                    "sasl.jaas.config",
                    module + " required username=" + quoted(login.user()) + " password="
                            + quoted(login.password().reveal()) + ";");
        }
        return all;
    }

    /** As JAAS reads it ({@code java.io.StreamTokenizer}). */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    Trouble trouble(Throwable failure) {
        String where = String.join(" ", servers);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SslAuthenticationException) {
                return Trouble.of("net.tls", where, String.valueOf(cause.getMessage()));
            }
            if (cause instanceof AuthenticationException) {
                return Trouble.of("kafka.login", where, String.valueOf(cause.getMessage()));
            }
            if (cause instanceof AuthorizationException) {
                return Trouble.of("kafka.forbidden", topic.name(), topic.group());
            }
            if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
                return Trouble.of("kafka.topic", topic.name());
            }
            if (cause instanceof TimeoutException) {
                return Trouble.of("kafka.away", where);
            }
        }
        return Trouble.of("net.other", where, String.valueOf(failure.getMessage()));
    }
}
