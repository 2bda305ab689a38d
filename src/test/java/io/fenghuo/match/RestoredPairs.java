package io.fenghuo.match;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Disguised messages beside what they mean, and the dictionary words of 2–4 Han whose characters were changed. */
final class RestoredPairs {
    private static final int LONGEST = 400;
    private static final int LONGEST_WORD = 6;

    private final Map<String, Double> dictionary = new HashMap<>();
    private double total;

    /**
     * @param half which half of the rows it belongs to, by a hash of the restored text
     * @param changed the dictionary words that stand in {@code restored} and not in the place they have in {@code cloaked}
     */
    record Pair(String cloaked, String restored, int half, Set<String> changed) {}

    private RestoredPairs() throws IOException {
        try (InputStream in = RestoredPairs.class.getResourceAsStream("/dict.txt");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(" ");
                dictionary.put(fields[0], Double.parseDouble(fields[1]));
                total += Double.parseDouble(fields[1]);
            }
        }
    }

    static List<Pair> read(Path file) throws IOException {
        RestoredPairs reader = new RestoredPairs();
        List<Pair> pairs = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            if (fields[1].length() <= LONGEST) {
                int half = Math.floorMod(fields[1].hashCode() * 31 + 7, 2);
                pairs.add(new Pair(fields[0], fields[1], half, reader.changed(fields[0], fields[1])));
            }
        }
        return pairs;
    }

    private Set<String> changed(String cloaked, String restored) {
        int[][] aligned = align(restored, cloaked);
        Set<String> changed = new LinkedHashSet<>();
        for (int[] span : segment(restored)) {
            String word = restored.substring(span[0], span[1]);
            int length = word.length();
            if (length < 2 || length > 4 || !word.codePoints().allMatch(Character::isIdeographic)) {
                continue;
            }
            int from = aligned[span[0]][0];
            int to = aligned[span[1] - 1][1];
            if (to > from && !cloaked.contains(word)) {
                changed.add(word);
            }
        }
        return changed;
    }

    /** The likeliest way to cut {@code text} into words of the dictionary. */
    private List<int[]> segment(String text) {
        int length = text.length();
        double[] best = new double[length + 1];
        int[] next = new int[length + 1];
        for (int i = length - 1; i >= 0; i--) {
            best[i] = Double.NEGATIVE_INFINITY;
            for (int j = i + 1; j <= Math.min(length, i + LONGEST_WORD); j++) {
                Double count = dictionary.get(text.substring(i, j));
                if (count != null || j == i + 1) {
                    double score = Math.log(Math.max(1, count == null ? 1 : count) / total) + best[j];
                    if (score > best[i]) {
                        best[i] = score;
                        next[i] = j;
                    }
                }
            }
        }
        List<int[]> words = new ArrayList<>();
        for (int i = 0; i < length; i = next[i]) {
            words.add(new int[] {i, next[i]});
        }
        return words;
    }

    /** Where each character of {@code a} stands in {@code b}, by the cheapest edits (a change costs 3, a gap 2). */
    private static int[][] align(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0
                        ? 2 * (i + j)
                        : Math.min(
                                cost[i - 1][j - 1] + change(a, i, b, j), Math.min(cost[i - 1][j], cost[i][j - 1]) + 2);
            }
        }
        int[][] aligned = new int[a.length()][];
        int i = a.length();
        int j = b.length();
        while (i > 0) {
            if (j > 0 && cost[i][j] == cost[i - 1][j - 1] + change(a, i, b, j)) {
                aligned[--i] = new int[] {--j, j + 1};
            } else if (j > 0 && cost[i][j] == cost[i][j - 1] + 2) {
                j--;
            } else {
                aligned[--i] = new int[] {j, j};
            }
        }
        return aligned;
    }

    private static int change(String a, int i, String b, int j) {
        return a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 3;
    }
}
