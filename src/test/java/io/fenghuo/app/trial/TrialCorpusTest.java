package io.fenghuo.app.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.config.LooseWatchlists;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Hit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The trial corpus, and how well the shipped watchlists do on it. */
class TrialCorpusTest {
    private static final TrialCorpus CORPUS = TrialCorpus.shipped();

    /** Measured 0.884: disguises by sound, irony and what nobody put into a list are in the corpus too. */
    private static final double RECALL = 0.87;
    /** Measured 0.998. */
    private static final double PRECISION = 0.98;

    private static Matcher shipped;

    @BeforeAll
    static void compile() {
        LooseWatchlists read = LooseWatchlists.ofHome(Path.of(""));
        shipped = Matcher.compile(read.watchlists());
    }

    @Test
    void everyPostIsDifferentAndMostAreHarmless() {
        Set<String> letters = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (TrialPost one : CORPUS.posts()) {
            String text = one.post().text();
            if (!letters.add(text.replaceAll("[\\p{P}\\s]+", "").toLowerCase(Locale.ROOT)
                            + one.post().role())
                    && text.codePoints().anyMatch(Character::isLetter)) {
                twice.add(text);
            }
        }
        assertThat(twice).isEmpty();
        assertThat(CORPUS.posts()).hasSizeBetween(1_900, 2_400);
        assertThat(CORPUS.harmless().size() / (double) CORPUS.posts().size()).isBetween(0.68, 0.80);
    }

    @Test
    void aLineThatIsNotAsDescribedIsNamed() {
        assertThatThrownBy(() -> TrialCorpus.parse("comment\tcustomer\t-\t好\ncomment\tcustomer\t好\n"))
                .hasMessageContaining("posts.tsv:2");
        assertThatThrownBy(() -> TrialCorpus.parse("comment\tcustomer\tL3\t好\n"))
                .hasMessageContaining("posts.tsv:1");
    }

    /** Posts that somebody has to hear of and that any rule finds; posts that a rule finds and somebody has to hear of. */
    @Test
    void theShippedListsFindNoLessThanWhenThisWasMeasured() {
        long found = 0;
        long needed = 0;
        long alarms = 0;
        long right = 0;
        Map<String, int[]> categories = new TreeMap<>();
        StringBuilder wrong = new StringBuilder();
        for (TrialPost one : CORPUS.posts()) {
            List<Hit> hits = shipped.match(one.post());
            TrialPost.Expected expected = one.expected();
            needed += expected == null ? 0 : 1;
            found += expected != null && !hits.isEmpty() ? 1 : 0;
            alarms += hits.isEmpty() ? 0 : 1;
            right += expected != null && !hits.isEmpty() ? 1 : 0;
            if (expected != null) {
                int[] count = categories.computeIfAbsent(expected.category(), k -> new int[2]);
                count[0]++;
                count[1] += hits.stream().anyMatch(hit -> hit.category().equals(expected.category())) ? 1 : 0;
            }
            if (expected == null != hits.isEmpty()) {
                wrong.append(one.expected() == null ? "cried wolf: " : "missed: ")
                        .append(one.post().text())
                        .append(
                                hits.isEmpty()
                                        ? ""
                                        : " " + hits.get(0).rule() + hits.get(0).spans())
                        .append('\n');
            }
        }
        StringBuilder told = new StringBuilder();
        categories.forEach((category, count) -> told.append(category)
                .append(' ')
                .append(count[1])
                .append('/')
                .append(count[0])
                .append("  "));
        double recall = found / (double) needed;
        double precision = right / (double) alarms;
        System.out.printf(Locale.ROOT, "trial corpus: recall %.3f precision %.3f (%s)%n", recall, precision, told);
        if (Boolean.getBoolean("fenghuo.trial.wrong")) {
            System.out.println(wrong);
        }
        assertThat(recall).isGreaterThanOrEqualTo(RECALL);
        assertThat(precision).isGreaterThanOrEqualTo(PRECISION);
    }
}
