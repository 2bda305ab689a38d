package io.fenghuo.cli;

import io.fenghuo.app.StartRefused;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Role;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: what one text would set off; exit 1 when nothing matches. */
@picocli.CommandLine.Command(name = "explain")
final class Explain extends Command {
    @Parameters(paramLabel = "TEXT", descriptionKey = "explain.text")
    private String text = "";

    @Option(names = "--json", descriptionKey = "explain.json")
    private boolean json;

    @Option(names = "--at", paramLabel = "TIME", descriptionKey = "explain.at")
    private @Nullable String at;

    @Option(names = "--published", paramLabel = "TIME", descriptionKey = "explain.published")
    private @Nullable String published;

    @Option(names = "--role", paramLabel = "ROLE", descriptionKey = "explain.role")
    private @Nullable Role role;

    @Option(names = "--kind", paramLabel = "KIND", descriptionKey = "explain.kind")
    private @Nullable Kind kind;

    @Option(names = "--source", paramLabel = "ID", descriptionKey = "explain.source")
    private @Nullable String source;

    @Option(names = "--thread", paramLabel = "ID", descriptionKey = "explain.thread")
    private @Nullable String thread;

    @Option(names = "--product", paramLabel = "NAME", descriptionKey = "explain.product")
    private @Nullable String product;

    @Option(names = "--rating", paramLabel = "N", descriptionKey = "explain.rating")
    private @Nullable Integer rating;

    Explain(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        io.fenghuo.app.offline.Explain.Question question = new io.fenghuo.app.offline.Explain.Question(
                text, at, published, role, kind, source, thread, product, rating);
        try {
            io.fenghuo.app.offline.Explain.Answer answer =
                    io.fenghuo.app.offline.Explain.ask(around().environment(), around().err(), home(), question);
            if (json) {
                around().out().println(answer.json());
            } else {
                answer.words().forEach(around().out()::println);
            }
            return answer.matched() ? OK : NO;
        } catch (StartRefused refused) {
            refused.lines().forEach(around().err()::println);
            return FAILURE;
        }
    }
}
