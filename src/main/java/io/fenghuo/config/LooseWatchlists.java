package io.fenghuo.config;

import io.fenghuo.incident.Contacts;
import io.fenghuo.match.Watchlist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watchlists read by themselves, without the rest of a home: whom they name as owner or channel is not looked up, for nobody is told.
 *
 * @param watchlists without the rules that have errors
 * @param problems errors and warnings, by file, line and column
 */
public record LooseWatchlists(List<Watchlist> watchlists, List<Problem> problems) {
    private static final Pattern OF_PEOPLE = Pattern.compile("(channel|person|role|rota|target)-.*");

    public LooseWatchlists {
        watchlists = List.copyOf(watchlists);
        problems = List.copyOf(problems);
    }

    /**
     * Every watchlist of a home; none when it has no {@code watchlists/}.
     *
     * @throws UncheckedIOException when the folder cannot be listed
     */
    public static LooseWatchlists ofHome(Path home) {
        return ofFolder(home.resolve("watchlists"));
    }

    /**
     * Every watchlist that lies in {@code folder} itself; none when it is no folder.
     *
     * @throws UncheckedIOException when the folder cannot be listed
     */
    public static LooseWatchlists ofFolder(Path folder) {
        return of(files(folder));
    }

    /**
     * The files of {@code folder} that are watchlists or may be imported by one, by name; none when it is no folder.
     *
     * @throws UncheckedIOException when the folder cannot be listed
     */
    public static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isWatchlist(name(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These files, YAML unless they end in {@code .txt}. */
    public static LooseWatchlists of(List<Path> files) {
        Problems problems = new Problems();
        List<WatchlistFile> texts = new ArrayList<>();
        for (Path file : files) {
            String shown = file.toString().replace('\\', '/');
            String text = YamlFile.text(shown, file, problems);
            if (text != null) {
                texts.add(new WatchlistFile(stem(name(file)), shown, text));
            }
        }
        List<Watchlist> read = new WatchlistReader(
                        Names.of(Contacts.NONE, List.of()),
                        problems,
                        WatchlistReader.ZONE,
                        name -> beside(files, name, problems))
                .readAll(texts);
        return new LooseWatchlists(
                read,
                problems.list().stream()
                        .filter(problem -> !OF_PEOPLE.matcher(problem.code()).matches())
                        .toList());
    }

    /** A file that one of {@code files} imports from its own folder. */
    private static @Nullable WatchlistFile beside(List<Path> files, String name, Problems problems) {
        for (Path file : files) {
            Path sibling = file.resolveSibling(name);
            if (Files.isRegularFile(sibling)) {
                String shown = sibling.toString().replace('\\', '/');
                String text = YamlFile.text(shown, sibling, problems);
                return text == null ? null : new WatchlistFile(stem(name), shown, text);
            }
        }
        return null;
    }

    private static boolean isWatchlist(String name) {
        return !name.startsWith(".")
                && (name.endsWith(".txt")
                        || (name.endsWith(".csv") && !HomeFiles.isTable("watchlists/" + name))
                        || (name.endsWith(".yaml") && !name.equals("sources.yaml")));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
