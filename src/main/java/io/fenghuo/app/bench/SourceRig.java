package io.fenghuo.app.bench;

import io.fenghuo.app.Egress;
import io.fenghuo.app.HttpFetcher;
import io.fenghuo.app.HttpStreams;
import io.fenghuo.app.PublicAddresses;
import io.fenghuo.app.VertxTime;
import io.fenghuo.config.Configuration;
import io.fenghuo.config.LooseWatchlists;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Ids;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.store.Store;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.flow.Door;
import io.fenghuo.verticle.flow.Pipeline;
import io.fenghuo.verticle.hearing.SourceLog;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.fenghuo.verticle.hearing.StoredSourceLog;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** What benchmarks of sources share: the service's own way from a source to the disk, with a list of keywords of which few texts hold one. */
final class SourceRig {
    /** Texts that are told over and over. */
    static final int TEXTS = 20_000;

    private static final int KEYWORDS = 1_000;
    /** One post in so many hits. */
    private static final double HITS = 0.001;

    private static final int MEGA = 1 << 20;

    final Vertx vertx;
    final InstantSource clock;
    final List<String> texts;
    private final Store store;

    SourceRig(Vertx vertx, Store store, InstantSource clock) {
        this.vertx = vertx;
        this.store = store;
        this.clock = clock;
        this.texts = new SampleTexts(7).make(TEXTS);
    }

    /** Ports that tell {@code told} of each status and {@code kept} of each batch that is on disk. */
    SourcePorts ports(Consumer<SourceStatus> told, Consumer<Kept> kept) {
        Rulebook rules = rules();
        Desk desk = new Desk(
                new Ids(new Random(7)),
                () -> rules,
                new Chronicle(rules.policy().zone(), reason -> reason.code()));
        VertxTime time = new VertxTime(vertx, clock);
        Door door = new Door(new Pipeline(desk, () -> rules), store, time, tidings -> {});
        Intake counted = batch -> door.take(batch).onSuccess(receipt -> kept.accept(new Kept(batch, receipt)));
        Egress egress = new Egress("Fenghuo/bench", null);
        SourceLog log = new StoredSourceLog(vertx, store, told);
        return new SourcePorts(
                new HttpFetcher(vertx, new PublicAddresses(), HttpFetcher.Limits.DEFAULT, egress, clock),
                new HttpStreams(vertx, new PublicAddresses(), clock, egress),
                counted,
                time,
                log,
                new SourceWords(Locale.ENGLISH),
                new Random(7));
    }

    /** A batch that is on disk. */
    record Kept(Batch batch, Intake.Receipt receipt) {}

    static SourceSpec spec(String id, String type, String url, Duration every, Map<String, String> map) {
        return new SourceSpec(id, type, url, every, null, null, null, null, map, Map.of(), Map.of(), true, "alert");
    }

    private Rulebook rules() {
        Policy policy = Policy.defaults();
        Configuration configuration =
                new Configuration("bench", List.of(), List.of(), List.of(), policy, Contacts.NONE);
        return new Rulebook(configuration, matcher(), policy, new Roster(Contacts.NONE, List.of()), Set.of());
    }

    private Matcher matcher() {
        List<String> words = new KeywordSets(texts, new SampleTexts(8).make(TEXTS), 7).rare(KEYWORDS, HITS);
        try {
            Path file = Files.createTempFile("fenghuo-bench", ".txt");
            try {
                Files.write(file, words);
                return Matcher.compile(LooseWatchlists.of(List.of(file)).watchlists());
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new IllegalStateException("no file could be written to the folder for temporary files", failed);
        }
    }

    /** Ends the sources before what they stand on. */
    static void close(Vertx vertx) {
        List<Future<Void>> ends =
                vertx.deploymentIDs().stream().map(vertx::undeploy).toList();
        join(Future.join(ends).otherwiseEmpty());
        join(vertx.close());
    }

    static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** Megabytes in use after a collection. */
    static int heap() {
        System.gc();
        Runtime machine = Runtime.getRuntime();
        return (int) ((machine.totalMemory() - machine.freeMemory()) / MEGA);
    }

    static double at(double[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    static double[] sorted(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
