package io.fenghuo.normalise;

/**
 * A 64-bit fingerprint that near-equal texts share but for a few bits: SimHash (Charikar 2002) over pairs of neighbouring letters and digits
 * of the folded text, punctuation and pictographs left out.
 */
public final class Fingerprint {
    /** A text with fewer letters and digits says too little to be compared. */
    public static final int SHORTEST = 8;

    private Fingerprint() {}

    /** The fingerprint; 0 when the text is too short to be compared. */
    public static long of(Folded folded) {
        int[] votes = new int[64];
        int letters = 0;
        char last = 0;
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                continue;
            }
            if (letters++ > 0) {
                vote(votes, mix(((long) last << 16) | c));
            }
            last = c;
        }
        if (letters < SHORTEST) {
            return 0;
        }
        long print = 0;
        for (int bit = 0; bit < 64; bit++) {
            print |= votes[bit] > 0 ? 1L << bit : 0;
        }
        return print == 0 ? 1 : print;
    }

    /** In how many of 64 bits two fingerprints differ; up to 3 is the usual bound for near-duplicates of long texts. */
    public static int distance(long a, long b) {
        return Long.bitCount(a ^ b);
    }

    private static void vote(int[] votes, long hash) {
        for (int bit = 0; bit < 64; bit++) {
            votes[bit] += (hash >>> bit & 1) == 1 ? 1 : -1;
        }
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
