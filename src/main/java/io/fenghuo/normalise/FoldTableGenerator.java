package io.fenghuo.normalise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the committed table {@code variants.txt} from dictionaries of OpenCC (github.com/BYVoid/OpenCC, Apache-2.0):
 *
 * <pre>java -cp target/classes io.fenghuo.normalise.FoldTableGenerator TSCharacters.txt HKVariants.txt TWVariants.txt OUT</pre>
 *
 * <p>{@code TSCharacters} gives traditional → simplified (the first, commonest choice; a character that
 * is itself the simplified form of another stays, as 么 does); the regional tables are read backwards
 * (regional → standard → simplified). The result is closed: what a character becomes is never folded further.
 */
public final class FoldTableGenerator {
    private static final int PAIRS_PER_LINE = 40;

    private FoldTableGenerator() {}

    /** Three tables in, one file out. */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("TSCharacters.txt HKVariants.txt TWVariants.txt OUT");
        }
        Files.writeString(Path.of(args[3]), generate(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])));
    }

    /** The table's text: comment lines beginning with {@code #}, then lines of character pairs (from, to), each sorted by from. */
    static String generate(Path traditional, Path hongKong, Path taiwan) throws IOException {
        Map<Integer, Integer> to = new TreeMap<>();
        Set<Integer> simplified = new HashSet<>();
        for (String[] entry : read(traditional)) {
            String first = entry[1].split(" ", 2)[0];
            if (!first.equals(entry[0])) {
                simplified.add(first.codePointAt(0));
            }
        }
        for (String[] entry : read(traditional)) {
            if (simplified.contains(entry[0].codePointAt(0))) {
                continue;
            }
            if (isOne(entry[0]) && isOne(entry[1].split(" ", 2)[0])) {
                put(entry[0].codePointAt(0), entry[1].codePointAt(0), to);
            }
        }
        for (Path regional : List.of(hongKong, taiwan)) {
            for (String[] entry : read(regional)) {
                for (String variant : entry[1].split(" ", -1)) {
                    if (isOne(variant) && isOne(entry[0]) && !simplified.contains(variant.codePointAt(0))) {
                        put(variant.codePointAt(0), entry[0].codePointAt(0), to);
                    }
                }
            }
        }
        StringBuilder out = new StringBuilder(
                "# Han variants to one form each, made by FoldTableGenerator from OpenCC's TSCharacters, HKVariants and TWVariants (Apache-2.0).\n");
        int pairs = 0;
        for (int from : to.keySet()) {
            int end = close(from, to);
            if (end != from) {
                out.appendCodePoint(from).appendCodePoint(end);
                if (++pairs % PAIRS_PER_LINE == 0) {
                    out.append('\n');
                }
            }
        }
        return out.append('\n').toString();
    }

    private static int close(int from, Map<Integer, Integer> to) {
        int at = from;
        while (to.containsKey(at)) {
            at = to.get(at);
        }
        return at;
    }

    /** Puts the pair unless the way would then lead in a circle. */
    private static void put(int from, int end, Map<Integer, Integer> to) {
        if (close(end, to) != from) {
            to.putIfAbsent(from, end);
        }
    }

    private static boolean isOne(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) == 1;
    }

    private static List<String[]> read(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .filter(entry -> entry.length == 2)
                .toList();
    }
}
