package io.fenghuo.app.bench;

import io.fenghuo.match.PairFrequencies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Texts that read like nothing but hold pairs of characters about as often as Chinese comments do: a walk over the shipped
 * {@link PairFrequencies}, seeded. They let everyone repeat a benchmark; real texts are better where one has them.
 */
final class SampleTexts {
    /** Characters of an average comment, as measured by others over a million comments. */
    private static final double AVERAGE = 28.6;

    private static final double CLAUSE = 9;

    private final Map<Character, Followers> followers = new TreeMap<>();
    private final Followers first = new Followers();
    private final Random random;

    /** Characters with their weights, summed up. */
    private static final class Followers {
        private char[] characters = new char[8];
        private long[] sums = new long[8];
        private int size;

        void add(char c, int weight) {
            if (size == characters.length) {
                characters = Arrays.copyOf(characters, size * 2);
                sums = Arrays.copyOf(sums, size * 2);
            }
            characters[size] = c;
            sums[size] = (size == 0 ? 0 : sums[size - 1]) + weight;
            size++;
        }

        char draw(Random random) {
            long at = (long) (random.nextDouble() * sums[size - 1]);
            int index = Arrays.binarySearch(sums, 0, size, at + 1);
            return characters[index < 0 ? -index - 1 : index];
        }
    }

    SampleTexts(long seed) {
        random = new Random(seed);
        PairFrequencies.shipped().forEach((a, b, texts) -> {
            followers.computeIfAbsent(a, k -> new Followers()).add(b, texts);
            first.add(a, texts);
        });
    }

    List<String> make(int count) {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    private String text() {
        int length = (int) Math.max(4, Math.round(-AVERAGE * Math.log(1 - random.nextDouble())));
        StringBuilder text = new StringBuilder(length);
        char last = first.draw(random);
        text.append(last);
        while (text.length() < length) {
            Followers next = followers.get(last);
            if (next == null || random.nextDouble() < 1 / CLAUSE) {
                text.append(',');
                last = first.draw(random);
            } else {
                last = next.draw(random);
            }
            text.append(last);
        }
        return text.toString();
    }
}
