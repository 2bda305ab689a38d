package io.fenghuo.match;

import java.util.Arrays;

/**
 * Finds keywords by three neighbouring characters: every keyword is filed under its rarest pair together with a character beside that, bitmaps
 * say of most places of a text that nothing is filed there, and what is filed is compared letter by letter. Most texts are told to hold nothing
 * at the cost of one look per character. Allocates nothing once built. Immutable, threadsafe.
 *
 * <p>The choice of the characters is that of q-gram filters for many patterns (Salmela, Tarhio, Kytöjoki: "Multipattern string matching with
 * q-grams", ACM JEA 11, 2006), with the q-gram taken where it is rarest by {@link PairFrequencies} instead of at the front.
 */
public final class PairIndex {
    /** Bits of a bitmap for each keyword; the more, the fewer places are looked up in vain. */
    private static final int BITS_PER_KEYWORD = 64;

    private static final int LEAST_BITS = 1 << 16;
    private static final int MOST_BITS = 1 << 23;
    /** Comparisons allowed for each character of a text, beyond the first {@value #FREE_LOOKS}. */
    private static final int LOOKS_PER_CHARACTER = 16;

    private static final int FREE_LOOKS = 256;

    private static final int SLOT = 2;
    private static final int ENTRY = 2;
    private static final int BEFORE = 1;
    /** Set in the keys of pairs, of which keywords of two characters are filed. */
    private static final long PAIR = 1L << 49;
    /** Set in the keys of three characters, so that none is 0. */
    private static final long FILED = 1L << 48;

    private final char[] letters;
    /** Where keyword k begins in {@link #letters}; it ends where the next begins. */
    private final int[] first;

    private final long[] triples;
    private final int tripleShift;
    private final long[] pairs;
    private final int pairShift;
    /**
     * For each slot its key, 0 when it is empty, and what is filed there: of one keyword its number and, above, how far before the key it
     * begins; of several the complement of where their entries begin and, above, how many they are.
     */
    private final long[] slots;

    private final int slotMask;
    /** For each entry its keyword and how far before the key that begins. */
    private final int[] entries;

    private final long[] singles = new long[1 << (16 - 6)];
    private final char[] singleLetter;
    private final int[] singleKeyword;

    /** What a scan found; keeps its room from one text to the next. Confined to one thread. */
    public static final class Found {
        private int[] places = new int[64];
        private int size;
        private boolean dense;

        /** Whether the text asked for so many comparisons that the scan was given up; nothing is found then. */
        public boolean dense() {
            return dense;
        }

        /** How many places. */
        public int size() {
            return size;
        }

        /** The number of the keyword at place {@code i}. */
        public int keyword(int i) {
            return places[2 * i];
        }

        /** Where it begins. */
        public int start(int i) {
            return places[2 * i + 1];
        }

        private boolean giveUp() {
            size = 0;
            dense = true;
            return false;
        }

        private void add(int keyword, int start) {
            if (2 * size == places.length) {
                places = Arrays.copyOf(places, places.length * 2);
            }
            places[2 * size] = keyword;
            places[2 * size + 1] = start;
            size++;
        }
    }

    /** Over {@code keywords}, none empty, no two alike; their places in the array are their numbers. */
    public PairIndex(String[] keywords, PairFrequencies frequencies) {
        first = new int[keywords.length + 1];
        for (int k = 0; k < keywords.length; k++) {
            first[k + 1] = first[k] + keywords[k].length();
        }
        letters = new char[first[keywords.length]];
        int[] offset = new int[keywords.length];
        for (int k = 0; k < keywords.length; k++) {
            keywords[k].getChars(0, keywords[k].length(), letters, first[k]);
            offset[k] = keywords[k].length() == 1 ? -1 : frequencies.rarestPair(keywords[k]);
        }
        int[] single = singlesOf(offset);
        singleLetter = new char[single.length];
        singleKeyword = new int[single.length];
        for (int i = 0; i < single.length; i++) {
            singleKeyword[i] = single[i];
            singleLetter[i] = letters[first[single[i]]];
            mark(singles, singleLetter[i]);
        }
        int twos = 0;
        for (int k = 0; k < keywords.length; k++) {
            twos += keywords[k].length() == 2 ? 1 : 0;
            offset[k] = keywords[k].length() > 2 ? triple(keywords[k], offset[k], frequencies) : offset[k];
        }
        int tripleBits = bits(keywords.length - single.length - twos);
        triples = new long[tripleBits >>> 6];
        tripleShift = Integer.SIZE - Integer.numberOfTrailingZeros(tripleBits);
        int pairBits = bits(twos);
        pairs = new long[pairBits >>> 6];
        pairShift = Integer.SIZE - Integer.numberOfTrailingZeros(pairBits);
        slotMask = Integer.highestOneBit(Math.max(8, keywords.length * 3)) - 1;
        slots = new long[(slotMask + 1) * SLOT];
        entries = file(offset);
    }

    private static int bits(int keywords) {
        return Math.min(MOST_BITS, Math.max(LEAST_BITS, Integer.highestOneBit(keywords * BITS_PER_KEYWORD)));
    }

    /** Where the three characters begin that hold the pair at {@code pair} and, of those beside it, the rarer. */
    private static int triple(String keyword, int pair, PairFrequencies frequencies) {
        if (pair == 0) {
            return 0;
        }
        if (pair + 2 == keyword.length()) {
            return pair - 1;
        }
        int left = frequencies.least(keyword.charAt(pair - 1), keyword.charAt(pair));
        int right = frequencies.least(keyword.charAt(pair + 1), keyword.charAt(pair + 2));
        return left < right ? pair - 1 : pair;
    }

    private int[] singlesOf(int[] offset) {
        return java.util.stream.IntStream.range(0, offset.length)
                .filter(k -> offset[k] < 0)
                .boxed()
                .sorted(java.util.Comparator.comparingInt(k -> letters[first[k]]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int[] file(int[] offset) {
        int[] slotOf = new int[offset.length];
        int[] filed = new int[slots.length / SLOT];
        for (int k = 0; k < offset.length; k++) {
            if (offset[k] >= 0) {
                slotOf[k] = reserve(first[k] + offset[k], first[k + 1] - first[k] == 2);
                filed[slotOf[k] / SLOT]++;
            }
        }
        int shared = 0;
        for (int slot = 0; slot < slots.length; slot += SLOT) {
            int count = filed[slot / SLOT];
            if (count > 1) {
                slots[slot + 1] = ((long) count << 32) | Integer.toUnsignedLong(~shared);
                shared += count * ENTRY;
            }
        }
        int[] all = new int[shared];
        for (int k = offset.length - 1; k >= 0; k--) {
            if (offset[k] >= 0) {
                int slot = slotOf[k];
                long what = slots[slot + 1];
                if ((int) what < 0) {
                    int entry = ~(int) what + ENTRY * --filed[slot / SLOT];
                    all[entry] = k;
                    all[entry + BEFORE] = offset[k];
                } else {
                    slots[slot + 1] = ((long) offset[k] << 32) | k;
                }
            }
        }
        return all;
    }

    /** Marks what begins at {@code at} of {@link #letters} in the bitmaps, and gives its slot. */
    private int reserve(int at, boolean two) {
        char a = letters[at];
        char b = letters[at + 1];
        long key;
        if (two) {
            mark(pairs, hash(a, b) >>> pairShift);
            key = key(a, b);
        } else {
            char c = letters[at + 2];
            mark(triples, hash(a, b, c) >>> tripleShift);
            key = key(a, b, c);
        }
        int slot = slotOf(key);
        slots[slot] = key;
        return slot;
    }

    private static long key(char a, char b) {
        return PAIR | ((long) a << 16) | b;
    }

    private static long key(char a, char b, char c) {
        return FILED | ((long) a << 32) | ((long) b << 16) | c;
    }

    /** The slot of {@code key}, or the empty one where it would be filed. */
    private int slotOf(long key) {
        int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32);
        while (true) {
            int slot = (at & slotMask) * SLOT;
            if (slots[slot] == 0 || slots[slot] == key) {
                return slot;
            }
            at++;
        }
    }

    /**
     * Looks through the first {@code length} characters of {@code text}. Places of one keyword come in the order of the text.
     *
     * @return false when the text asks for so many comparisons that an automaton would be quicker: {@code found} is dense and empty then
     */
    public boolean scan(char[] text, int length, Found found) {
        found.size = 0;
        found.dense = false;
        if (length == 0) {
            return true;
        }
        long looks = FREE_LOOKS + (long) LOOKS_PER_CHARACTER * length;
        boolean hasSingles = singleLetter.length > 0;
        if (hasSingles) {
            single(text[0], 0, found);
        }
        char a = 0;
        char b = text[0];
        for (int i = 1; i < length; i++) {
            char c = text[i];
            int triple = hash(a, b, c) >>> tripleShift;
            int pair = hash(b, c) >>> pairShift;
            long inTriples = triples[triple >>> 6] >>> triple;
            long inPairs = pairs[pair >>> 6] >>> pair;
            if (((inTriples | inPairs) & 1) != 0) {
                if ((inTriples & 1) != 0) {
                    looks -= compare(key(a, b, c), i - 2, text, length, found);
                }
                if ((inPairs & 1) != 0) {
                    looks -= compare(key(b, c), i - 1, text, length, found);
                }
                if (looks < 0) {
                    return found.giveUp();
                }
            }
            if (hasSingles) {
                single(c, i, found);
            }
            a = b;
            b = c;
        }
        return true;
    }

    /** Compares what is filed under {@code key}, which stands at {@code at}; gives the number of comparisons. */
    private int compare(long key, int at, char[] text, int length, Found found) {
        int slot = slotOf(key);
        if (slots[slot] == 0) {
            return 1;
        }
        long what = slots[slot + 1];
        if ((int) what >= 0) {
            hold((int) what, at - (int) (what >>> 32), text, length, found);
            return 2;
        }
        int count = (int) (what >>> 32);
        int entry = ~(int) what;
        for (int i = 0; i < count; i++, entry += ENTRY) {
            hold(entries[entry], at - entries[entry + BEFORE], text, length, found);
        }
        return 1 + count;
    }

    private void hold(int keyword, int start, char[] text, int length, Found found) {
        if (start >= 0 && stands(keyword, text, start, length)) {
            found.add(keyword, start);
        }
    }

    private boolean stands(int keyword, char[] text, int start, int length) {
        int from = first[keyword];
        int size = first[keyword + 1] - from;
        if (start + size > length) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (letters[from + i] != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    private void single(char c, int at, Found found) {
        if ((singles[c >>> 6] & 1L << c) != 0) {
            found.add(singleKeyword[Arrays.binarySearch(singleLetter, c)], at);
        }
    }

    private static int hash(char a, char b) {
        return a * 0x9E3779B1 ^ b * 0x85EBCA6B;
    }

    private static int hash(char a, char b, char c) {
        return a * 0xC2B2AE35 ^ b * 0x9E3779B1 ^ c * 0x85EBCA6B;
    }

    private static void mark(long[] bits, int at) {
        bits[at >>> 6] |= 1L << at;
    }
}
