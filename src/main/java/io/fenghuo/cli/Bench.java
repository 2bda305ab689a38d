package io.fenghuo.cli;

import io.fenghuo.app.Benches;
import io.fenghuo.app.bench.BenchTexts;
import io.fenghuo.app.bench.DeadlineBench;
import io.fenghuo.app.bench.Engines;
import io.fenghuo.app.bench.MatchBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code bench match}: how fast keywords are found, ours and the jar's other engines side by side; {@code bench deadlines}: how late deadlines
 * fire while very many are open.
 */
@picocli.CommandLine.Command(name = "bench")
final class Bench extends Command {
    private static final int LEAST_TEXTS = 1_000;
    private static final int MOST_OPEN = 1_000_000;
    private static final int MOST_SECONDS = 3_600;

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

    @Option(names = "--json")
    private boolean json;

    Bench(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() {
        if (what.equals("deadlines")) {
            return deadlines();
        }
        if (!what.equals("match")) {
            throw new Misuse(around().say("verb", what, "match, deadlines"));
        }
        if (rounds < 1 || texts < LEAST_TEXTS || keywords.stream().anyMatch(n -> n < 1)) {
            throw new Misuse(around().say("bench.numbers", LEAST_TEXTS));
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
