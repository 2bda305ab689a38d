package io.fenghuo.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that {@code developers.md} shows, by the names above them. */
final class DevelopersPage {
    private static final Path PAGE = Path.of("src/site/markdown/developers.md");
    private static final Pattern FILE = Pattern.compile("(?ms)^`([^`\\n]+)`:\n\n```[a-z]+\n(.*?)^```$");

    private DevelopersPage() {}

    static Map<String, String> files() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (Matcher file = FILE.matcher(Files.readString(PAGE)); file.find(); ) {
            files.put(file.group(1), file.group(2));
        }
        return files;
    }

    /** Fenced blocks of the page, those that are no file among them. */
    static int blocks() throws IOException {
        return Files.readString(PAGE).split("(?m)^```", -1).length / 2;
    }
}
