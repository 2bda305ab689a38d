package io.fenghuo.app.inlet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.app.AddressPolicy;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.source.Decoding;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Topic;
import io.fenghuo.source.TopicReader;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.hearing.Inlet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic as one of its consumer group. The next records are asked for only when the last ones are durable and their offsets committed, so
 * a busy house leaves them with the broker. A record that comes twice, after a crash or when the group shares its partitions anew, is known by the
 * id of its post. One that cannot be read goes to {@link DeadLetters} and is shown; the others go on.
 */
final class KafkaInlet implements Inlet {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofHours(1);
    /** Records of each partition that a trial looks at. */
    private static final int LAST = 10;

    private final SourceSpec spec;
    private final Topic topic;
    private final KafkaSettings settings;
    private final TopicReader reader;
    private final DeadLetters dead;
    private final boolean trial;
    private final Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
    private Map<TopicPartition, OffsetAndMetadata> given = Map.of();
    private @Nullable ConsumerRecords<byte[], byte[]> heard;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closed;
    private Set<String> brokers = Set.of();
    private long unreadable;
    private @Nullable Trouble note;

    /** @param trust the client's own settings of whom to trust; empty = whom this Java trusts */
    KafkaInlet(
            SourceSpec spec,
            ZoneId zone,
            AddressPolicy policy,
            List<String> house,
            Map<String, String> trust,
            DeadLetters dead,
            boolean trial) {
        this.spec = spec;
        this.topic = Topic.of(spec);
        this.settings = new KafkaSettings(spec, topic, house, policy, trust, trial);
        this.reader = new TopicReader(spec, zone);
        this.dead = dead;
        this.trial = trial;
    }

    @Override
    public Draught next(@Nullable String cursor, Instant now) throws SourceException {
        return asked(() -> {
            KafkaConsumer<byte[], byte[]> open = opened();
            ConsumerRecords<byte[], byte[]> records = heard == null ? open.poll(SOON) : heard;
            heard = null;
            if (!settings.check(partitions(open)).equals(brokers)) {
                check(open);
            }
            return records.isEmpty() ? nothing(open) : read(records, now);
        });
    }

    /** Asks the cluster, for a consumer says nothing when it cannot reach it. */
    private Draught nothing(KafkaConsumer<byte[], byte[]> open) throws SourceException {
        Set<TopicPartition> own = open.assignment();
        boolean caughtUp = !own.isEmpty()
                && open.endOffsets(own, ANSWER).entrySet().stream()
                        .allMatch(end -> open.position(end.getKey(), ANSWER) >= end.getValue());
        return Draught.none(null, caughtUp, note());
    }

    /** What looks wrong beside the reading: first what may mend itself. */
    private @Nullable Trouble note() {
        Trouble lookup = settings.lookup();
        return lookup == null ? note : lookup;
    }

    private Draught read(ConsumerRecords<byte[], byte[]> records, Instant now) throws IOException {
        List<Post> posts = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            // A record without a value says that a key is gone.
            if (record.value() != null) {
                bytes.writeBytes(record.value());
                bytes.write('\n');
                posts.addAll(read(record, now));
            }
        }
        given = records.nextOffsets();
        given.forEach((partition, next) -> offsets.put(partition, next.offset()));
        byte[] body = bytes.toByteArray();
        Raw raw = posts.isEmpty() ? null : new Raw(Sha256.hex(body), spec.id(), "kafka:" + topic.name(), "", body, now);
        return new Draught(posts, cursor(), raw, true, false, note());
    }

    private List<Post> read(ConsumerRecord<byte[], byte[]> record, Instant now) throws IOException {
        String name = record.topic() + "-" + record.partition() + "-" + record.offset();
        try {
            return reader.read(record.value(), name, Instant.ofEpochMilli(Math.max(0, record.timestamp())), now);
        } catch (SourceException | RuntimeException | StackOverflowError wrong) {
            Trouble why = wrong instanceof SourceException known
                    ? known.trouble()
                    : Trouble.of("net.other", topic.name(), String.valueOf(wrong.getMessage()));
            unreadable++;
            note = Trouble.of("kafka.records", unreadable, name, String.join(" ", why.args()), dead.file());
            if (!trial) {
                Map<String, Object> letter = new LinkedHashMap<>();
                letter.put("at", now.toString());
                letter.put("topic", record.topic());
                letter.put("partition", record.partition());
                letter.put("offset", record.offset());
                letter.put("reason", why.code() + " " + String.join(" ", why.args()));
                letter.put("value", Decoding.text(record.value(), null));
                dead.add(letter);
            }
            return List.of();
        }
    }

    /** Where each partition stands; the group's own offsets are what counts, this shows that it has been read. */
    private String cursor() {
        Map<String, Long> all = new TreeMap<>();
        offsets.forEach((partition, next) -> all.put(partition.toString(), next));
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void kept() throws SourceException {
        if (trial || given.isEmpty()) {
            return;
        }
        asked(() -> {
            try {
                opened().commitSync(given, ANSWER);
            } catch (CommitFailedException othersTurn) {
                // The partitions went to another of the group while we kept them: it reads these once more, and knows
                // them.
            }
            given = Map.of();
            return true;
        });
    }

    @Override
    public boolean await() throws SourceException {
        return asked(() -> {
            try {
                heard = opened().poll(LONG);
            } catch (WakeupException word) {
                heard = null;
            }
            return true;
        });
    }

    @Override
    public void wake() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
        synchronized (this) {
            disconnect();
        }
    }

    private void disconnect() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        consumer = null;
        heard = null;
        given = Map.of();
        offsets.clear();
        if (open != null) {
            try {
                open.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
            } catch (KafkaException gone) {
                // It is closed either way.
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> opened() throws SourceException {
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            return open;
        }
        if (closed) {
            throw new SourceException("kafka.closed", topic.name());
        }
        open = settings.consumer();
        consumer = open;
        List<PartitionInfo> partitions = check(open);
        if (trial) {
            Set<TopicPartition> all = partitions.stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .collect(Collectors.toSet());
            open.assign(all);
            for (Map.Entry<TopicPartition, Long> end :
                    open.endOffsets(all, ANSWER).entrySet()) {
                open.seek(end.getKey(), Math.max(0, end.getValue() - LAST));
            }
        } else {
            open.subscribe(Set.of(topic.name()));
        }
        return open;
    }

    /** The partitions as the consumer knows them; asks the cluster when it knows none. */
    private List<PartitionInfo> partitions(KafkaConsumer<byte[], byte[]> open) throws SourceException {
        List<PartitionInfo> partitions = open.partitionsFor(topic.name(), ANSWER);
        if (partitions == null || partitions.isEmpty()) {
            throw new SourceException("kafka.topic", topic.name());
        }
        return partitions;
    }

    /** Looks where the cluster sends us, when it is opened and when that changes, before anything is taken from there. */
    private List<PartitionInfo> check(KafkaConsumer<byte[], byte[]> open) throws SourceException {
        List<PartitionInfo> partitions = partitions(open);
        brokers = settings.check(partitions);
        settings.checkCluster(ANSWER);
        return partitions;
    }

    /** What can go wrong with a topic. */
    private interface Call<T> {
        T make() throws SourceException, IOException;
    }

    private synchronized <T> T asked(Call<T> call) throws SourceException {
        try {
            try {
                return call.make();
            } catch (WakeupException late) {
                // Meant for a wait that was over.
                return call.make();
            }
        } catch (KafkaException | IOException | IllegalStateException failed) {
            disconnect();
            throw new SourceException(settings.trouble(failed));
        } catch (SourceException refused) {
            disconnect();
            throw refused;
        }
    }
}
