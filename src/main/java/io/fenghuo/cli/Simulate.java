package io.fenghuo.cli;

import io.fenghuo.app.StartRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code simulate}: the whole pipeline in simulated time; exit 2 when a line of its files could not be read. */
@picocli.CommandLine.Command(name = "simulate")
final class Simulate extends Command {
    @Parameters(paramLabel = "POSTS.jsonl", descriptionKey = "simulate.posts")
    private Path posts = Path.of("");

    @Option(names = "--actions", paramLabel = "FILE", descriptionKey = "simulate.actions")
    private @Nullable Path actions;

    @Option(names = "--for", paramLabel = "TIME", descriptionKey = "simulate.for")
    private String after = io.fenghuo.app.offline.Simulate.DEFAULT_AFTER;

    Simulate(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        for (Path file : actions == null ? new Path[] {posts} : new Path[] {posts, actions}) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new Misuse(around().say("no-file", file));
            }
        }
        Progress progress = new Progress(around(), 0);
        PrintWriter out = new PrintWriter(around().out(), false, StandardCharsets.UTF_8);
        try {
            int bad = new io.fenghuo.app.offline.Simulate(around().environment(), home(), around().err())
                    .run(posts, actions, after, line -> out.print(line + "\n"), progress::at);
            return bad > 0 ? FAILURE : OK;
        } catch (StartRefused refused) {
            refused.lines().forEach(around().err()::println);
            return FAILURE;
        } finally {
            out.flush();
            progress.end();
        }
    }
}
