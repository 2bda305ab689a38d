package io.fenghuo.cli;

import io.fenghuo.app.StartRefused;
import io.fenghuo.app.offline.Backtest.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code backtest}: what changed watchlists would newly find, and no longer find; exit 1 when it is the same, 2 when a list has errors or a line could
 * not be read.
 */
@picocli.CommandLine.Command(name = "backtest")
final class Backtest extends Command {
    private static final int MOST_DAYS = 3_660;

    @Parameters(arity = "0..1", paramLabel = "POSTS.jsonl|-", descriptionKey = "backtest.posts")
    private @Nullable String posts;

    @Option(names = "--against", required = true, paramLabel = "DIR", descriptionKey = "backtest.against")
    private Path against = Path.of("");

    @Option(names = "--days", paramLabel = "N", descriptionKey = "backtest.days")
    private @Nullable Integer days;

    @Option(names = "--samples", paramLabel = "N", descriptionKey = "backtest.samples")
    private int samples = 3;

    @Option(names = "--json", descriptionKey = "backtest.json")
    private boolean json;

    Backtest(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(against)) {
            throw new Misuse(around().say("no-home", against));
        }
        if (posts != null && days != null) {
            throw new Misuse(around().say("backtest.either"));
        }
        if (samples < 0 || (days != null && (days < 1 || days > MOST_DAYS))) {
            throw new Misuse(around().say("backtest.number"));
        }
        try {
            io.fenghuo.app.offline.Backtest backtest = io.fenghuo.app.offline.Backtest.open(
                    around().environment(), around().err(), home(), against, samples);
            backtest.warnings().forEach(around().err()::println);
            Outcome outcome = outcome(backtest);
            if (json) {
                around().out().println(Json.line(outcome.result()));
            } else {
                backtest.text(outcome).forEach(around().out()::println);
            }
            if (outcome.bad() > 0) {
                around().err().println(around().say("match.bad", outcome.bad()));
                return FAILURE;
            }
            return outcome.result().same() ? NO : OK;
        } catch (StartRefused refused) {
            refused.lines().forEach(around().err()::println);
            return FAILURE;
        }
    }

    private Outcome outcome(io.fenghuo.app.offline.Backtest backtest) throws IOException {
        String file = posts;
        Path path = file == null || file.equals("-") ? null : Path.of(file);
        if (path != null && (!Files.isReadable(path) || Files.isDirectory(path))) {
            throw new Misuse(around().say("no-file", path));
        }
        Progress progress = new Progress(around(), path == null ? 0 : Files.size(path));
        try {
            if (days != null) {
                return backtest.stored(days, progress::at);
            }
            if (file == null) {
                around().err().println(around().say("backtest.corpus"));
                return backtest.corpus();
            }
            try (InputStream in = path == null ? around().in() : Files.newInputStream(path)) {
                return backtest.file(in, around().err()::println, progress::at);
            }
        } finally {
            progress.end();
        }
    }
}
