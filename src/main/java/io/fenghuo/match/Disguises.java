package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import io.fenghuo.normalise.Shapes;
import io.fenghuo.normalise.Sounds;
import io.fenghuo.normalise.StandIns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of tolerant rules by their sounds: a trie whose steps are syllables (those that many speakers do not part count as one) or, for
 * what has no sound, characters. Beside it, what each character of a text can be a step for: its own syllables, those of the keyword characters it
 * looks like, and those of what it stands for. Immutable, threadsafe.
 */
final class Disguises {
    private static final int[] NONE = {};
    private static final int MOST_SPELLINGS = 12;
    private static final int LEAST_INITIALS = 3;

    /** A keyword in code points, and everyone who asks for it. */
    record Keyword(int[] chars, String folded, List<Automaton.Use> uses) {}

    private final List<Keyword> keywords = new ArrayList<>();
    private final Trie trie = new Trie();
    private final Map<Integer, Integer> symbols = new HashMap<>();
    private final Map<Integer, int[]> steps = new HashMap<>();
    private final int[][] plane = new int[1 << 16][];
    private final Map<Long, int[]> splits = new HashMap<>();
    private final Set<Long> alike = new HashSet<>();
    private final Map<String, int[]> initials = new HashMap<>();
    private final Sounds sounds = Sounds.get();

    private Disguises(Map<String, List<Automaton.Use>> all) {
        Set<Integer> alphabet = new HashSet<>();
        all.forEach((folded, uses) -> {
            int[] chars = folded.codePoints().toArray();
            if (chars.length >= 2) {
                Keyword keyword = new Keyword(chars, folded, List.copyOf(uses));
                keywords.add(keyword);
                Arrays.stream(chars).forEach(alphabet::add);
                add(keyword, keywords.size() - 1);
            }
        });
        alphabet.forEach(this::addShapes);
        addSounds();
        alphabet.forEach(c -> addStep(c, c));
        addStandIns();
        steps.forEach((c, found) -> {
            if (c < plane.length) {
                plane[c] = found;
            }
        });
    }

    /** Over the keywords of the tolerant rules among {@code rules}; null when there are none. */
    static @Nullable Disguises of(List<CompiledRule> rules) {
        Map<String, List<Automaton.Use>> keywords = new LinkedHashMap<>();
        for (int r = 0; r < rules.size(); r++) {
            CompiledRule rule = rules.get(r);
            if (rule.rule.match() != MatchMode.TOLERANT) {
                continue;
            }
            for (int l = 0; l < rule.leaves.size(); l++) {
                CompiledRule.Leaf leaf = rule.leaves.get(l);
                Literal literal = leaf.literal();
                if (literal != null && !literal.word().sameCase() && (leaf.positive() || l >= rule.firstException)) {
                    keywords.computeIfAbsent(literal.folded(), k -> new ArrayList<>(1))
                            .add(new Automaton.Use(r, l, literal));
                }
            }
        }
        return keywords.isEmpty() ? null : new Disguises(keywords);
    }

    private void add(Keyword keyword, int number) {
        List<int[]> spellings = new ArrayList<>(List.of(NONE));
        StringBuilder first = new StringBuilder();
        for (int c : keyword.chars) {
            int[] here = stepsOf(c);
            List<int[]> longer = new ArrayList<>();
            for (int[] spelling : spellings) {
                for (int step : here) {
                    if (longer.size() < MOST_SPELLINGS) {
                        int[] next = Arrays.copyOf(spelling, spelling.length + 1);
                        next[spelling.length] = step;
                        longer.add(next);
                    }
                }
            }
            spellings = longer;
            int[] readings = sounds.of(c);
            first.append(readings.length == 0 ? '?' : sounds.name(readings[0]).charAt(0));
        }
        spellings.forEach(spelling -> trie.add(spelling, number));
        if (first.length() >= LEAST_INITIALS && first.indexOf("?") < 0) {
            initials.merge(first.toString(), new int[] {number}, Disguises::join);
        }
    }

    /** The steps of a keyword's character: its syllables, or itself. */
    private int[] stepsOf(int c) {
        int[] readings = sounds.of(c);
        return readings.length == 0
                ? new int[] {symbols.computeIfAbsent(c, k -> sounds.count() + symbols.size())}
                : Arrays.stream(readings).map(sounds::coarse).distinct().toArray();
    }

    private void addShapes(int keywordChar) {
        Shapes shapes = Shapes.get();
        for (int other : shapes.alike(keywordChar)) {
            alike.add(pair(other, keywordChar));
            addStep(other, keywordChar);
        }
        for (int[] way : shapes.parts(keywordChar)) {
            if (way.length == 2) {
                int[] parts = Arrays.stream(way)
                        .map(part -> Folder.fold(Character.toString(part), MatchMode.FOLDED)
                                .toString()
                                .codePointAt(0))
                        .toArray();
                splits.merge(pair(parts[0], parts[1]), new int[] {keywordChar}, Disguises::join);
            }
        }
    }

    private void addSounds() {
        for (int step = 0; step < sounds.count(); step++) {
            if (trie.isStep(step)) {
                int[] one = {step};
                for (int c : sounds.withCoarse(step)) {
                    steps.merge(c, one, Disguises::join);
                }
            }
        }
    }

    private void addStep(int from, int to) {
        for (int step : stepsOf(to)) {
            if (trie.isStep(step)) {
                steps.merge(from, new int[] {step}, Disguises::join);
            }
        }
    }

    private void addStandIns() {
        StandIns.get().forEach((sign, stands) -> {
            for (StandIns.StandIn stand : stands) {
                if (sounds.of(stand.codePoint()).length > 0 || symbols.containsKey(stand.codePoint())) {
                    addStep(sign, stand.codePoint());
                }
            }
        });
    }

    private static int[] join(int[] a, int[] b) {
        for (int x : a) {
            if (x == b[0]) {
                return a;
            }
        }
        int[] both = Arrays.copyOf(a, a.length + 1);
        both[a.length] = b[0];
        return both;
    }

    private static long pair(int a, int b) {
        return ((long) a << 32) | b;
    }

    Trie trie() {
        return trie;
    }

    Keyword keyword(int number) {
        return keywords.get(number);
    }

    /** The steps {@code codePoint} can be. */
    int[] steps(int codePoint) {
        if (codePoint < plane.length) {
            int[] found = plane[codePoint];
            return found == null ? NONE : found;
        }
        return steps.getOrDefault(codePoint, NONE);
    }

    /** The keyword characters whose two parts are {@code a} and {@code b}. */
    int[] joined(int a, int b) {
        return splits.getOrDefault(pair(part(a), part(b)), NONE);
    }

    /** The Han character that a kana or Zhuyin sign stands for as a part, such as 刂 for リ. */
    private static int part(int c) {
        if (c >= 0x3040 && c < 0x3130) {
            List<StandIns.StandIn> stands = StandIns.get().of(c);
            return stands.isEmpty() ? c : stands.get(0).codePoint();
        }
        return c;
    }

    /** The keywords whose sounds begin with these letters, one each. */
    int[] initials(String letters) {
        return initials.getOrDefault(letters, NONE);
    }

    boolean hasInitials() {
        return !initials.isEmpty();
    }

    /** Whether {@code written} looks like the keyword character {@code meant}. */
    boolean isAlike(int written, int meant) {
        return alike.contains(pair(written, meant));
    }
}
