package io.fenghuo.match;

import java.util.Arrays;

/** A set of numbers other than 0 without boxes. Not threadsafe while it is added to. */
final class LongSet {
    private static final int LEAST = 64;

    private long[] slots = new long[LEAST];
    private int size;

    /** Whether it was not there. */
    boolean add(long number) {
        int slot = slot(number);
        if (slots[slot] == number) {
            return false;
        }
        slots[slot] = number;
        if (++size * 2 > slots.length) {
            long[] old = slots;
            slots = new long[old.length * 2];
            for (long each : old) {
                if (each != 0) {
                    slots[slot(each)] = each;
                }
            }
        }
        return true;
    }

    boolean contains(long number) {
        return slots[slot(number)] == number;
    }

    /** Empties it and gives back much of its room. */
    void clear() {
        if (slots.length > LEAST * LEAST) {
            slots = new long[LEAST];
        } else if (size > 0) {
            Arrays.fill(slots, 0);
        }
        size = 0;
    }

    private int slot(long number) {
        int mask = slots.length - 1;
        int at = (int) ((number * 0x9E3779B97F4A7C15L) >>> 36) & mask;
        while (slots[at] != 0 && slots[at] != number) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
