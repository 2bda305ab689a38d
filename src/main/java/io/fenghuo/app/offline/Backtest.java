package io.fenghuo.app.offline;

import io.fenghuo.app.Settings;
import io.fenghuo.app.StartRefused;
import io.fenghuo.app.StoredPosts;
import io.fenghuo.app.SystemTime;
import io.fenghuo.app.trial.Comparison;
import io.fenghuo.app.trial.TrialCorpus;
import io.fenghuo.config.LooseWatchlists;
import io.fenghuo.config.Problem;
import io.fenghuo.match.Matcher;
import io.fenghuo.wire.PostDefaults;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The facade of {@code backtest}: what changed watchlists would newly find in the same posts, and no longer find. */
public final class Backtest {
    /** Posts of the store that are looked at, the newest. */
    public static final int STORED = 1_000_000;

    private static final String SOURCE = "backtest";

    private final Settings settings;
    private final Matcher before;
    private final Matcher after;
    private final int samples;
    private final List<String> warnings;

    private Backtest(Settings settings, Matcher before, Matcher after, int samples, List<String> warnings) {
        this.settings = settings;
        this.before = before;
        this.after = after;
        this.samples = samples;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Compiles both sets.
     *
     * @param home the folder with the present lists; null = where the environment says
     * @param against a home, or a folder of watchlists, with the changed ones
     * @param samples posts kept of each change
     * @throws StartRefused when a list has errors, or a folder has none
     */
    public static Backtest open(
            Map<String, String> variables, PrintStream terminal, @Nullable Path home, Path against, int samples) {
        Settings settings = Settings.read(variables, terminal, home);
        Locale language = settings.environment().language();
        List<String> lines = new ArrayList<>();
        Matcher before = compile(settings.home(), language, lines);
        Matcher after = compile(against, language, lines);
        return new Backtest(settings, before, after, samples, lines);
    }

    private static Matcher compile(Path folder, Locale language, List<String> lines) {
        Path lists = Files.isDirectory(folder.resolve("watchlists")) ? folder.resolve("watchlists") : folder;
        LooseWatchlists read = LooseWatchlists.ofFolder(lists);
        read.problems().stream().map(problem -> problem.text(language)).forEach(lines::add);
        if (read.problems().stream().anyMatch(Problem::isError)) {
            throw new StartRefused(lines);
        }
        if (read.watchlists().stream().allMatch(list -> list.rules().isEmpty())) {
            throw new StartRefused(List.of(new OfflineWords(language).say("backtest.no-rules", lists)));
        }
        return Matcher.compile(read.watchlists());
    }

    /** What the lists were read with. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * What a run came to.
     *
     * @param bad lines that could not be read
     */
    public record Outcome(Comparison.Result result, long bad) {}

    /**
     * Over the posts of a file, JSONL or plain lines, on two threads.
     *
     * @param faults gets a sentence for each line that cannot be read
     * @param progress gets the bytes read so far
     * @throws IOException when {@code in} fails
     */
    public Outcome file(InputStream in, Consumer<String> faults, LongConsumer progress) throws IOException {
        Comparison all = comparison();
        PostDefaults defaults = PostDefaults.numbered(SOURCE, new SystemTime().instant());
        long bad = new PostBlocks<>(settings.environment().language(), defaults, this::comparison, Comparison::see)
                .run(in, all::add, faults, progress);
        return new Outcome(all.result(), bad);
    }

    /** Over the trial corpus in the jar. */
    public Outcome corpus() {
        Comparison all = comparison();
        TrialCorpus.shipped().all().forEach(all::see);
        return new Outcome(all.result(), 0);
    }

    /**
     * Over the posts the home's store received in the last days, {@value #STORED} at most; beside a running service.
     *
     * @param progress gets the posts seen so far
     * @throws StartRefused when the store cannot be read
     */
    public Outcome stored(int days, LongConsumer progress) {
        Comparison all = comparison();
        Instant since = new SystemTime().instant().minus(Duration.ofDays(days));
        long[] seen = {0};
        StoredPosts.visit(settings, since, STORED, post -> {
            all.see(post);
            progress.accept(++seen[0]);
            return true;
        });
        return new Outcome(all.result(), 0);
    }

    private Comparison comparison() {
        return new Comparison(before, after, samples);
    }

    /** The outcome in the words of a brand manager, a line each. */
    public List<String> text(Outcome outcome) {
        return new BacktestText(new OfflineWords(settings.environment().language())).of(outcome.result());
    }
}
