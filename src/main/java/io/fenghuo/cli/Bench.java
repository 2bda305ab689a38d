package io.fenghuo.cli;

import io.fenghuo.app.Benches;
import io.fenghuo.app.bench.BenchTexts;
import io.fenghuo.app.bench.DeadlineBench;
import io.fenghuo.app.bench.DeliverBench;
import io.fenghuo.app.bench.Engines;
import io.fenghuo.app.bench.LoadBench;
import io.fenghuo.app.bench.MatchBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code bench match}: how fast keywords are found, ours and the jar's other engines side by side; {@code bench load}: how fast a list is in
 * force; {@code bench deadlines}: how late deadlines fire while very many are open; {@code bench deliver}: how long messages are on their way
 * to many destinations at once, some of which hang; {@code bench sources}: how late very many feeds are asked, and how a stream at full tilt
 * gets to the disk; {@code bench ingest}: how fast pushed posts are durable, and how long an alarm takes meanwhile.
 */
@picocli.CommandLine.Command(name = "bench")
final class Bench extends Command {
    private static final int LEAST_TEXTS = 1_000;
    private static final int MOST_OPEN = 1_000_000;
    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_DESTINATIONS = 100;
    private static final int LEAST_RATE = 20;

    @Parameters(index = "0", arity = "0..1", paramLabel = "WHAT", defaultValue = "match")
    private String what = "match";

    @Option(names = "--keywords", paramLabel = "N", split = ",", defaultValue = "50,1000,10000,100000")
    private List<Integer> keywords = List.of();

    @Option(names = "--texts", paramLabel = "N", defaultValue = "50000")
    private int texts;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "7")
    private int rounds;

    @Option(names = "--posts", paramLabel = "FILE")
    private @Nullable Path posts;

    @Option(names = "--open", paramLabel = "N", defaultValue = "20000")
    private int open;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "100")
    private int rate;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "30")
    private int seconds;

    @Option(names = "--notices", paramLabel = "N", defaultValue = "10000")
    private int notices;

    @Option(names = "--destinations", paramLabel = "N", defaultValue = "20")
    private int destinations;

    @Option(names = "--each", paramLabel = "N", defaultValue = "900")
    private int each;

    @Option(names = "--hang", paramLabel = "N", defaultValue = "1")
    private int hang;

    @Mixin
    private SourceBenches.Flags sourceFlags = new SourceBenches.Flags();

    @Mixin
    private IngestBenches.Flags ingestFlags = new IngestBenches.Flags();

    @Option(names = "--json")
    private boolean json;

    Bench(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        if (what.equals("deadlines")) {
            return deadlines();
        }
        if (what.equals("deliver")) {
            return deliver();
        }
        if (what.equals("sources")) {
            return new SourceBenches(around(), sourceFlags, seconds, json).run();
        }
        if (what.equals("ingest")) {
            return new IngestBenches(around(), ingestFlags, seconds, json).run();
        }
        if (!what.equals("match") && !what.equals("load")) {
            throw new Misuse(around().say("verb", what, "match, load, deadlines, deliver, sources, ingest"));
        }
        if (rounds < 1 || texts < LEAST_TEXTS || keywords.stream().anyMatch(n -> n < 1)) {
            throw new Misuse(around().say("bench.numbers", LEAST_TEXTS));
        }
        if (what.equals("load")) {
            load(keywords.get(keywords.size() - 1));
            return OK;
        }
        MatchBench bench = new MatchBench(read(), texts, rounds, Engines.all());
        around().err().println(around().say("bench.texts", bench.texts(), rounds));
        for (MatchBench.Kind kind : MatchBench.Kind.values()) {
            for (int number : keywords) {
                show(bench.run(kind, number, doing -> {}));
            }
        }
        return OK;
    }

    private int deadlines() {
        if (open < 1 || seconds < 1 || seconds > MOST_SECONDS || open > MOST_OPEN) {
            throw new Misuse(around().say("bench.open", MOST_OPEN, MOST_SECONDS));
        }
        int due = Math.min(open, (int) Math.min(Integer.MAX_VALUE, (long) rate * seconds));
        around().err().println(around().say("bench.deadlines", open, due, seconds));
        DeadlineBench.Figure figure = Benches.deadlines(open, due, Duration.ofSeconds(seconds));
        String line = json
                ? Json.line(figure)
                : around().say(
                                "bench.lateness",
                                figure.open(),
                                figure.fired(),
                                figure.due(),
                                String.format(Locale.ROOT, "%.1f", figure.median()),
                                String.format(Locale.ROOT, "%.1f", figure.p99()),
                                String.format(Locale.ROOT, "%.1f", figure.worst()));
        around().out().println(line);
        return figure.fired() == figure.due() ? OK : NO;
    }

    private int deliver() {
        if (notices < 1
                || destinations < 1
                || destinations > MOST_DESTINATIONS
                || hang < 0
                || hang >= destinations
                || each < LEAST_RATE) {
            throw new Misuse(around().say("bench.deliver.numbers", MOST_DESTINATIONS, LEAST_RATE));
        }
        DeliverBench.Load load = new DeliverBench.Load(notices, destinations, each, hang);
        around().err().println(around().say("bench.deliver.load", notices, destinations, each, hang));
        DeliverBench.Figure figure = Benches.deliver(load);
        String line = json
                ? Json.line(figure)
                : around().say(
                                "bench.deliver",
                                figure.told(),
                                String.format(Locale.ROOT, "%.1f", figure.seconds()),
                                String.format(Locale.ROOT, "%.0f", figure.median()),
                                String.format(Locale.ROOT, "%.0f", figure.p99()),
                                String.format(Locale.ROOT, "%.0f", figure.worst()),
                                figure.most(),
                                figure.heap().stream().map(String::valueOf).collect(Collectors.joining(" / ")),
                                figure.refused());
        around().out().println(line);
        return figure.told() == figure.expected() ? OK : NO;
    }

    private void load(int size) throws IOException {
        LoadBench.Figure figure = LoadBench.run(size, rounds);
        around().out()
                .println(
                        json
                                ? Json.line(figure)
                                : around().say(
                                                "bench.load",
                                                size,
                                                String.format(Locale.ROOT, "%.0f", figure.first()),
                                                String.format(Locale.ROOT, "%.0f", figure.changed())));
    }

    private @Nullable List<String> read() {
        if (posts == null) {
            return null;
        }
        if (!Files.isReadable(posts)) {
            throw new Misuse(around().say("no-file", posts));
        }
        List<String> read = BenchTexts.read(posts);
        if (read.size() < LEAST_TEXTS) {
            throw new Misuse(around().say("bench.few", read.size(), LEAST_TEXTS));
        }
        return read;
    }

    private void show(List<MatchBench.Figure> figures) {
        MatchBench.Figure ours = figures.get(0);
        if (!json) {
            around().out()
                    .println(around().say(
                                    "bench.set." + ours.kind().name().toLowerCase(Locale.ROOT),
                                    ours.keywords(),
                                    String.format(Locale.ROOT, "%.2f", ours.matched() * 100)));
        }
        for (MatchBench.Figure figure : figures) {
            String line = json
                    ? Json.line(figure)
                    : String.format(
                            Locale.ROOT,
                            "  %-28s %8.0f k/s  %6.2fx  %6.0f ms",
                            figure.engine(),
                            figure.perSecond() / 1_000,
                            ours.perSecond() / figure.perSecond(),
                            figure.built());
            around().out().println(line);
        }
    }
}
