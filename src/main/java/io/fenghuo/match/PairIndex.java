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
final class PairIndex {
    /** Bits of the bitmap for each keyword; the more, the fewer pairs are looked up in vain. */
    private static final int BITS_PER_KEYWORD = 64;

    private static final int LEAST_BITS = 1 << 16;
    private static final int MOST_BITS = 1 << 23;
    /** Comparisons allowed for each character of a text, beyond the first {@value #FREE_LOOKS}. */
    private static final int LOOKS_PER_CHARACTER = 16;

    private static final int FREE_LOOKS = 256;

    private final char[] letters;
    /** Where keyword k begins in {@link #letters}; it ends where the next begins. */
    private final int[] first;

    private final long[] pairs;
    private final int shift;
    private final int[] slotPair;
    /** Where a slot's entries begin, -1 = empty; they end where {@link #slotEnd} says. */
    private final int[] slotFrom;

    private final int[] slotEnd;
    private final int[] entryKeyword;
    private final int[] entryOffset;
    private final long[] singles = new long[1 << (16 - 6)];
    private final char[] singleLetter;
    private final int[] singleKeyword;

    /** What a scan found; keeps its room from one text to the next. Confined to one thread. */
    static final class Found {
        private int[] places = new int[64];
        private int size;
        private boolean dense;

        /** Whether the text asked for so many comparisons that the scan was given up; nothing is found then. */
        boolean dense() {
            return dense;
        }

        int size() {
            return size;
        }

        int keyword(int i) {
            return places[2 * i];
        }

        int start(int i) {
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
    PairIndex(String[] keywords, PairFrequencies frequencies) {
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
        int slots = Integer.highestOneBit(Math.max(8, keywords.length * 4));
        slotPair = new int[slots];
        slotFrom = new int[slots];
        slotEnd = new int[slots];
        entryKeyword = new int[keywords.length - single.length];
        entryOffset = new int[entryKeyword.length];
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
        Arrays.fill(slotFrom, -1);
        int[] slot = new int[offset.length];
        for (int k = 0; k < offset.length; k++) {
            if (offset[k] >= 0) {
                char a = letters[first[k] + offset[k]];
                char b = letters[first[k] + offset[k] + 1];
                mark(pairs, hash(a, b) >>> shift);
                slot[k] = slotFor(a << 16 | b);
                slotEnd[slot[k]]++;
            }
        }
        int from = 0;
        for (int s = 0; s < slotFrom.length; s++) {
            if (slotFrom[s] >= 0) {
                slotFrom[s] = from;
                from += slotEnd[s];
                slotEnd[s] = slotFrom[s];
            }
        }
        for (int k = 0; k < offset.length; k++) {
            if (offset[k] >= 0) {
                int entry = slotEnd[slot[k]]++;
                entryKeyword[entry] = k;
                entryOffset[entry] = offset[k];
            }
        }
    }

    private int slotFor(int pair) {
        int slot = slotHash(pair);
        while (slotFrom[slot] >= 0 && slotPair[slot] != pair) {
            slot = slot + 1 & slotFrom.length - 1;
        }
        slotPair[slot] = pair;
        slotFrom[slot] = 0;
        return slot;
    }

    /** How many keywords there are. */
    int size() {
        return first.length - 1;
    }

    /**
     * Looks through the first {@code length} characters of {@code text}. Places of one keyword come in the order of the text.
     *
     * @return false when the text asks for so many comparisons that an automaton would be quicker: {@code found} is dense and empty then
     */
    boolean scan(char[] text, int length, Found found) {
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
        int pair = text[at] << 16 | text[at + 1];
        int slot = slotHash(pair);
        while (slotFrom[slot] >= 0 && slotPair[slot] != pair) {
            slot = slot + 1 & slotFrom.length - 1;
        }
        if (slotFrom[slot] < 0) {
            return 1;
        }
        for (int entry = slotFrom[slot]; entry < slotEnd[slot]; entry++) {
            int keyword = entryKeyword[entry];
            int start = at - entryOffset[entry];
            if (start >= 0 && stands(keyword, text, start, length)) {
                found.add(keyword, start);
            }
        }
        return slotEnd[slot] - slotFrom[slot];
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

    private int slotHash(int pair) {
        int hash = pair * 0x9E3779B1;
        return (hash ^ hash >>> 15) & slotFrom.length - 1;
    }

    private static int hash(char a, char b) {
        return a * 0x9E3779B1 ^ b * 0x85EBCA6B;
    }

    private static void mark(long[] bits, int at) {
        bits[at >>> 6] |= 1L << at;
    }
}
