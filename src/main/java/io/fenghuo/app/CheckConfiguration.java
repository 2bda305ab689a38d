package io.fenghuo.app;

import io.fenghuo.app.trial.NoisyRules;
import io.fenghuo.config.Configuration;
import io.fenghuo.config.Environment;
import io.fenghuo.config.EnvironmentReader;
import io.fenghuo.config.Home;
import io.fenghuo.config.Loaded;
import io.fenghuo.config.Problem;
import io.fenghuo.config.Problems;
import io.fenghuo.config.ScenarioReader;
import io.fenghuo.config.WatchlistLint;
import io.fenghuo.config.WatchlistReader;
import io.fenghuo.source.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a home and its environment, and tells every fault. */
public final class CheckConfiguration {
    private final Map<String, String> variables;
    private final Locale language;
    private final Problems problems = new Problems();
    private final Environment environment;

    /**
     * A check.
     *
     * @param language of the lines
     * @param home the folder; null = where the environment says
     */
    public CheckConfiguration(Map<String, String> variables, Locale language, @Nullable Path home) {
        this.variables = Map.copyOf(variables);
        this.language = language;
        Environment read = EnvironmentReader.read(variables, problems);
        this.environment = home == null ? read : read.at(home);
    }

    /** The language the environment asks for; Chinese when it does not say. */
    public static Locale language(Map<String, String> variables) {
        return EnvironmentReader.language(variables);
    }

    /** The JSON Schema of a YAML watchlist, for editors. */
    public static String schema() {
        return WatchlistReader.schema();
    }

    /** The folder that is checked. */
    public Path home() {
        return environment.home();
    }

    /**
     * What was found; the counts are 0 when there are errors.
     *
     * @param lines {@code file:line:col: error|warning: what; what to do}, sorted
     */
    public record Report(
            List<String> lines, int errors, int warnings, int watchlists, int sources, int channels, int people) {
        public Report {
            lines = List.copyOf(lines);
        }
    }

    /** The ids posts can come from; empty while errors leave it open. */
    private static Set<String> sources(@Nullable Configuration configuration) {
        return configuration == null
                ? Set.of()
                : configuration.sources().stream().map(SourceSpec::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Reads everything once. */
    public Report run() {
        Loaded loaded;
        List<String> plugged;
        Instant now = new SystemTime().instant();
        try (Plugins plugins = Plugins.load(environment.home().resolve("plugins"))) {
            Home home = Homes.open(environment.home(), variables, environment.zone(), plugins);
            loaded = home.load(now);
            plugged = new PluginCheck(environment.home(), plugins, language).lines(loaded.configuration());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        List<Problem> all = new ArrayList<>(new TreeSet<>(problems.list()));
        Problems drills = new Problems();
        ScenarioReader.all(environment.home(), drills);
        TreeSet<Problem> ofFiles = new TreeSet<>(loaded.problems());
        ofFiles.addAll(drills.list());
        ofFiles.addAll(WatchlistLint.of(environment.home(), loaded.watchlists(), sources(loaded.configuration()), now));
        ofFiles.addAll(NoisyRules.of(environment.home(), loaded.watchlists()));
        all.addAll(ofFiles);
        int errors = (int) all.stream().filter(Problem::isError).count() + plugged.size();
        List<String> lines = new ArrayList<>(
                all.stream().map(problem -> problem.text(language)).toList());
        int warnings = lines.size() + plugged.size() - errors;
        lines.addAll(plugged);
        Configuration found = loaded.configuration();
        if (found == null) {
            return new Report(lines, errors, warnings, 0, 0, 0, 0);
        }
        return new Report(
                lines,
                errors,
                warnings,
                found.watchlists().size(),
                found.sources().size(),
                found.channels().size(),
                found.contacts().people().size());
    }
}
