package io.fenghuo.config;

import io.fenghuo.source.Decoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One YAML file as nodes that know their places. Reading never throws for what the file says: faults go to the {@link Problems} given, and
 * what could be read is there. Aliases may not blow up: at most {@value YamlTree#MOST_NODES} values once they are followed, nested at
 * most {@value YamlTree#DEEPEST} deep.
 */
public final class YamlFile {
    /** The largest file read, in bytes; a watchlist of 100,000 keywords is about a tenth. */
    public static final long LARGEST = 16L * 1024 * 1024;

    private final String name;
    private final Problems problems;
    private final List<YamlNode> documents;

    private YamlFile(String name, Problems problems, List<YamlNode> documents) {
        this.name = name;
        this.problems = problems;
        this.documents = documents;
    }

    /**
     * Reads a text.
     *
     * @param name the file's name in problems
     * @param variables what {@code ${NAME}} stands for; {@link Variables#NONE} leaves it as written
     */
    public static YamlFile read(String name, String text, Variables variables, Problems problems) {
        String mended = new YamlLint(name, problems).mend(text);
        return new YamlFile(name, problems, new YamlTree(name, variables, problems).read(mended));
    }

    /** Reads a file on disk. A file that is absent, too large, unreadable or not UTF-8 is a problem, and has no documents. */
    public static YamlFile read(String name, Path path, Variables variables, Problems problems) {
        String text = text(name, path, problems);
        return text == null ? new YamlFile(name, problems, List.of()) : read(name, text, variables, problems);
    }

    /** The text of a UTF-8 file; null, and a problem, when it is absent, too large, unreadable or in another charset. */
    public static @Nullable String text(String name, Path path, Problems problems) {
        try {
            if (Files.size(path) > LARGEST) {
                problems.error(Place.startOf(name), "file-large", LARGEST / 1024 / 1024);
                return null;
            }
            return decode(name, Files.readAllBytes(path), problems);
        } catch (IOException e) {
            problems.error(Place.startOf(name), "file-unreadable", e.getClass().getSimpleName());
            return null;
        }
    }

    /** The same of a table, which may be in GB18030 too, as spreadsheets save it. */
    static @Nullable String anyText(String name, Path path, Problems problems) {
        try {
            if (Files.size(path) > Csv.LARGEST) {
                problems.error(Place.startOf(name), "file-large", Csv.LARGEST / 1024 / 1024);
                return null;
            }
            return Decoding.text(Files.readAllBytes(path), null);
        } catch (IOException e) {
            problems.error(Place.startOf(name), "file-unreadable", e.getClass().getSimpleName());
            return null;
        }
    }

    private static @Nullable String decode(String name, byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
        out.flip();
        if (!result.isError()) {
            return out.toString();
        }
        String before = out.toString();
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
        problems.error(new Place(name, line, column), "not-utf8");
        return null;
    }

    /** The file's documents, parted by {@code ---}; those with nothing in them left out. */
    public List<YamlNode> documents() {
        return documents;
    }

    /** The documents that are mappings; another document is a problem. */
    public List<YamlMap> maps() {
        List<YamlMap> maps = new ArrayList<>();
        for (YamlNode document : documents) {
            YamlMap map = document.asMap();
            if (map != null) {
                maps.add(map);
            }
        }
        return maps;
    }

    /** All documents as one mapping; a key that two of them hold is a problem. */
    public YamlMap root() {
        List<YamlMap> maps = maps();
        Place place = maps.isEmpty() ? Place.startOf(name) : maps.get(0).place();
        return YamlMap.merged(place, problems, maps);
    }
}
