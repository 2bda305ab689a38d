package io.fenghuo.cli;

import io.fenghuo.app.StartRefused;
import io.fenghuo.app.offline.MatchPosts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code match}: posts in, hits out; exit 1 when nothing was hit, 2 when a line could not be read. */
@picocli.CommandLine.Command(name = "match")
final class Match extends Command {
    private static final int BUFFER = 1 << 16;

    @Parameters(arity = "0..1", paramLabel = "FILE|-", descriptionKey = "match.file")
    private @Nullable String file;

    @Option(
            names = {"-w", "--watchlist"},
            paramLabel = "FILE",
            descriptionKey = "match.watchlist")
    private List<Path> watchlists = new ArrayList<>();

    @Option(names = "--count", descriptionKey = "match.count")
    private boolean count;

    Match(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        Path path = file == null || file.equals("-") ? null : Path.of(file);
        if (path != null && !Files.isReadable(path)) {
            throw new Misuse(around().say("no-file", path));
        }
        try {
            MatchPosts posts = MatchPosts.open(around().environment(), around().language(), home(), watchlists);
            posts.warnings().forEach(around().err()::println);
            return match(posts, path);
        } catch (StartRefused refused) {
            refused.lines().forEach(around().err()::println);
            return FAILURE;
        }
    }

    private int match(MatchPosts posts, @Nullable Path path) throws IOException {
        Progress progress = new Progress(around(), path == null ? 0 : Files.size(path));
        MatchPosts.Tally tally;
        try (InputStream in = path == null ? around().in() : Files.newInputStream(path)) {
            BufferedOutputStream out = new BufferedOutputStream(around().out(), BUFFER);
            tally = posts.run(in, count ? null : out, around().err()::println, progress::at);
            out.flush();
        } finally {
            progress.end();
        }
        if (count) {
            around().out().println(tally.json());
        }
        if (tally.bad() > 0) {
            around().err().println(around().say("match.bad", tally.bad()));
            return FAILURE;
        }
        return tally.matched() == 0 ? NO : OK;
    }
}
