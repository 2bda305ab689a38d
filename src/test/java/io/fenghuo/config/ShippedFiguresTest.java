package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fenghuo.app.trial.TrialCorpus;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The shipped lists over real reviews. Figures are printed; {@code -Dfenghuo.rules=true} prints for each rule how many negative, positive and harmless
 * posts it hits. Without the data it says so and skips.
 */
class ShippedFiguresTest {
    private static final Path DATA = Path.of("../shared/data");
    private static final List<String> REVIEWS =
            List.of("reviews_online_shopping_10_cats", "reviews_waimai_10k", "reviews_hotel_chnsenticorp");
    private static final Matcher MATCHER = ShippedLists.matcher();
    /** Positive rows of the shopping reviews, as the file was sealed. */
    private static final double PRAISES = 22_030;

    @BeforeAll
    static void theDataIsThere() {
        if (!Files.isDirectory(DATA)) {
            System.err.println("SKIPPED: no data at " + DATA + "; the shipped lists are not measured");
        }
        assumeTrue(Files.isDirectory(DATA), "no data at " + DATA);
    }

    /** Goal: at least 40 % of the negative and at most 2 % of the positive reviews; measured 55.8 % and 1.73 %. */
    @Test
    void complaintsAreFoundAndPraiseIsLeftAlone() throws IOException {
        int[] rows = new int[2];
        int[] hits = new int[2];
        Map<String, int[]> rules = new TreeMap<>();
        int injuredPraise = 0;
        for (String file : REVIEWS) {
            int[] rowsHere = new int[2];
            int[] hitsHere = new int[2];
            for (Row row : rows(file)) {
                List<Hit> found = MATCHER.match(post(row.text()));
                rowsHere[row.label()]++;
                hitsHere[row.label()] += found.isEmpty() ? 0 : 1;
                found.forEach(hit -> rules.computeIfAbsent(hit.rule(), k -> new int[3])[row.label()]++);
                injuredPraise += row.label() == 1 && isConfirmedL1(found) ? 1 : 0;
            }
            print(file, rowsHere, hitsHere);
            for (int label = 0; label < 2; label++) {
                rows[label] += rowsHere[label];
                hits[label] += hitsHere[label];
            }
        }
        print("together", rows, hits);
        System.out.println("positive reviews that would open a confirmed L1: " + injuredPraise);
        printRules(rules);
        assertThat(rows[0] + rows[1]).isGreaterThan(50_000);
        assertThat((double) hits[0] / rows[0]).isGreaterThan(0.54);
        assertThat((double) hits[1] / rows[1]).isLessThan(0.0185);
        assertThat(injuredPraise).isLessThanOrEqualTo(20);
    }

    /**
     * Goal: at most 0.5 % of the positive reviews wrongly alarmed. Every positive row that was hit has been read, not only a sample, so this counts
     * and does not estimate; a row hit today that nobody has read counts as wrong until somebody does.
     */
    @Test
    void praiseIsSeldomWronglyAlarmed() throws IOException {
        Map<Integer, String> verdicts = verdicts();
        List<Integer> wrong = new ArrayList<>();
        List<Integer> unread = new ArrayList<>();
        int right = 0;
        for (Row row : rows(REVIEWS.get(0))) {
            if (row.label() == 1 && !MATCHER.match(post(row.text())).isEmpty()) {
                String verdict = verdicts.get(row.number());
                if (verdict == null) {
                    unread.add(row.number());
                } else if (verdict.equals("harmless")) {
                    wrong.add(row.number());
                } else {
                    right++;
                }
            }
        }
        double share = (wrong.size() + unread.size()) / PRAISES;
        System.out.printf(
                Locale.ROOT,
                "positive reviews: %d hit rightly, %d wrongly, %d unread %s: %.2f %% wrongly alarmed%n",
                right,
                wrong.size(),
                unread.size(),
                unread,
                100 * share);
        assertThat(verdicts.values().stream().filter("harmless"::equals)).hasSizeGreaterThan(100);
        assertThat(share).isLessThanOrEqualTo(0.005);
    }

    private record Row(int number, String text, int label) {}

    private static List<Row> rows(String file) throws IOException {
        List<String> lines = Files.readAllLines(DATA.resolve(file + ".tsv"));
        List<String> head = List.of(lines.get(0).split("\t", -1));
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] columns = lines.get(i).split("\t", -1);
            rows.add(new Row(i + 1, columns[head.indexOf("text")], Integer.parseInt(columns[head.indexOf("label")])));
        }
        return rows;
    }

    private static Map<Integer, String> verdicts() throws IOException {
        Map<Integer, String> verdicts = new TreeMap<>();
        try (var in = Objects.requireNonNull(ShippedFiguresTest.class.getResourceAsStream("praise-verdicts.tsv"))) {
            for (String line : new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split("\t");
                    verdicts.put(Integer.valueOf(columns[0]), columns[2]);
                }
            }
        }
        return verdicts;
    }

    private static void print(String what, int[] rows, int[] hits) {
        System.out.printf(
                Locale.ROOT,
                "%s: negative %d of %d (%.1f %%), positive %d of %d (%.2f %%)%n",
                what,
                hits[0],
                rows[0],
                100.0 * hits[0] / rows[0],
                hits[1],
                rows[1],
                100.0 * hits[1] / rows[1]);
    }

    private static void printRules(Map<String, int[]> rules) {
        if (!Boolean.getBoolean("fenghuo.rules")) {
            return;
        }
        for (Post post : TrialCorpus.shipped().harmless()) {
            MATCHER.match(post).forEach(hit -> rules.computeIfAbsent(hit.rule(), k -> new int[3])[2]++);
        }
        rules.forEach((rule, count) -> System.out.printf(
                "%-24s negative %5d positive %4d harmless of the trial corpus %d%n",
                rule, count[0], count[1], count[2]));
    }

    private static boolean isConfirmedL1(List<Hit> hits) {
        return hits.stream().anyMatch(hit -> hit.level() == Severity.L1 && !hit.suspected());
    }

    private static Post post(String text) {
        return Post.builder("test", "1", text, Instant.parse("2026-11-22T10:00:00Z"))
                .build();
    }
}
