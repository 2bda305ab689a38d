package io.fenghuo.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What every command has: {@code --help}, {@code --home} and the surroundings. A command is one class with one
 * {@link picocli.CommandLine.Command} annotation and one line in {@link Main#commands}; its words are the bundle keys
 * {@code fenghuo.<name>.usage.header} and {@code fenghuo.<name>.<option>}. It writes data to {@code out} and words to {@code err}, and returns one of the exit codes.
 */
abstract class Command implements Callable<Integer> {
    /** It went well. */
    static final int OK = 0;
    /** The answer is no: nothing matched, something is invalid. */
    static final int NO = 1;
    /** It was asked in a wrong way, or failed. */
    static final int FAILURE = 2;

    private final Surroundings around;

    @Option(names = "--home", paramLabel = "DIR", descriptionKey = "home")
    private @Nullable Path home;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "help")
    @SuppressWarnings("UnusedVariable") // the parser acts on it
    private boolean help;

    Command(Surroundings around) {
        this.around = around;
    }

    final Surroundings around() {
        return around;
    }

    /** The folder {@code --home} names; null when it was not given, and the environment decides. */
    final @Nullable Path home() {
        return home;
    }

    /** Something the person can mend: shown as it is, without a stack trace, and exit 2. */
    static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message);
        }
    }
}
