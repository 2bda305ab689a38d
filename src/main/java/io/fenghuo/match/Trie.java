package io.fenghuo.match;

import java.util.Arrays;
import java.util.BitSet;

/** A trie of int steps in flat arrays: children by hash of (node, step), entries by node. Built once, then only read. */
final class Trie {
    static final int ROOT = 0;
    private static final int[] NONE = {};

    private long[] keys = new long[1 << 10];
    private int[] children = new int[1 << 10];
    private int[][] entries = new int[1 << 8][];
    private final BitSet known = new BitSet();
    private int nodes = 1;

    void add(int[] steps, int entry) {
        int node = ROOT;
        for (int step : steps) {
            known.set(step);
            int slot = slot(keys, node, step);
            if (children[slot] == 0) {
                keys[slot] = key(node, step);
                children[slot] = nodes++;
                node = children[slot];
                if (nodes * 2 > keys.length) {
                    grow();
                }
            } else {
                node = children[slot];
            }
        }
        if (node >= entries.length) {
            entries = Arrays.copyOf(entries, Integer.highestOneBit(node) << 1);
        }
        int[] here = entries[node] == null ? NONE : entries[node];
        if (Arrays.stream(here).noneMatch(each -> each == entry)) {
            entries[node] = Arrays.copyOf(here, here.length + 1);
            entries[node][here.length] = entry;
        }
    }

    private void grow() {
        long[] moreKeys = new long[keys.length * 2];
        int[] moreChildren = new int[keys.length * 2];
        long[] old = keys;
        int[] oldChildren = children;
        keys = moreKeys;
        children = moreChildren;
        for (int i = 0; i < old.length; i++) {
            if (oldChildren[i] != 0) {
                int slot = slot(keys, (int) (old[i] >>> 32), (int) old[i]);
                keys[slot] = old[i];
                children[slot] = oldChildren[i];
            }
        }
    }

    boolean isStep(int step) {
        return known.get(step);
    }

    /** The node behind {@code step}, or 0 when there is none. */
    int child(int node, int step) {
        return children[slot(keys, node, step)];
    }

    /** What ends at {@code node}. */
    int[] entries(int node) {
        int[] here = node < entries.length ? entries[node] : null;
        return here == null ? NONE : here;
    }

    private int slot(long[] in, int node, int step) {
        long key = key(node, step);
        int mask = in.length - 1;
        int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (children[at] != 0 && in[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private static long key(int node, int step) {
        return ((long) node << 32) | step;
    }
}
