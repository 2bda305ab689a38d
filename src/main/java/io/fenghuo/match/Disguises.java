package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import io.fenghuo.normalise.Shapes;
import io.fenghuo.normalise.Sounds;
import io.fenghuo.normalise.StandIns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of tolerant rules as a trie of their characters. Beside it, which keyword characters each character of a text, and each syllable in
 * Latin letters, can mean: those of the same or nearly the same sound, those it looks like, and those it stands for. Immutable, threadsafe.
 */
final class Disguises {
    private static final int[] NONE = {};
    /** Letters at least that are taken for first letters of sounds. */
    static final int LEAST_INITIALS = 3;

    private static final int MARKS = 1 << 14;
    private static final int KANA = 0x3040;
    private static final int BEYOND_ZHUYIN = 0x3130;

    private final List<Keyword> keywords = new ArrayList<>();
    private final Trie trie;
    /** The number that a keyword character has in the trie. */
    private final Map<Integer, Integer> alphabet = new LinkedHashMap<>();

    /** What can be written as a part of a split character. */
    private final BitSet parts = new BitSet();

    private final int[] characters;
    private final int[] children;
    private final @Nullable Meanings[] plane = new Meanings[1 << 16];
    private final Map<Integer, Meanings> beyond = new HashMap<>();
    private final @Nullable Meanings[] syllables;
    /** The pairs of parts, by the number that what they make has in {@link #wholes}. */
    private final LongMap splits = new LongMap();

    private final List<int[]> wholes = new ArrayList<>(List.of(NONE));
    private final LongMap alike = new LongMap();
    private final Map<String, int[]> initials = new HashMap<>();
    /** Which of {@link #initials} there are, by a number of their letters. */
    private final BitSet initialMarks = new BitSet(MARKS);

    private final Openings openings;
    private final Sounds sounds = Sounds.get();
    private final Likeness likeness = new Likeness(this);

    /** A keyword in code points, and everyone who asks for it. */
    record Keyword(int[] chars, String folded, double inner, List<Automaton.Use> uses) {}

    private Disguises(Map<String, List<Automaton.Use>> all) {
        List<int[]> words = new ArrayList<>();
        all.forEach((folded, uses) -> {
            int[] chars = folded.codePoints().toArray();
            if (chars.length >= 2) {
                keywords.add(new Keyword(chars, folded, Surroundings.inner(chars), List.copyOf(uses)));
                addInitials(chars, keywords.size() - 1);
                words.add(Arrays.stream(chars)
                        .map(c -> alphabet.computeIfAbsent(c, k -> alphabet.size()))
                        .toArray());
            }
        });
        trie = new Trie(words.toArray(int[][]::new));
        characters = alphabet.keySet().stream().mapToInt(Integer::intValue).toArray();
        children = new int[alphabet.size()];
        for (int node = trie.begin(Trie.ROOT); node < trie.end(Trie.ROOT); node++) {
            children[trie.label(node)] = node;
        }
        syllables = new Meanings[sounds.count()];
        addMeanings();
        openings = new Openings(plane);
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

    private void addInitials(int[] chars, int number) {
        StringBuilder first = new StringBuilder();
        for (int c : chars) {
            int[] readings = sounds.of(c);
            first.append(readings.length == 0 ? '?' : sounds.name(readings[0]).charAt(0));
        }
        if (first.length() >= LEAST_INITIALS && first.indexOf("?") < 0) {
            initials.merge(first.toString(), new int[] {number}, Disguises::join);
            initialMarks.set(mark(first.toString().toCharArray(), 0, first.length()));
        }
    }

    private void addMeanings() {
        BitSet[] coarse = bitSets(sounds.count());
        BitSet[] exact = bitSets(sounds.count());
        Map<Integer, BitSet> others = new HashMap<>();
        alphabet.forEach((c, id) -> {
            for (int reading : sounds.of(c)) {
                coarse[sounds.coarse(reading)].set(id);
                exact[reading].set(id);
            }
            addShapes(c, id, others);
            others.computeIfAbsent(c, k -> new BitSet()).set(id);
        });
        StandIns.get().forEach((sign, stands) -> {
            for (StandIns.StandIn stand : stands) {
                BitSet meant = others.computeIfAbsent(sign, k -> new BitSet());
                Integer id = alphabet.get(stand.codePoint());
                if (id != null) {
                    meant.set(id);
                }
                for (int reading : sounds.of(stand.codePoint())) {
                    meant.or(exact[reading]);
                }
            }
        });
        addKana();
        parts.stream().forEach(c -> others.computeIfAbsent(c, k -> new BitSet()));
        Map<String, Meanings> bySound = new HashMap<>();
        sounds.forEach((c, readings) -> {
            BitSet meant = new BitSet();
            for (int reading : readings) {
                meant.or(coarse[sounds.coarse(reading)]);
            }
            BitSet more = others.remove(c);
            if (more != null) {
                meant.or(more);
                put(c, meanings(c, meant, parts.get(c)));
            } else if (!meant.isEmpty()) {
                put(c, bySound.computeIfAbsent(Arrays.toString(readings), k -> meanings(c, meant, false)));
            }
        });
        others.forEach((c, meant) -> put(c, meanings(c, meant, parts.get(c))));
        for (int i = 0; i < syllables.length; i++) {
            syllables[i] = exact[i].isEmpty() ? null : meanings(i | Likeness.PINYIN, exact[i], false);
        }
    }

    private Meanings meanings(int written, BitSet meant, boolean part) {
        return new Meanings(meant, label -> likeness.of(written, characters[label]), trie, children, part);
    }

    private static BitSet[] bitSets(int count) {
        BitSet[] sets = new BitSet[count];
        Arrays.setAll(sets, i -> new BitSet());
        return sets;
    }

    private void put(int c, Meanings meanings) {
        if (c < plane.length) {
            plane[c] = meanings;
        } else {
            beyond.put(c, meanings);
        }
    }

    private void addShapes(int keywordChar, int id, Map<Integer, BitSet> others) {
        Shapes shapes = Shapes.get();
        for (int other : shapes.alike(keywordChar)) {
            alike.put(pair(other, keywordChar), 1);
            others.computeIfAbsent(other, k -> new BitSet()).set(id);
        }
        for (int[] way : shapes.parts(keywordChar)) {
            if (way.length == 2) {
                int[] two = Arrays.stream(way)
                        .map(part -> Folder.fold(Character.toString(part), MatchMode.FOLDED)
                                .toString()
                                .codePointAt(0))
                        .toArray();
                addSplit(two[0], two[1], keywordChar);
            }
        }
    }

    private void addSplit(int first, int second, int whole) {
        long pair = pair(first, second);
        int number = splits.get(pair);
        if (number == 0) {
            splits.put(pair, wholes.size());
            wholes.add(new int[] {whole});
        } else {
            wholes.set(number, join(wholes.get(number), new int[] {whole}));
        }
        parts.set(first);
        parts.set(second);
    }

    private void addKana() {
        for (int c = KANA; c < BEYOND_ZHUYIN; c++) {
            if (parts.get(part(c))) {
                parts.set(c);
            }
        }
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

    List<Keyword> keywords() {
        return keywords;
    }

    /** What {@code codePoint} can mean; null for nothing. */
    @Nullable
    Meanings meanings(int codePoint) {
        return codePoint < plane.length ? plane[codePoint] : beyond.get(codePoint);
    }

    /** What the written syllable can mean; null for nothing. */
    @Nullable
    Meanings syllable(int id) {
        return syllables[id];
    }

    /** The node behind {@code node} for the keyword character {@code c}, or 0. */
    int child(int node, int c) {
        Integer label = alphabet.get(c);
        if (label == null || node == Trie.ROOT) {
            return label == null ? 0 : children[label];
        }
        for (int child = trie.begin(node); child < trie.end(node); child++) {
            if (trie.label(child) == label) {
                return child;
            }
        }
        return 0;
    }

    /** The keyword characters whose two parts are {@code a} and {@code b}. */
    int[] joined(int a, int b) {
        return wholes.get(splits.get(pair(part(a), part(b))));
    }

    /** The Han character that a kana or Zhuyin sign stands for as a part, such as 刂 for リ. */
    private static int part(int c) {
        if (c >= KANA && c < BEYOND_ZHUYIN) {
            List<StandIns.StandIn> stands = StandIns.get().of(c);
            return stands.isEmpty() ? c : stands.get(0).codePoint();
        }
        return c;
    }

    /** The keywords whose sounds begin with these letters, one each. */
    int[] initials(String letters) {
        return initials.getOrDefault(letters, NONE);
    }

    private static int mark(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + text[i];
        }
        return (hash * 0x9E3779B1) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(MARKS));
    }

    /** Whether {@link #initials} may have any for these letters; quick, and true more often than it has. */
    boolean mayBeInitials(char[] text, int from, int to) {
        return initialMarks.get(mark(text, from, to));
    }

    /** As {@link Openings#isSimple}. */
    boolean isSimple(char c) {
        return openings.isSimple(c);
    }

    /** As {@link Openings#any}. */
    boolean mayBegin(char first, char second) {
        return openings.any(first, second);
    }

    /** Whether it can be a part of a split character. */
    boolean isPart(char c) {
        Meanings meanings = plane[c];
        return meanings != null && meanings.part;
    }

    /** Whether {@code written} looks like the keyword character {@code meant}. */
    boolean isAlike(int written, int meant) {
        return alike.get(pair(written, meant)) != 0;
    }
}
