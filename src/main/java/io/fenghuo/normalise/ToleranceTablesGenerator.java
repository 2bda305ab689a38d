package io.fenghuo.normalise;

import io.fenghuo.model.MatchMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the committed tables {@code sounds.txt}, {@code parts.txt} and {@code confusables.txt} of tolerant matching:
 *
 * <pre>java -cp target/classes io.fenghuo.normalise.ToleranceTablesGenerator TABLES OUT</pre>
 *
 * <p>{@code TABLES} holds {@code pinyin_kMandarin_8105.txt} and {@code pinyin_pinyin.txt} (github.com/mozillazg/pinyin-data, MIT), {@code chaizi-jt.txt}
 * (github.com/kfcd/chaizi, CC BY 3.0), {@code confusables.json} and {@code EquivalentUnifiedIdeograph.txt} (Unicode). {@code ordinary.txt} is made by
 * {@link OrdinaryGenerator}.
 */
public final class ToleranceTablesGenerator {
    private static final Pattern READING = Pattern.compile("U\\+([0-9A-F]+): *([^ #]+).*");
    private static final Pattern CONFUSABLE = Pattern.compile(" *\"(.+?)\" *: *\"(.+?)\",?");
    private static final Pattern RADICAL = Pattern.compile("([0-9A-F]+)(?:\\.\\.[0-9A-F]+)? +; ([0-9A-F]+) .*");
    private static final int MOST_READINGS = 4;
    private static final int ENTRIES_PER_LINE = 40;

    private ToleranceTablesGenerator() {}

    /** A folder of tables in, three files out. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("TABLES OUT");
        }
        Path tables = Path.of(args[0]);
        Path out = Path.of(args[1]);
        Files.writeString(out.resolve("sounds.txt"), sounds(tables));
        Files.writeString(out.resolve("parts.txt"), parts(tables));
        Files.writeString(out.resolve("confusables.txt"), confusables(tables));
    }

    /** Lines of a syllable and its characters; the readings of a character beyond its usual one stand in lines marked {@code +}. */
    static String sounds(Path tables) throws IOException {
        Map<Integer, String[]> readings = new TreeMap<>();
        for (String file : List.of("pinyin_kMandarin_8105.txt", "pinyin_pinyin.txt")) {
            for (String line : Files.readAllLines(tables.resolve(file))) {
                Matcher reading = READING.matcher(line);
                if (reading.matches()) {
                    String[] plain = Arrays.stream(reading.group(2).split(","))
                            .map(ToleranceTablesGenerator::plain)
                            .filter(syllable -> syllable.matches("[a-z]{1," + Sounds.LONGEST + "}"))
                            .toArray(String[]::new);
                    readings.merge(Integer.parseInt(reading.group(1), 16), plain, ToleranceTablesGenerator::join);
                }
            }
        }
        Map<String, StringBuilder> lines = new TreeMap<>();
        readings.forEach((character, all) -> {
            String[] distinct =
                    Arrays.stream(all).distinct().limit(MOST_READINGS).toArray(String[]::new);
            for (int i = 0; i < distinct.length; i++) {
                lines.computeIfAbsent(distinct[i] + (i == 0 ? "" : "+"), k -> new StringBuilder())
                        .appendCodePoint(character);
            }
        });
        StringBuilder out = new StringBuilder(
                "# Syllables and their characters, made by ToleranceTablesGenerator from pinyin-data (MIT).\n");
        lines.forEach((syllable, line) ->
                out.append(syllable).append(' ').append(line).append('\n'));
        return out.toString();
    }

    private static String[] join(String[] a, String[] b) {
        String[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** The syllable without its tone, ü as v. */
    private static String plain(String pinyin) {
        StringBuilder out = new StringBuilder();
        String parts = Normalizer.normalize(pinyin.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        for (int i = 0; i < parts.length(); i++) {
            char c = parts.charAt(i);
            if (c == '\u0308' && out.length() > 0) {
                out.setCharAt(out.length() - 1, 'v');
            } else if (c == '\u0261') {
                out.append('g');
            } else if (c < '\u0300' || c > '\u036F') {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Entries of a character and the ways it falls apart, parted by |. */
    static String parts(Path tables) throws IOException {
        StringBuilder out = new StringBuilder(
                "# Characters and their parts, made by ToleranceTablesGenerator from chaizi (github.com/kfcd/chaizi, CC BY 3.0).\n");
        Map<Integer, String> entries = new TreeMap<>();
        for (String line : Files.readAllLines(tables.resolve("chaizi-jt.txt"))) {
            String[] fields = line.strip().split("\t");
            if (fields.length < 2 || fields[0].codePointCount(0, fields[0].length()) != 1) {
                continue;
            }
            List<String> ways = Arrays.stream(fields)
                    .skip(1)
                    .map(way -> way.replace(" ", ""))
                    .filter(way -> way.codePointCount(0, way.length()) > 1 && !way.contains(fields[0]))
                    .distinct()
                    .toList();
            if (!ways.isEmpty()) {
                entries.put(fields[0].codePointAt(0), String.join("|", ways));
            }
        }
        int[] count = {0};
        entries.forEach((of, ways) -> {
            boolean last = ++count[0] % ENTRIES_PER_LINE == 0;
            out.appendCodePoint(of).append(ways).append(last ? '\n' : ' ');
        });
        return out.toString().strip() + "\n";
    }

    /** Lines of pairs: signs beyond Han and ASCII, and the ASCII letter or digit or the Han character each looks like. */
    static String confusables(Path tables) throws IOException {
        Map<Integer, Integer> pairs = new TreeMap<>();
        for (String line : Files.readAllLines(tables.resolve("EquivalentUnifiedIdeograph.txt"))) {
            Matcher radical = RADICAL.matcher(line);
            if (radical.matches()) {
                pairs.put(Integer.parseInt(radical.group(1), 16), Integer.parseInt(radical.group(2), 16));
            }
        }
        for (String line : Files.readAllLines(tables.resolve("confusables.json"), StandardCharsets.UTF_8)) {
            Matcher pair = CONFUSABLE.matcher(line);
            if (pair.matches() && isOne(pair.group(1)) && isOne(pair.group(2))) {
                int sign = pair.group(1).codePointAt(0);
                int like = Character.toLowerCase(pair.group(2).codePointAt(0));
                boolean known = Character.isIdeographic(like) || (like < 0x80 && Character.isLetterOrDigit(like));
                if (known && sign >= 0x80 && !Character.isIdeographic(sign)) {
                    pairs.putIfAbsent(sign, like);
                }
            }
        }
        StringBuilder out = new StringBuilder(
                "# Signs and the characters they look like, made by ToleranceTablesGenerator from Unicode's confusables and EquivalentUnifiedIdeograph.\n");
        int count = 0;
        for (Map.Entry<Integer, Integer> pair : pairs.entrySet()) {
            String sign = Character.toString(pair.getKey());
            String folded = Folder.fold(sign, MatchMode.FOLDED).toString();
            if (folded.equals(sign)) {
                out.appendCodePoint(pair.getKey()).appendCodePoint(pair.getValue());
                if (++count % ENTRIES_PER_LINE == 0) {
                    out.append('\n');
                }
            }
        }
        return out.toString().strip() + "\n";
    }

    private static boolean isOne(String text) {
        return text.codePointCount(0, text.length()) == 1;
    }
}
