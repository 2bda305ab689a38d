package io.fenghuo.match;

import java.util.Arrays;

/** The rules of which something stands in one text, and where. Confined to one thread. */
final class Findings {
    /** As many rules are looked through one by one. */
    private static final int FEW = 8;

    private int[] rules = new int[FEW];
    private Places[] places = new Places[FEW];
    private int size;
    /** Of a rule the number of its place here and one more; used when they are more than a few. */
    private final LongMap numbers = new LongMap();

    /** How many rules. */
    int size() {
        return size;
    }

    /** The places of {@code rule}, none at first. */
    Places of(int rule) {
        int at = find(rule);
        if (at >= 0) {
            return places[at];
        }
        if (size == rules.length) {
            rules = Arrays.copyOf(rules, size * 2);
            places = Arrays.copyOf(places, size * 2);
        }
        rules[size] = rule;
        places[size] = new Places();
        size++;
        if (size == FEW + 1) {
            for (int i = 0; i < FEW; i++) {
                numbers.put(rules[i] + 1L, i + 1);
            }
        }
        if (size > FEW) {
            numbers.put(rule + 1L, size);
        }
        return places[size - 1];
    }

    private int find(int rule) {
        if (size > FEW) {
            return numbers.get(rule + 1L) - 1;
        }
        for (int i = 0; i < size; i++) {
            if (rules[i] == rule) {
                return i;
            }
        }
        return -1;
    }

    /** The rules in their order. */
    int[] inOrder() {
        int[] sorted = Arrays.copyOf(rules, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
