package io.fenghuo.app.offline;

import io.fenghuo.app.OpenHome;
import io.fenghuo.app.StartRefused;
import io.fenghuo.app.SystemTime;
import io.fenghuo.config.Durations;
import io.fenghuo.incident.Contacts;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The facade of {@code simulate}: what would have happened, in simulated time, without network and without waiting. */
public final class Simulate {
    /** How long it goes on after the last input when nobody says otherwise: until 和解时限 is over. */
    public static final String DEFAULT_AFTER = "73h";

    private final Map<String, String> variables;
    private final @Nullable Path folder;
    private final PrintStream terminal;
    private final Supplier<Store> store;

    /**
     * A simulation.
     *
     * @param folder the home; null = where the environment says
     * @param terminal where people read along
     */
    public Simulate(Map<String, String> variables, @Nullable Path folder, PrintStream terminal) {
        this(variables, folder, terminal, Stores::memory);
    }

    /** @param store makes an empty store; the story is the same over any */
    Simulate(Map<String, String> variables, @Nullable Path folder, PrintStream terminal, Supplier<Store> store) {
        this.store = store;
        this.variables = Map.copyOf(variables);
        this.folder = folder;
        this.terminal = terminal;
    }

    /**
     * Plays the files.
     *
     * @param actions what people do, or null
     * @param after how long it goes on after the last post or action, such as {@code 73h}
     * @param lines gets the timeline, a JSON object each
     * @param progress gets the number of posts played so far
     * @return how many lines of the files could not be read
     * @throws StartRefused when the home or {@code after} cannot be used
     * @throws IOException when a file cannot be read
     */
    public int run(Path posts, @Nullable Path actions, String after, Consumer<String> lines, LongConsumer progress)
            throws IOException {
        Instant now = new SystemTime().instant();
        try (OpenHome home = OpenHome.read(variables, terminal, folder, now)) {
            OfflineWords words = new OfflineWords(home.environment().language());
            Duration length = Durations.parse(after);
            if (length == null) {
                throw new StartRefused(List.of(words.say("simulate.for", after)));
            }
            home.warnings().forEach(terminal::println);
            Script script = Script.read(posts, actions, now, words, terminal::println);
            Contacts contacts = home.configuration().contacts();
            Story story =
                    new Story(home.environment().zone(), words, id -> name(contacts, id), lines, terminal::println);
            new Simulation(home, script, length, story, store.get()).run(progress);
            return script.bad();
        }
    }

    private static String name(Contacts contacts, String id) {
        Contacts.Person person = contacts.people().get(id);
        return person == null ? id : person.name();
    }
}
