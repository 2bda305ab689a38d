package io.fenghuo.match;

import java.util.Arrays;

/** Numbers for keys other than 0, without boxes; what is not there is 0. Not threadsafe while it is put to. */
final class LongMap {
    private static final int LEAST = 64;
    private static final int KEPT = 4_096;

    private long[] keys = new long[LEAST];
    private int[] values = new int[LEAST];
    private int size;

    int get(long key) {
        int slot = slot(key);
        return keys[slot] == key ? values[slot] : 0;
    }

    /** What was there before. */
    int put(long key, int value) {
        int slot = slot(key);
        int before = values[slot];
        values[slot] = value;
        if (keys[slot] != key) {
            keys[slot] = key;
            if (++size * 2 > keys.length) {
                grow();
            }
        }
        return before;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /** Empties it, and gives back its room when that is large. */
    void clear() {
        if (keys.length > KEPT) {
            keys = new long[LEAST];
            values = new int[LEAST];
        } else if (size > 0) {
            Arrays.fill(keys, 0);
            Arrays.fill(values, 0);
        }
        size = 0;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 36) & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
