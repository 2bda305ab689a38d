package io.fenghuo.config;

import io.fenghuo.match.Matcher;
import io.fenghuo.match.Watchlist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The watchlists of the repository, for tests. */
public final class ShippedLists {
    static final Names NAMES = new Names(Set.of(), Set.copyOf(Names.KNOWN_ROLES), Set.of(), Set.of(), Set.of());

    private ShippedLists() {}

    static List<WatchlistFile> files() {
        try (Stream<Path> files = Files.list(Path.of("watchlists"))) {
            List<WatchlistFile> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".yaml") && !name.equals("sources.yaml")) {
                    all.add(new WatchlistFile(
                            name.substring(0, name.lastIndexOf('.')), "watchlists/" + name, Files.readString(file)));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiled, or an error naming every fault. */
    public static Matcher matcher() {
        Problems problems = new Problems();
        List<Watchlist> lists = new WatchlistReader(NAMES, problems).readAll(files());
        if (!problems.list().isEmpty()) {
            throw new AssertionError(problems.list().toString());
        }
        return Matcher.compile(lists);
    }
}
