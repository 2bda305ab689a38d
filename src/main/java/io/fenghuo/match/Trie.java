package io.fenghuo.match;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Words of small numbers as a trie in flat arrays: nodes are numbered breadth first, so that the children of a node stand side by side. Each word
 * is there once. Immutable, threadsafe.
 */
final class Trie {
    static final int ROOT = 0;
    /** No word ends at a node. */
    static final int NO_WORD = -1;

    private final int[] labels;
    private final int[] from;
    private final int[] words;

    /** Over {@code all}, of which none is empty and no two are equal. */
    Trie(int[][] all) {
        Integer[] order = new Integer[all.length];
        int most = 1;
        for (int i = 0; i < all.length; i++) {
            order[i] = i;
            most += all[i].length;
        }
        Arrays.sort(order, Comparator.comparing(i -> all[i], Arrays::compare));
        int[] label = new int[most];
        int[] word = new int[most];
        int[] begin = new int[most + 1];
        int[] low = new int[most];
        int[] high = new int[most];
        int[] depth = new int[most];
        high[ROOT] = all.length;
        int nodes = 1;
        for (int node = 0; node < nodes; node++) {
            begin[node] = nodes;
            int i = low[node];
            word[node] = i < high[node] && all[order[i]].length == depth[node] ? order[i++] : NO_WORD;
            while (i < high[node]) {
                int next = all[order[i]][depth[node]];
                label[nodes] = next;
                depth[nodes] = depth[node] + 1;
                low[nodes] = i;
                while (i < high[node] && all[order[i]][depth[node]] == next) {
                    i++;
                }
                high[nodes++] = i;
            }
        }
        begin[nodes] = nodes;
        labels = Arrays.copyOf(label, nodes);
        words = Arrays.copyOf(word, nodes);
        from = Arrays.copyOf(begin, nodes + 1);
    }

    /** The first child of {@code node}; the last one stands before {@link #end}. */
    int begin(int node) {
        return from[node];
    }

    /** Behind the last child of {@code node}. */
    int end(int node) {
        return from[node + 1];
    }

    /** What leads to {@code node}. */
    int label(int node) {
        return labels[node];
    }

    /** The number of the word that ends at {@code node}, or {@link #NO_WORD}. */
    int word(int node) {
        return words[node];
    }
}
