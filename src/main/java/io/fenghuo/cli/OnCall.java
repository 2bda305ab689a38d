package io.fenghuo.cli;

import io.fenghuo.app.StartRefused;
import io.fenghuo.app.offline.WhoIsOn;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code oncall}: who has each role now and next, and by which channels; exit 1 when a role has nobody. */
@picocli.CommandLine.Command(name = "oncall")
final class OnCall extends Command {
    @Option(names = "--at", paramLabel = "TIME", descriptionKey = "oncall.at")
    private @Nullable String at;

    OnCall(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        try {
            WhoIsOn.Answer answer = WhoIsOn.ask(around().environment(), around().err(), home(), at);
            answer.lines().forEach(around().out()::println);
            return answer.covered() ? OK : NO;
        } catch (StartRefused refused) {
            refused.lines().forEach(around().err()::println);
            return FAILURE;
        }
    }
}
