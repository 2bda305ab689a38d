package io.fenghuo.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * With which two characters, side by side, a keyword can begin, disguised or not: a look in a table for characters that need no other heed, so that
 * most places of a text are passed over at once. Immutable, threadsafe.
 */
final class Openings {
    /** A larger table is not worth its room: the characters are held against each other then. */
    private static final long MOST_BITS = 1L << 22;

    private static final int PLANE = 1 << 16;
    private static final char NOT_SIMPLE = '\uFFFF';
    private static final boolean[] PLAIN = plain();

    private final @Nullable Meanings[] plane;
    /** By character what sort of first it is, 0 if nothing begins with it, {@link #NOT_SIMPLE} if it needs heed. */
    private final char[] firsts;
    /** By character what sort of second it is; 0 if it means nothing. */
    private final char[] seconds;

    private final int width;
    private final long @Nullable [] table;

    /** Over what the characters of the basic plane can mean. */
    Openings(@Nullable Meanings[] plane) {
        this.plane = plane;
        firsts = new char[PLANE];
        seconds = new char[PLANE];
        Sorts first = new Sorts();
        Sorts second = new Sorts();
        for (int c = 0; c < PLANE; c++) {
            Meanings meanings = plane[c];
            if (!PLAIN[c] || (meanings != null && meanings.part)) {
                firsts[c] = NOT_SIMPLE;
            } else if (meanings != null) {
                firsts[c] = meanings.firsts.length == 0 ? 0 : first.of(meanings, Meanings::seconds);
                seconds[c] = second.of(meanings, Meanings::meant);
            }
        }
        width = second.all.size() + 1;
        table = (first.all.size() + 1L) * width <= MOST_BITS ? table(first.all, second.all) : null;
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[PLANE];
        for (int c = 0; c < PLANE; c++) {
            plain[c] = Signs.isPlain((char) c);
        }
        return plain;
    }

    /** Numbers from 1 on for meanings that differ in what counts, with one of each sort. */
    private static final class Sorts {
        private final List<Meanings> all = new ArrayList<>();
        private final Map<Meanings.Set, Character> numbers = new HashMap<>();
        private final IdentityHashMap<Meanings, Character> known = new IdentityHashMap<>();

        char of(Meanings meanings, Function<Meanings, Meanings.Set> counts) {
            return known.computeIfAbsent(
                    meanings,
                    one -> numbers.computeIfAbsent(counts.apply(one), sort -> {
                        all.add(one);
                        return (char) all.size();
                    }));
        }
    }

    private long[] table(List<Meanings> first, List<Meanings> second) {
        long[] bits = new long[(((first.size() + 1) * width) >>> 6) + 1];
        int at = width;
        for (Meanings here : first) {
            at++;
            for (Meanings then : second) {
                if (here.begins(then)) {
                    bits[at >>> 6] |= 1L << at;
                }
                at++;
            }
        }
        return bits;
    }

    /** Whether there is nothing to heed of {@code c} but what it means by itself. */
    boolean isSimple(char c) {
        return firsts[c] != NOT_SIMPLE;
    }

    /** Whether a keyword can begin as {@code first} and {@code second}, both simple. */
    boolean any(char first, char second) {
        int row = firsts[first];
        int column = seconds[second];
        if (row == 0 || column == 0) {
            return false;
        }
        if (table == null) {
            Meanings here = plane[first];
            Meanings then = plane[second];
            return here != null && then != null && here.begins(then);
        }
        int at = row * width + column;
        return (table[at >>> 6] & 1L << at) != 0;
    }
}
