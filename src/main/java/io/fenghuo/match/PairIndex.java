package io.fenghuo.match;

import java.util.Arrays;

/**
 * Finds keywords by their rarest pair of neighbouring characters: every keyword is filed under one pair, a bitmap says of most pairs of a text
 * that nothing is filed there, and what is filed is compared letter by letter. Most texts are told to hold nothing at the cost of one look
 * per character. Allocates nothing once built. Immutable, threadsafe.
 *
 * <p>The choice of the pair is that of q-gram filters for many patterns (Salmela, Tarhio, Kytöjoki: "Multipattern string matching with q-grams",
 * ACM JEA 11, 2006), with the q-gram taken where it is rarest by {@link PairFrequencies} instead of at the front.
 */
public final class PairIndex {
    /** Bits of the bitmap for each keyword; the more, the fewer pairs are looked up in vain. */
    private static final int BITS_PER_KEYWORD = 64;

    private static final int LEAST_BITS = 1 << 16;
    private static final int MOST_BITS = 1 << 23;
    /** Comparisons allowed for each character of a text, beyond the first {@value #FREE_LOOKS}. */
    private static final int LOOKS_PER_CHARACTER = 16;

    private static final int FREE_LOOKS = 256;

    private static final int SLOT = 4;
    private static final int FROM = 1;
    private static final int END = 2;
    private static final int ENTRY = 3;
    private static final int BEFORE = 1;
    private static final int THIRD = 2;

    private final char[] letters;
    /** Where keyword k begins in {@link #letters}; it ends where the next begins. */
    private final int[] first;

    private final long[] pairs;
    private final int shift;
    /** For each slot its pair, where its entries begin, and where they end; one that ends at 0 is empty. */
    private final int[] slots;

    private final int slotMask;
    /** For each entry its keyword, how far before the pair that begins, and a third letter to look at first. */
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
        int bits = Math.min(MOST_BITS, Math.max(LEAST_BITS, Integer.highestOneBit(keywords.length * BITS_PER_KEYWORD)));
        pairs = new long[bits >>> 6];
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(bits);
        slotMask = Integer.highestOneBit(Math.max(8, keywords.length * 4)) - 1;
        slots = new int[(slotMask + 1) * SLOT];
        entries = new int[(keywords.length - single.length) * ENTRY];
        file(offset);
    }

    private int[] singlesOf(int[] offset) {
        return java.util.stream.IntStream.range(0, offset.length)
                .filter(k -> offset[k] < 0)
                .boxed()
                .sorted(java.util.Comparator.comparingInt(k -> letters[first[k]]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void file(int[] offset) {
        int[] slotOf = new int[offset.length];
        for (int k = 0; k < offset.length; k++) {
            if (offset[k] >= 0) {
                char a = letters[first[k] + offset[k]];
                char b = letters[first[k] + offset[k] + 1];
                mark(pairs, hash(a, b) >>> shift);
                slotOf[k] = slotOf(a << 16 | b);
                slots[slotOf[k]] = a << 16 | b;
                slots[slotOf[k] + END]++;
            }
        }
        int from = 0;
        for (int slot = 0; slot < slots.length; slot += SLOT) {
            slots[slot + FROM] = from;
            from += slots[slot + END] * ENTRY;
            slots[slot + END] = slots[slot + END] == 0 ? 0 : slots[slot + FROM];
        }
        for (int k = 0; k < offset.length; k++) {
            if (offset[k] >= 0) {
                int entry = slots[slotOf[k] + END];
                slots[slotOf[k] + END] += ENTRY;
                fill(entry, k, offset[k]);
            }
        }
    }

    /** The third letter is the one after the pair, or before it where it ends the keyword; a keyword that is the pair has none. */
    private void fill(int entry, int keyword, int offset) {
        int size = first[keyword + 1] - first[keyword];
        int third = offset + 2 < size ? 2 : offset > 0 ? -1 : 0;
        entries[entry] = keyword;
        entries[entry + BEFORE] = offset;
        entries[entry + THIRD] = third << 16 | letters[first[keyword] + offset + third];
    }

    /** The slot of {@code pair}, or the empty one where it would be filed. */
    private int slotOf(int pair) {
        int hash = pair * 0x9E3779B1;
        int at = hash ^ hash >>> 15;
        while (true) {
            int slot = (at & slotMask) * SLOT;
            if (slots[slot + END] == 0 || slots[slot] == pair) {
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
        char last = text[0];
        if (hasSingles) {
            single(last, 0, found);
        }
        for (int i = 1; i < length; i++) {
            char c = text[i];
            int bit = hash(last, c) >>> shift;
            if ((pairs[bit >>> 6] & 1L << bit) != 0) {
                looks -= compare(text, length, i - 1, found);
                if (looks < 0) {
                    return found.giveUp();
                }
            }
            if (hasSingles) {
                single(c, i, found);
            }
            last = c;
        }
        return true;
    }

    /** Compares what is filed under the pair at {@code at}; gives the number of comparisons. */
    private int compare(char[] text, int length, int at, Found found) {
        int slot = slotOf(text[at] << 16 | text[at + 1]);
        int end = slots[slot + END];
        for (int entry = slots[slot + FROM]; entry < end; entry += ENTRY) {
            int third = entries[entry + THIRD];
            int looked = at + (third >> 16);
            if (looked >= 0 && looked < length && text[looked] == (char) third) {
                int start = at - entries[entry + BEFORE];
                if (start >= 0 && stands(entries[entry], text, start, length)) {
                    found.add(entries[entry], start);
                }
            }
        }
        return 1 + (end - slots[slot + FROM]) / ENTRY;
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

    private static void mark(long[] bits, int at) {
        bits[at >>> 6] |= 1L << at;
    }
}
