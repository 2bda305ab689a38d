package io.fenghuo.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees that files of a home have changed, and brings the new version in whole or not at all. It has no thread: whoever runs it calls
 * {@link #look} a few times a second, always on the same thread; {@link #current} may be read from any.
 */
public final class Watcher {
    /** An editor may write several files, or one in parts: they must lie still this long before they are read. */
    public static final Duration QUIET = Duration.ofMillis(300);

    private final Home home;
    private final InstantSource time;
    private final Listener listener;
    private volatile Configuration current;
    private Map<String, String> read;
    private Map<String, String> seen;
    private @Nullable Instant changedAt;
    private boolean refusing;

    /** Hears what came of a reload. */
    public interface Listener {
        /** The new version is in force, or the old one again after a refusal; {@code warnings} may be empty. */
        void reloaded(Configuration configuration, List<Problem> warnings);

        /** The files have errors; the old version stays in force. Told once for each change of the files. */
        void refused(List<Problem> problems);
    }

    /** Watches from the state in which {@code current} was read. */
    public Watcher(Home home, Configuration current, InstantSource time, Listener listener) {
        this.home = home;
        this.current = current;
        this.time = time;
        this.listener = listener;
        this.read = Map.of();
        this.seen = state();
        this.changedAt = Instant.MIN;
    }

    /** The version in force. */
    public Configuration current() {
        return current;
    }

    /** Looks once: cheap while nothing changes; reads everything once changed files have lain still for {@link #QUIET}. */
    public void look() {
        Map<String, String> state = state();
        if (!state.equals(seen)) {
            seen = state;
            changedAt = time.instant();
            return;
        }
        Instant since = changedAt;
        if (since == null || (!since.equals(Instant.MIN) && since.plus(QUIET).isAfter(time.instant()))) {
            return;
        }
        changedAt = null;
        if (!state.equals(read)) {
            read = state;
            reload();
        }
    }

    private void reload() {
        Loaded loaded = home.load(time.instant());
        Configuration configuration = loaded.configuration();
        if (configuration == null) {
            refusing = true;
            listener.refused(loaded.problems());
        } else if (refusing || !configuration.version().equals(current.version())) {
            refusing = false;
            current = configuration;
            listener.reloaded(configuration, loaded.problems());
        }
    }

    /** File → what tells a changed file from an unchanged one without reading it. */
    private Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        for (String part :
                List.of("watchlists", "alerts", Holidays.FOLDER, PlaybookFile.FOLDER, TemplatesReader.FOLDER)) {
            try (Stream<Path> files = Files.list(home.folder().resolve(part))) {
                for (Path file : files.toList()) {
                    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
                    if (facts.isRegularFile()) {
                        state.put(
                                part + "/" + file.getFileName(),
                                facts.lastModifiedTime().toInstant() + " " + facts.size() + " " + facts.fileKey());
                    }
                }
            } catch (NoSuchFileException none) {
                state.put(part, "");
            } catch (IOException e) {
                state.put(part, String.valueOf(e.getClass().getSimpleName()));
            }
        }
        return state;
    }
}
