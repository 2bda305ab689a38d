package io.fenghuo.app;

import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.config.Configuration;
import io.fenghuo.config.Environment;
import io.fenghuo.config.Home;
import io.fenghuo.config.Loaded;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.outbox.AddressBook;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A home as the running service would read it, for commands that answer without one. Closing it lets go of the plug-ins' jars.
 *
 * @param environment where things would run
 * @param configuration what the files say, free of errors
 * @param rules the same, compiled
 * @param channels the types of channels, those of plug-ins among them
 * @param warnings what the files were read with, a line each
 */
public record OpenHome(
        Environment environment,
        Configuration configuration,
        Rulebook rules,
        Channels channels,
        List<String> warnings,
        Closeable plugins)
        implements Closeable {
    public OpenHome {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a home.
     *
     * @param folder null = where the environment says
     * @throws StartRefused when the environment or a file has errors, or the folder is no home
     */
    public static OpenHome read(
            Map<String, String> variables, PrintStream terminal, @Nullable Path folder, Instant now) {
        Settings settings = Settings.read(variables, terminal, folder);
        Environment environment = settings.environment();
        if (!Files.isDirectory(settings.home())) {
            throw new StartRefused(List.of(new TerminalWords(environment.language())
                    .say("no-home", settings.home().toString())));
        }
        Plugins plugins = Plugins.load(settings.home().resolve("plugins"));
        Home home = Homes.open(settings.home(), variables, environment.zone(), plugins);
        Loaded loaded = home.load(now);
        List<String> lines = loaded.problems().stream()
                .map(problem -> problem.text(environment.language()))
                .toList();
        Configuration configuration = loaded.configuration();
        if (configuration == null) {
            throw new StartRefused(lines);
        }
        return new OpenHome(
                environment,
                configuration,
                Rulebooks.compile(configuration, Set.of(), Instant.EPOCH),
                plugins.channels(),
                lines,
                plugins);
    }

    /** As {@link #read}, with the swaps of the home's store in force. */
    public static OpenHome readSwapped(
            Map<String, String> variables, PrintStream terminal, @Nullable Path folder, Instant now) {
        OpenHome home = read(variables, terminal, folder, now);
        Configuration swapped = home.configuration.with(
                home.configuration.contacts().withSwaps(StoredSwaps.read(Settings.read(variables, terminal, folder))));
        return new OpenHome(
                home.environment,
                swapped,
                Rulebooks.dressed(home.rules, swapped),
                home.channels,
                home.warnings,
                home.plugins);
    }

    /** Who is reached how. */
    public AddressBook book() {
        Environment.Listen listen = environment.listen();
        return Outlets.book(configuration, environment, "http://" + listen.host() + ":" + listen.port());
    }

    @Override
    public void close() throws IOException {
        plugins.close();
    }
}
