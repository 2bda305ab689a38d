package io.fenghuo.match;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How common characters and pairs of neighbouring characters are in Chinese shop reviews and posts, in powers of two: level n means 2^n to
 * 2^(n+1) - 1 of the counted texts hold it. Made by {@code PairFrequenciesGenerator} from two corpora with permissive licences, which the head of
 * {@code pair-frequencies.txt} names. Immutable, threadsafe.
 */
public final class PairFrequencies {
    private static final PairFrequencies SHIPPED = read();

    private final byte[] character = new byte[1 << 16];
    private final int[] pairs;
    private final byte[] levels;
    private final int texts;

    private PairFrequencies(int[] pairs, byte[] levels, int texts) {
        this.pairs = pairs;
        this.levels = levels;
        this.texts = texts;
    }

    /** The table of the jar. */
    public static PairFrequencies shipped() {
        return SHIPPED;
    }

    /** How many texts were counted. */
    public int texts() {
        return texts;
    }

    /** The least number of texts that hold {@code a} directly before {@code b}, by the table; 0 when it is rarer than the table reaches. */
    public int least(char a, char b) {
        int level = level(a, b);
        return level < 0 ? 0 : 1 << level;
    }

    /** Hears of the pairs of the table. */
    public interface Pairs {
        /** {@code texts} is the least number of texts that hold {@code a} directly before {@code b}. */
        void pair(char a, char b, int texts);
    }

    /** Tells of every pair the table holds, in a fixed order. */
    public void forEach(Pairs to) {
        for (int i = 0; i < pairs.length; i++) {
            to.pair((char) (pairs[i] >>> 16), (char) pairs[i], 1 << levels[i]);
        }
    }

    private int level(char a, char b) {
        int at = Arrays.binarySearch(pairs, a << 16 | b);
        return at < 0 ? -1 : levels[at];
    }

    /** Where the rarest pair of {@code keyword}, of two or more characters, begins. */
    int rarestPair(String keyword) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < keyword.length(); i++) {
            char a = keyword.charAt(i);
            char b = keyword.charAt(i + 1);
            int cost = (level(a, b) + 1) * 1_000 + character[a] + character[b];
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        return best;
    }

    private static PairFrequencies read() {
        try (InputStream in = PairFrequencies.class.getResourceAsStream("pair-frequencies.txt")) {
            if (in == null) {
                throw new IllegalStateException("pair-frequencies.txt is missing from the jar; build it again");
            }
            return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines: {@code # comment}, {@code texts n}, {@code c level characters}, {@code p level pairs one after the other}. */
    private static PairFrequencies parse(BufferedReader in) {
        byte[] character = new byte[1 << 16];
        long[] found = new long[1 << 15];
        int size = 0;
        int texts = 0;
        for (String line : in.lines().toList()) {
            if (line.startsWith("texts ")) {
                texts = Integer.parseInt(line.substring(6));
                continue;
            }
            int space = line.indexOf(' ', 2);
            if (line.startsWith("#") || space < 0) {
                continue;
            }
            byte level = Byte.parseByte(line.substring(2, space));
            if (line.charAt(0) == 'c') {
                line.substring(space + 1).chars().forEach(c -> character[c] = level);
                continue;
            }
            for (int i = space + 1; i + 1 < line.length(); i += 2) {
                if (size == found.length) {
                    found = Arrays.copyOf(found, size * 2);
                }
                found[size++] = (long) (line.charAt(i) << 16 | line.charAt(i + 1)) << 8 | level;
            }
        }
        Arrays.sort(found, 0, size);
        int[] pairs = new int[size];
        byte[] levels = new byte[size];
        for (int i = 0; i < size; i++) {
            pairs[i] = (int) (found[i] >> 8);
            levels[i] = (byte) found[i];
        }
        PairFrequencies table = new PairFrequencies(pairs, levels, texts);
        System.arraycopy(character, 0, table.character, 0, character.length);
        return table;
    }
}
