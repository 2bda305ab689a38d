package io.fenghuo.cli;

import io.fenghuo.app.CheckConfiguration;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The entry: {@code java -jar fenghuo.jar [COMMAND]}. Without a command it runs {@code run}. */
@picocli.CommandLine.Command(name = "fenghuo")
public final class Main {
    private static final String DEFAULT = "run";

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "help")
    @SuppressWarnings("UnusedVariable") // the parser acts on it
    private boolean help;

    @CommandLine.Option(
            names = {"-V", "--version"},
            versionHelp = true,
            descriptionKey = "version")
    @SuppressWarnings("UnusedVariable") // the parser acts on it
    private boolean version;

    private Main() {}

    /** Every command there is, in the order of the help; to add one, add its line. */
    private static List<Command> commands(Surroundings around) {
        return List.of(
                new Run(around),
                new Check(around),
                new Match(around),
                new Explain(around),
                new Simulate(around),
                new Backtest(around),
                new OnCall(around),
                new Incident(around),
                new Playbook(around),
                new Statement(around),
                new Case(around),
                new Outbox(around),
                new Pause(around),
                new Evidence(around),
                new Source(around),
                new Import(around),
                new Channel(around),
                new Doctor(around),
                new Drill(around),
                new Demo(around),
                new Bench(around));
    }

    /** Runs one command; leaves the process by its exit code unless that is 0, so that a Maven that started us in its own process goes on. */
    public static void main(String[] args) {
        int code = run(Surroundings.ofProcess(CheckConfiguration.language(System.getenv())), args);
        if (code != Command.OK) {
            System.exit(code);
        }
    }

    /** Runs one command in the surroundings given and says how it went: 0 ok, 1 no, 2 misuse or failure. */
    static int run(Surroundings around, String... args) {
        CommandLine line = line(around);
        String[] asked = args;
        if (args.length == 0 || (args[0].startsWith("-") && !isGlobal(args[0]))) {
            if (!line.getSubcommands().containsKey(DEFAULT)) {
                line.usage(writer(around.err()));
                return Command.FAILURE;
            }
            asked = new String[args.length + 1];
            asked[0] = DEFAULT;
            System.arraycopy(args, 0, asked, 1, args.length);
        }
        return line.execute(asked);
    }

    /** The parser that knows every command. */
    static CommandLine line(Surroundings around) {
        CommandLine line = new CommandLine(new Main());
        for (Command command : commands(around)) {
            line.addSubcommand(command);
        }
        words(line, around);
        return line;
    }

    private static boolean isGlobal(String arg) {
        return List.of("-h", "--help", "-V", "--version").contains(arg);
    }

    private static void words(CommandLine line, Surroundings around) {
        line.setResourceBundle(Words.in(around.language()).bundle());
        line.setOut(writer(around.out()));
        line.setErr(writer(around.err()));
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExitCodeExceptionMapper(fault -> Command.FAILURE);
        line.getCommandSpec().versionProvider(() -> new String[] {"fenghuo " + version()});
        line.setParameterExceptionHandler((fault, args) -> misuse(fault, around));
        line.setExecutionExceptionHandler((fault, at, parsed) -> failure(fault, around));
    }

    private static String version() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }

    private static int misuse(CommandLine.ParameterException fault, Surroundings around) {
        String command = fault.getCommandLine().getCommandSpec().qualifiedName(" ");
        if (fault instanceof CommandLine.UnmatchedArgumentException unmatched) {
            around.err().println(around.say("misuse.unknown", String.join(" ", unmatched.getUnmatched())));
        } else if (fault instanceof CommandLine.MissingParameterException) {
            around.err().println(around.say("misuse.missing", String.valueOf(fault.getMessage())));
        } else {
            around.err().println(around.say("misuse", String.valueOf(fault.getMessage())));
        }
        around.err().println(around.say("misuse.help", command));
        return Command.FAILURE;
    }

    private static int failure(Exception fault, Surroundings around) {
        if (fault instanceof Command.Misuse) {
            around.err().println(fault.getMessage());
            return Command.FAILURE;
        }
        LoggerFactory.getLogger(Main.class).debug("command failed", fault);
        String words = fault.getMessage() == null ? "" : fault.getMessage();
        around.err().println(around.say("failure", fault.getClass().getSimpleName(), words));
        return Command.FAILURE;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
