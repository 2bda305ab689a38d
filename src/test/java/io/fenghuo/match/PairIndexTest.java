package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The index against a naive search. Seeded. */
class PairIndexTest {
    private static final String ALPHABET = "骗子假货的了a1,\uD83D\uDE00\uFFFF\u0000";

    @Test
    void findsEveryPlaceAndNoOther() {
        Random random = new Random(3);
        PairIndex.Found found = new PairIndex.Found();
        int places = 0;
        for (int round = 0; round < 3_000; round++) {
            Set<String> keywords = new LinkedHashSet<>();
            for (int i = 1 + random.nextInt(30); i > 0; i--) {
                keywords.add(random(random, 1 + random.nextInt(5)));
            }
            String[] all = keywords.toArray(String[]::new);
            PairIndex index = new PairIndex(all, PairFrequencies.shipped());
            String text = random(random, random.nextInt(40));
            assertThat(index.scan(text.toCharArray(), text.length(), found)).isTrue();
            assertThat(found(all, found)).isEqualTo(naive(all, text));
            places += found.size();
        }
        assertThat(places).isGreaterThan(10_000);
    }

    @Test
    void aTextThatAsksForTooMuchIsLeftToTheAutomatonAndFindsTheSame() {
        List<Rule> rules = new ArrayList<>();
        String[] all = new String[1 << 9];
        for (int i = 0; i < all.length; i++) {
            all[i] = Integer.toBinaryString(all.length | i)
                    .substring(1)
                    .replace('0', '骗')
                    .replace('1', '子');
            rules.add(Rule.builder("r" + i, Severity.L3, "c", Condition.word(all[i]))
                    .negation(Negation.MATCH)
                    .build());
        }
        Random random = new Random(5);
        StringBuilder hostile = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            hostile.append(random.nextBoolean() ? '骗' : '子');
        }
        String text = hostile.toString();
        PairIndex.Found found = new PairIndex.Found();
        boolean done = new PairIndex(all, PairFrequencies.shipped()).scan(text.toCharArray(), text.length(), found);
        Set<String> hits = new TreeSet<>();
        for (Hit hit : Lists.matcher(rules.toArray(Rule[]::new)).match(Lists.post(text))) {
            hit.spans().stream()
                    .filter(span -> span.via().isEmpty())
                    .forEach(span -> hits.add(span.start() + " " + span.keyword()));
        }
        assertThat(done).isFalse();
        assertThat(found.dense()).isTrue();
        assertThat(found.size()).isZero();
        assertThat(hits).isEqualTo(naive(all, text)).hasSizeGreaterThan(600);
    }

    @Test
    void theRarestPairIsTheOneTheTableKnowsLeastOf() {
        assertThat(PairFrequencies.shipped().rarestPair("我们的骗子")).isEqualTo(2);
        assertThat(PairFrequencies.shipped().least('我', '们')).isGreaterThan(1_000);
        assertThat(PairFrequencies.shipped().least('骗', '我')).isLessThan(1_000);
    }

    private static String random(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static Set<String> found(String[] keywords, PairIndex.Found found) {
        Set<String> places = new TreeSet<>();
        for (int i = 0; i < found.size(); i++) {
            assertThat(places.add(found.start(i) + " " + keywords[found.keyword(i)]))
                    .isTrue();
        }
        return places;
    }

    private static Set<String> naive(String[] keywords, String text) {
        Set<String> places = new TreeSet<>();
        for (String keyword : keywords) {
            for (int at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) {
                places.add(at + " " + keyword);
            }
        }
        return places;
    }
}
