package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much of real disguise tolerant rules see through. Measured on ../shared/data where it is present; the figures are printed. */
class TolerantFiguresTest {
    private static final Path PAIRS = Path.of("../shared/data/evasion_sms_variant_pairs.tsv");

    /** Half 0 was looked at while the method was made, half 1 only measured. */
    @Test
    void disguisedWordsOfRealFraudMessages() throws IOException {
        if (!Files.exists(PAIRS)) {
            System.err.println("SKIPPED: no " + PAIRS + "; the recall of disguised words is not measured");
        }
        assumeTrue(Files.exists(PAIRS));
        List<RestoredPairs.Pair> pairs = RestoredPairs.read(PAIRS);
        for (MatchMode mode : List.of(MatchMode.FOLDED, MatchMode.TOLERANT)) {
            for (int half = 0; half < 2; half++) {
                measure(pairs, half, mode);
            }
        }
    }

    private static void measure(List<RestoredPairs.Pair> all, int half, MatchMode mode) {
        List<RestoredPairs.Pair> pairs =
                all.stream().filter(pair -> pair.half() == half).toList();
        Set<String> words = new LinkedHashSet<>();
        pairs.forEach(pair -> words.addAll(pair.changed()));
        Matcher matcher = Lists.matcher(Rule.builder("r", Severity.L3, "c", Condition.any(List.copyOf(words)))
                .match(mode)
                .negation(Negation.MATCH)
                .build());
        int sought = 0;
        int seen = 0;
        int reported = 0;
        int right = 0;
        for (RestoredPairs.Pair pair : pairs) {
            Set<String> found = new HashSet<>();
            for (Hit hit : matcher.match(Lists.post(pair.cloaked()))) {
                hit.spans().stream().map(Span::keyword).forEach(found::add);
            }
            sought += pair.changed().size();
            seen += (int) pair.changed().stream().filter(found::contains).count();
            reported += found.size();
            right += (int) found.stream().filter(pair.restored()::contains).count();
        }
        double recall = (double) seen / sought;
        double precision = (double) right / reported;
        System.out.printf(
                "evasion_sms_variant_pairs half %d, %s: %d messages, %d keywords, recall %.1f %% of %d, %.1f %% of %d reported stand in the restored text%n",
                half, mode, pairs.size(), words.size(), 100 * recall, sought, 100 * precision, reported);
        if (mode == MatchMode.TOLERANT) {
            assertThat(recall).isGreaterThanOrEqualTo(0.88);
            assertThat(precision).isGreaterThanOrEqualTo(0.80);
        }
    }
}
