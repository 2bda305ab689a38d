package io.fenghuo.cli;

import io.fenghuo.app.CheckConfiguration;
import java.nio.file.Files;
import picocli.CommandLine.Option;

/** {@code check}: every fault of watchlists/ and alerts/, a line each; exit 1 when one of them is an error; {@code --schema} prints what a watchlist may hold. */
@picocli.CommandLine.Command(name = "check")
final class Check extends Command {

    @Option(names = "--schema", descriptionKey = "check.schema")
    private boolean schema;

    Check(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() {
        if (schema) {
            around().out().print(CheckConfiguration.schema());
            return OK;
        }
        CheckConfiguration check = new CheckConfiguration(around().environment(), around().language(), home());
        if (!Files.isDirectory(check.home())) {
            throw new Misuse(around().say("no-home", check.home()));
        }
        CheckConfiguration.Report report = check.run();
        report.lines().forEach(around().out()::println);
        if (report.errors() > 0) {
            around().err().println(around().say("check.errors", report.errors(), report.warnings()));
            return NO;
        }
        around().err()
                .println(around().say(
                                "check.fine",
                                report.watchlists(),
                                report.sources(),
                                report.channels(),
                                report.people(),
                                report.warnings()));
        return OK;
    }
}
