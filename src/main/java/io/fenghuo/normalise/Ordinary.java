package io.fenghuo.normalise;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How ordinary Chinese runs from character to character: counts of neighbouring Han characters, read from {@code ordinary.txt}. It answers how
 * likely a character is after another, so that a disguise can be told from ordinary words that happen to sound alike. Immutable, threadsafe; loaded
 * at first use.
 */
public final class Ordinary {
    /** Stands for whatever is not Han, the beginning and the end of a text included. */
    public static final char EDGE = '$';

    /** How many imagined observations the frequency of a character alone is worth beside what followed the one before it. */
    private static final double SMOOTHING = 30;

    private static final double UNSEEN = 0.3;
    private static final int CHARACTERS = 20_000;

    private static final double[] COUNTS = counts();

    private final double[] singles = new double[1 << 16];
    private final int[] keys;
    private final byte[] levels;
    private final Set<String> latin = new HashSet<>();
    private final double total;

    private Ordinary(List<String> lines) {
        int pairs = 0;
        for (String line : lines) {
            pairs += line.length();
        }
        int size = Integer.highestOneBit(Math.max(16, pairs)) << 1;
        keys = new int[size];
        levels = new byte[size];
        double sum = 0;
        for (String line : lines) {
            if (line.startsWith("= ")) {
                latin.addAll(List.of(line.substring(2).split(" ")));
            } else if (line.startsWith("! ")) {
                sum += readSingles(line);
            } else {
                readPairs(line);
            }
        }
        total = sum;
        for (String line : Table.lines("abbreviations.txt")) {
            latin.addAll(List.of(line.split(" ")));
        }
    }

    private double readSingles(String line) {
        double sum = 0;
        char level = 'a';
        for (int i = 2; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= 'a' && c <= 'z') {
                level = c;
            } else {
                singles[c] = count(level - 'a');
                sum += count(level - 'a');
            }
        }
        return sum;
    }

    private void readPairs(String line) {
        char first = line.charAt(0);
        char level = 'a';
        for (int i = 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= 'a' && c <= 'z') {
                level = c;
            } else {
                int at = slot((first << 16) | c);
                keys[at] = (first << 16) | c;
                levels[at] = (byte) (level - 'a' + 1);
            }
        }
    }

    private static double[] counts() {
        double[] counts = new double['z' - 'a' + 1];
        Arrays.setAll(counts, level -> Math.pow(2, level));
        return counts;
    }

    private static double count(int level) {
        return COUNTS[level];
    }

    private int slot(int key) {
        int mask = keys.length - 1;
        int at = ((key * 0x9E3779B1) >>> 7) & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /** The only one. */
    public static Ordinary get() {
        return Holder.ORDINARY;
    }

    /** About how often {@code b} followed {@code a} in ordinary text. */
    public double pairs(char a, char b) {
        int at = slot((a << 16) | b);
        return keys[at] == 0 ? 0 : count(levels[at] - 1);
    }

    /** About how often {@code c} stood in ordinary text. */
    public double singles(char c) {
        return singles[c];
    }

    /** The natural logarithm of the probability of {@code b} after {@code a}; {@link #EDGE} for what is not Han. */
    public double log(char a, char b) {
        double alone = (singles(b) + UNSEEN) / (total + UNSEEN * CHARACTERS);
        return Math.log((pairs(a, b) + SMOOTHING * alone) / (singles(a) + SMOOTHING));
    }

    /** Whether a run of Latin letters, in lower case, is an everyday one such as app or vip. */
    public boolean isLatinWord(String run) {
        return latin.contains(run);
    }

    private static final class Holder {
        static final Ordinary ORDINARY = new Ordinary(Table.lines("ordinary.txt"));
    }
}
