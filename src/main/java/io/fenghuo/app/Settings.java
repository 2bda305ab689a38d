package io.fenghuo.app;

import io.fenghuo.config.Environment;
import io.fenghuo.config.EnvironmentReader;
import io.fenghuo.config.Problems;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one running service is given from outside.
 *
 * @param environment where things run
 * @param variables what <code>${NAME}</code> in files stands for
 * @param terminal where people read along, in UTF-8
 */
public record Settings(Environment environment, Map<String, String> variables, PrintStream terminal) {
    public Settings {
        variables = Map.copyOf(variables);
    }

    /**
     * What the environment says.
     *
     * @param home the folder; null = where the environment says
     * @throws StartRefused when a variable cannot be used
     */
    public static Settings read(Map<String, String> variables, PrintStream terminal, @Nullable Path home) {
        Problems problems = new Problems();
        Environment environment = EnvironmentReader.read(variables, problems);
        if (problems.hasErrors()) {
            throw new StartRefused(problems.list().stream()
                    .map(problem -> problem.text(environment.language()))
                    .toList());
        }
        return new Settings(home == null ? environment : environment.at(home), variables, terminal);
    }

    /** The folder with watchlists/, alerts/ and data/. */
    public Path home() {
        return environment.home();
    }

    /** The zone in which times are shown. */
    public ZoneId zone() {
        return environment.zone();
    }

    /** Where the embedded store, mail files and the signing key lie. */
    Path data() {
        return home().resolve("data");
    }

    /** Where a console on {@code port} is called from this machine. */
    String url(int port) {
        String host = environment.listen().host();
        boolean anywhere = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
        boolean bare = host.contains(":") && !host.startsWith("[");
        return "http://" + (anywhere ? "127.0.0.1" : bare ? "[" + host + "]" : host) + ":" + port;
    }

    String lang() {
        return environment.language().getLanguage();
    }
}
