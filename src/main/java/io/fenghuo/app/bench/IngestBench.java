package io.fenghuo.app.bench;

import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How fast posts that are pushed are durable, and how long one of them is on its way to a webhook meanwhile: the whole service over a SQLite file of
 * its own with what is acknowledged on the disk, real HTTP on loopback on both sides. Sender, service and receiver share this process.
 */
public final class IngestBench {
    private static final String BRAND = "云朵家";
    private static final int KEYWORDS = 1_000;
    /** One post in so many hits. */
    private static final double HITS = 0.001;

    private final Load load;
    private final InstantSource clock;

    /**
     * What is sent.
     *
     * @param batch posts of one request at full speed
     * @param senders requests under way at once
     * @param background posts a second beside the single ones that are timed
     * @param randomIds whether ids of posts are random UUIDs, which lie far apart in an index, instead of numbers in order
     * @param warmUp how long each of the two parts runs before it counts
     * @param window how long each of the two parts takes
     */
    public record Load(int batch, int senders, int background, boolean randomIds, Duration warmUp, Duration window) {}

    /**
     * What was measured.
     *
     * @param perSecond durable posts a second at full speed
     * @param batchP99 milliseconds of a request at full speed
     * @param stored posts of both parts in the store at the end, of {@code sent}
     * @param told single posts that reached the webhook, of {@code probes}
     * @param median milliseconds from the sending of a single post to the webhook's receipt of its alarm
     * @param background posts a second that were durable beside them
     * @param first milliseconds of the very first alarm of the process, before it was warm
     */
    public record Figure(
            Load load,
            long sent,
            long stored,
            double perSecond,
            double batchMedian,
            double batchP99,
            int probes,
            int told,
            double median,
            double p99,
            double worst,
            double background,
            double first) {}

    public IngestBench(Load load, InstantSource clock) {
        this.load = load;
        this.clock = clock;
    }

    /** Runs it and leaves nothing behind. */
    public Figure run() throws InterruptedException, IOException {
        Path home = Files.createTempDirectory("fenghuo-ingest");
        Vertx outside = Vertx.vertx();
        try {
            PushReceiver receiver = new PushReceiver(clock);
            SourceRig.join(receiver.open(outside));
            List<String> texts = new SampleTexts(7).make(SourceRig.TEXTS);
            furnish(home, texts, receiver.url("/hook"));
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            Settings settings = Settings.read(Map.of("FENGHUO_LISTEN", "127.0.0.1:0"), nowhere, home);
            Fenghuo service = new Fenghuo(settings);
            service.start().toCompletableFuture().join();
            try {
                PushSender.Ids ids = load.randomIds() ? PushSender.Ids.RANDOM : PushSender.Ids.ORDERED;
                return measure(new PushSender(outside, service.port(), texts, ids, clock), receiver);
            } finally {
                service.stop().toCompletableFuture().join();
            }
        } finally {
            outside.close().toCompletionStage().toCompletableFuture().join();
            delete(home);
        }
    }

    private Figure measure(PushSender sender, PushReceiver receiver) throws InterruptedException {
        sender.atFullSpeed(load.batch(), load.senders(), load.warmUp());
        PushSender.Sent full = sender.atFullSpeed(load.batch(), load.senders(), load.window());
        sender.besideSingles(load.background(), load.warmUp(), receiver);
        double first = receiver.begin();
        PushSender.Sent beside = sender.besideSingles(load.background(), load.window(), receiver);
        double[] ways = receiver.ways();
        return new Figure(
                load,
                sender.sent(),
                sender.stored(),
                full.perSecond(),
                SourceRig.at(full.ways(), 0.5),
                SourceRig.at(full.ways(), 0.99),
                receiver.sent(),
                ways.length,
                SourceRig.at(ways, 0.5),
                SourceRig.at(ways, 0.99),
                SourceRig.at(ways, 1),
                beside.perSecond(),
                first);
    }

    private static void furnish(Path home, List<String> texts, String webhook) throws IOException {
        List<String> words = new KeywordSets(texts, new SampleTexts(8).make(SourceRig.TEXTS), 7).rare(KEYWORDS, HITS);
        String any = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
        write(home.resolve("watchlists/bench.yaml"), """
                brand: %s
                owner: role:brand
                rules:
                  - { id: rare, family: quality, level: L3, category: 质量, any: [%s] }
                """.formatted(BRAND, any) + singles());
        write(home.resolve("watchlists/sources.yaml"), "sources:\n  - { id: crm, type: push }\n");
        write(home.resolve("alerts/policy.yaml"), "");
        write(home.resolve("alerts/channels.yaml"), """
                channels:
                  - { id: hook, type: webhook, url: '%s', secret: %s, allow-private: true, levels: [L1] }
                  - { id: screen, type: terminal, levels: [L1] }
                """.formatted(webhook, PushReceiver.SECRET));
        write(home.resolve("alerts/contacts.yaml"), """
                people:
                  - { id: zhang, name: 张三, via: [screen] }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], safety: [zhang], admin: [zhang] }
                """);
    }

    /** A rule with a family of its own for each single post, so that none joins the incident of another. */
    private static String singles() {
        return IntStream.range(0, PushReceiver.MOST)
                .mapToObj(i -> "  - { id: p" + i + ", family: f" + i + ", level: L1, category: 人身安全, any: ["
                        + PushReceiver.word(i) + "] }\n")
                .collect(Collectors.joining());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
