package io.fenghuo.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The text of every file of a home, read once. */
final class HomeFiles {
    private static final List<String> SINGLE =
            List.of(Home.SOURCES, Home.POLICY, Home.CAUSES, Home.CONTACTS, Home.CHANNELS, Home.REPLIES, Home.MEDIATORS);
    /** Tables that come out of other programs, in whatever encoding those write. */
    private static final List<String> TABLES = List.of(Home.SCHEDULE, Home.PRODUCTS, Home.ORDERS);

    private final Map<String, String> texts;

    private HomeFiles(Map<String, String> texts) {
        this.texts = texts;
    }

    static HomeFiles read(Path folder, Problems problems) {
        Map<String, String> texts = new TreeMap<>();
        List<String> names = new ArrayList<>();
        for (String part : List.of("watchlists", "alerts")) {
            names.addAll(list(folder, part, problems));
        }
        for (String part : List.of(Holidays.FOLDER, PlaybookFile.FOLDER, TemplatesReader.FOLDER)) {
            if (Files.isDirectory(folder.resolve(part))) {
                names.addAll(list(folder, part, problems));
            }
        }
        for (String name : names) {
            if (wanted(name)) {
                Path path = folder.resolve(name);
                String text =
                        isTable(name) ? YamlFile.anyText(name, path, problems) : YamlFile.text(name, path, problems);
                if (text != null || !isTemplate(name)) {
                    texts.put(name, text == null ? "" : text);
                }
            } else if (name.endsWith(".yml") || (name.startsWith("alerts/") && name.endsWith(".yaml"))) {
                problems.warning(Place.startOf(name), "file-unused");
            }
        }
        return new HomeFiles(texts);
    }

    /** The same with another text in one file. */
    HomeFiles with(String name, String text) {
        Map<String, String> all = new TreeMap<>(texts);
        all.put(name, text);
        return new HomeFiles(all);
    }

    /** Whether a file is a table of schedules, products or orders, and no list of words. */
    static boolean isTable(String name) {
        return TABLES.contains(name);
    }

    private static boolean wanted(String name) {
        boolean watchlist = name.startsWith("watchlists/")
                && (name.endsWith(".yaml") || name.endsWith(".txt") || name.endsWith(".csv"));
        return SINGLE.contains(name) || watchlist || holiday(name) || isPlaybook(name) || isTemplate(name);
    }

    private static boolean holiday(String name) {
        return name.startsWith(Holidays.FOLDER + "/") && name.endsWith(".yaml");
    }

    /** The names of the home's own files of holidays. */
    List<String> holidays() {
        return texts.keySet().stream().filter(HomeFiles::holiday).toList();
    }

    private static boolean isPlaybook(String name) {
        return name.startsWith(PlaybookFile.FOLDER + "/") && name.endsWith(".md");
    }

    private static boolean isTemplate(String name) {
        return name.startsWith(TemplatesReader.FOLDER + "/") && name.endsWith(TemplatesReader.ENDING);
    }

    /** The house's own words for messages: name → text. */
    Map<String, String> templates() {
        Map<String, String> templates = new TreeMap<>(texts);
        templates.keySet().removeIf(name -> !isTemplate(name));
        return templates;
    }

    private static List<String> list(Path folder, String part, Problems problems) {
        Path path = folder.resolve(part);
        if (!Files.isDirectory(path)) {
            problems.error(Place.startOf(part), "folder-missing", part);
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.startsWith(".") && !name.endsWith("~"))
                    .map(name -> part + "/" + name)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.error(Place.startOf(part), "file-unreadable", e.getClass().getSimpleName());
            return List.of();
        }
    }

    /** The text of a file; empty when there is none. */
    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    List<WatchlistFile> watchlists() {
        List<WatchlistFile> files = new ArrayList<>();
        texts.forEach((name, text) -> {
            boolean own = !SINGLE.contains(name) && !isTable(name);
            if (own && !holiday(name) && !isPlaybook(name) && !isTemplate(name)) {
                String file = name.substring(name.indexOf('/') + 1);
                files.add(new WatchlistFile(file.substring(0, file.lastIndexOf('.')), name, text));
            }
        });
        return files;
    }

    List<PlaybookFile> playbooks() {
        List<PlaybookFile> files = new ArrayList<>();
        texts.forEach((name, text) -> {
            if (isPlaybook(name)) {
                String file = name.substring(PlaybookFile.FOLDER.length() + 1);
                files.add(new PlaybookFile(file.substring(0, file.lastIndexOf('.')), name, text));
            }
        });
        return files;
    }

    /** A hash of names and contents. */
    String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            texts.forEach((name, text) -> {
                digest.update((name + "\n" + text.length() + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
