package io.fenghuo.match;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The keyword characters that something written can mean, by their numbers in the {@link Trie}, and how it is like each. Immutable, threadsafe. */
final class Meanings {
    private static final int VIA = (1 << 14) - 1;
    private static final int NEAR = 1 << 14;
    private static final int KIN = 1 << 15;

    /** The children of the trie's root that it can mean. */
    final int[] firsts;
    /** Whether it can be a part of a split character. */
    final boolean part;

    private final long[] bits;
    /** The keyword characters that come second behind one of {@link #firsts}. */
    private final long[] seconds;
    /** How many bits are set before each of {@link #bits}. */
    private final int[] before;

    private final char[] likeness;

    /**
     * @param likeness of what is written to each of {@code meant}, as {@link Likeness#of} says
     * @param children of the trie's root, by label
     */
    Meanings(BitSet meant, IntUnaryOperator likeness, Trie trie, int[] children, boolean part) {
        this.part = part;
        firsts = meant.stream().map(label -> children[label]).filter(n -> n > 0).toArray();
        BitSet behind = new BitSet();
        for (int child : firsts) {
            for (int second = trie.begin(child); second < trie.end(child); second++) {
                behind.set(trie.label(second));
            }
        }
        seconds = behind.toLongArray();
        bits = meant.toLongArray();
        before = new int[bits.length];
        for (int i = 1; i < bits.length; i++) {
            before[i] = before[i - 1] + Long.bitCount(bits[i - 1]);
        }
        this.likeness = new char[meant.cardinality()];
        meant.stream().forEach(label -> this.likeness[rank(label)] = pack(likeness.applyAsInt(label)));
    }

    private static char pack(int how) {
        return (char) ((how & VIA) | ((how & Likeness.NEAR) != 0 ? NEAR : 0) | ((how & Likeness.KIN) != 0 ? KIN : 0));
    }

    private int rank(int label) {
        int word = label >> 6;
        return before[word] + Long.bitCount(bits[word] & ((1L << label) - 1));
    }

    /** Characters by their numbers, to be compared. */
    record Set(List<Long> bits) {}

    /** What it can mean. */
    Set meant() {
        return new Set(Arrays.stream(bits).boxed().toList());
    }

    /** What comes second in keywords that begin with what it can mean. */
    Set seconds() {
        return new Set(Arrays.stream(seconds).boxed().toList());
    }

    /** Whether the first two characters of a keyword can be written as this and then {@code next}. */
    boolean begins(Meanings next) {
        long[] then = next.bits;
        for (int i = Math.min(seconds.length, then.length) - 1; i >= 0; i--) {
            if ((seconds[i] & then[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether it can mean the keyword character with this number. */
    boolean has(int label) {
        int word = label >> 6;
        return word < bits.length && (bits[word] >>> label & 1) != 0;
    }

    /** How it is like the keyword character with this number, which it can mean; as {@link Likeness#of}. */
    int like(int label) {
        int packed = likeness[rank(label)];
        return (packed & VIA) | ((packed & NEAR) != 0 ? Likeness.NEAR : 0) | ((packed & KIN) != 0 ? Likeness.KIN : 0);
    }
}
