package io.fenghuo.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which of the known words somebody may have meant. */
final class Nearest {
    private Nearest() {}

    /**
     * The known word with the fewest edits to {@code word}, where a part of a known word (the {@code rating} of {@code max-rating}) is as good
     * as one letter off; null when none is within half its length.
     */
    static @Nullable String to(String word, Collection<String> known) {
        String wanted = word.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            String other = candidate.toLowerCase(Locale.ROOT);
            boolean part = List.of(other.split("-", -1)).contains(wanted);
            int edits = part ? Math.min(1, edits(wanted, other)) : edits(wanted, other);
            if (edits <= Math.max(1, Math.max(wanted.length(), other.length()) / 2) && edits < least) {
                best = candidate;
                least = edits;
            }
        }
        return best;
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). Long words are cut at 64. */
    static int edits(String a, String b) {
        String x = a.length() > 64 ? a.substring(0, 64) : a;
        String y = b.length() > 64 ? b.substring(0, 64) : b;
        int[][] cost = new int[x.length() + 1][y.length() + 1];
        for (int i = 0; i <= x.length(); i++) {
            for (int j = 0; j <= y.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1;
                int least = Math.min(cost[i - 1][j] + 1, Math.min(cost[i][j - 1] + 1, cost[i - 1][j - 1] + change));
                boolean swapped =
                        i > 1 && j > 1 && x.charAt(i - 1) == y.charAt(j - 2) && x.charAt(i - 2) == y.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
            }
        }
        return cost[x.length()][y.length()];
    }
}
