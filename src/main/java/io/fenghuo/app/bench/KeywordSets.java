package io.fenghuo.app.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Keywords for given texts, of two to five characters: rare ones as in real monitoring, where few texts hold any, and common ones as a stress
 * case. Both are cut from the texts and from texts like them, so that their pairs of characters are those of the language.
 */
final class KeywordSets {
    private static final int SHORTEST = 2;
    /** Characters of the longest keyword. */
    static final int LONGEST = 5;

    private final List<String> texts;
    private final List<String> others;
    private final Random random;
    private final Map<String, Integer> counts = new HashMap<>();

    /** {@code others} are texts like {@code texts} that will not be searched. */
    KeywordSets(List<String> texts, List<String> others, long seed) {
        this.texts = texts;
        this.others = others;
        this.random = new Random(seed);
        for (String text : texts) {
            Set<String> seen = new HashSet<>();
            for (int from = 0; from < text.length(); from++) {
                for (int size = SHORTEST; size <= LONGEST && isWord(text, from, size); size++) {
                    seen.add(text.substring(from, from + size));
                }
            }
            seen.forEach(gram -> counts.merge(gram, 1, Integer::sum));
        }
    }

    private static boolean isWord(String text, int from, int size) {
        return from + size <= text.length()
                && Character.isIdeographic(text.charAt(from + size - 1))
                && Character.isIdeographic(text.charAt(from));
    }

    /** {@code size} keywords of which so many stand in just one text that about {@code rate} of the texts hold one. */
    List<String> rare(int size, double rate) {
        Set<String> keywords = new LinkedHashSet<>();
        int present = (int) Math.min(size, Math.round(rate * texts.size()));
        draw(texts, present, 1, keywords);
        draw(others, size, 0, keywords);
        List<String> shuffled = new ArrayList<>(keywords);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private void draw(List<String> from, int upTo, int count, Set<String> into) {
        for (long tries = 0; into.size() < upTo && tries < 200L * upTo; tries++) {
            String text = from.get(random.nextInt(from.size()));
            int at = random.nextInt(Math.max(1, text.length() - SHORTEST));
            int size = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
            if (isHan(text, at, size)) {
                String gram = text.substring(at, at + size);
                if (counts.getOrDefault(gram, 0) == count) {
                    into.add(gram);
                }
            }
        }
    }

    private static boolean isHan(String text, int at, int size) {
        return at + size <= text.length()
                && text.substring(at, at + size).chars().allMatch(Character::isIdeographic);
    }

    /** The {@code size} commonest. */
    List<String> common(int size) {
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Integer> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(size)
                .map(Map.Entry::getKey)
                .toList();
    }
}
