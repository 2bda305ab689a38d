package io.fenghuo.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remembers how to take back what a work did to collections in memory, newest step first. Confined to its store's lock. */
final class Undo {
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private boolean writing;

    /** A work begins. */
    void begin(boolean mayWrite) {
        steps.clear();
        writing = mayWrite;
    }

    /** Where {@link #back} may return to. */
    int mark() {
        return steps.size();
    }

    void back(int mark) {
        while (steps.size() > mark) {
            steps.pop().run();
        }
    }

    /** @throws StoreException when the present work may only read */
    private void check() {
        if (!writing) {
            throw new StoreException("this view of the store is for reading only");
        }
    }

    <K, V> void put(Map<K, V> map, K key, V value) {
        check();
        V former = map.put(key, value);
        steps.push(() -> restore(map, key, former));
    }

    private static <K, V> void restore(Map<K, V> map, K key, @Nullable V former) {
        if (former == null) {
            map.remove(key);
        } else {
            map.put(key, former);
        }
    }

    <K, V> void remove(Map<K, V> map, K key) {
        check();
        V former = map.remove(key);
        if (former != null) {
            steps.push(() -> map.put(key, former));
        }
    }

    <E> void add(Set<E> set, E element) {
        check();
        if (set.add(element)) {
            steps.push(() -> set.remove(element));
        }
    }

    <E> void remove(Set<E> set, E element) {
        check();
        if (set.remove(element)) {
            steps.push(() -> set.add(element));
        }
    }

    <E> void append(List<E> list, E element) {
        check();
        list.add(element);
        steps.push(() -> list.remove(list.size() - 1));
    }

    <E> void set(List<E> list, int index, E element) {
        check();
        E former = list.set(index, element);
        steps.push(() -> list.set(index, former));
    }
}
