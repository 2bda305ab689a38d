package io.fenghuo.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list whose items lie in rows of their own, each under a growing number; knows which rows to write when the list has changed. Immutable.
 *
 * @param items the items, in order
 * @param numbers the number of each item's row, growing
 */
record Ordered<T>(List<T> items, long[] numbers) {

    /** Nothing stored yet. */
    static <T> Ordered<T> none() {
        return new Ordered<>(List.of(), new long[0]);
    }

    /**
     * What turns the rows of one list into those of another.
     *
     * @param former how many items were stored
     * @param from how many items stay as they are at the beginning
     * @param gone numbers of rows to remove; those written anew are not among them
     * @param before the items of the stored list between the two ends that stay as they are
     */
    record Change<T>(Ordered<T> now, List<Integer> written, List<Long> gone, List<T> before, int from, int former) {}

    /** The change to {@code next}: the two ends that stay cost a look each, only what lies between them is compared and written. */
    Change<T> to(List<T> next) {
        int shorter = Math.min(items.size(), next.size());
        int head = 0;
        while (head < shorter && same(items.get(head), next.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && same(items.get(items.size() - 1 - tail), next.get(next.size() - 1 - tail))) {
            tail++;
        }
        int oldEnd = items.size() - tail;
        int newEnd = next.size() - tail;
        long[] given = new long[next.size()];
        System.arraycopy(numbers, 0, given, 0, head);
        System.arraycopy(numbers, oldEnd, given, newEnd, tail);
        if (!number(next, head, oldEnd, newEnd, given)) {
            return anew(next);
        }
        return change(next, head, oldEnd, newEnd, given);
    }

    private Change<T> change(List<T> next, int head, int oldEnd, int newEnd, long[] given) {
        Map<Long, T> former = new HashMap<>();
        for (int i = head; i < oldEnd; i++) {
            former.put(numbers[i], items.get(i));
        }
        List<Integer> written = new ArrayList<>();
        for (int i = head; i < newEnd; i++) {
            T stored = former.remove(given[i]);
            if (stored == null || !same(stored, next.get(i))) {
                written.add(i);
            }
        }
        List<Long> gone = new ArrayList<>(former.keySet());
        Collections.sort(gone);
        return new Change<>(
                new Ordered<>(List.copyOf(next), given),
                written,
                gone,
                items.subList(head, oldEnd),
                head,
                items.size());
    }

    /** Numbers the items between the ends; false when the numbers there are do not suffice. */
    private boolean number(List<T> next, int head, int oldEnd, int newEnd, long[] given) {
        IdentityHashMap<T, Long> known = new IdentityHashMap<>();
        for (int i = head; i < oldEnd; i++) {
            known.put(items.get(i), numbers[i]);
        }
        int found = 0;
        for (int i = head; i < newEnd; i++) {
            found += known.containsKey(next.get(i)) ? 1 : 0;
        }
        if (oldEnd == newEnd && items.size() == next.size() && found * 2 < newEnd - head) {
            System.arraycopy(numbers, head, given, head, newEnd - head);
            return true;
        }
        long last = head == 0 ? 0 : numbers[head - 1];
        for (int i = head; i < newEnd; i++) {
            Long own = known.get(next.get(i));
            given[i] = own == null ? Math.max(last, top()) + 1 : Math.max(last + 1, own);
            last = given[i];
        }
        return newEnd == next.size() || last < given[newEnd];
    }

    private long top() {
        return numbers.length == 0 ? 0 : numbers[numbers.length - 1];
    }

    private Change<T> anew(List<T> next) {
        long[] given = new long[next.size()];
        List<Integer> written = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            given[i] = i + 1L;
            written.add(i);
        }
        List<Long> gone = new ArrayList<>();
        for (long number : numbers) {
            if (number > given.length) {
                gone.add(number);
            }
        }
        return new Change<>(new Ordered<>(List.copyOf(next), given), written, gone, items, 0, items.size());
    }

    private static boolean same(Object a, Object b) {
        return a == b || a.equals(b);
    }
}
