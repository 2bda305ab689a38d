package io.fenghuo.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the keywords of one rule stand in one text: by keyword, those of one keyword in the order they were told of. Confined to one thread. */
final class Places {
    private static final Comparator<Place> BY_LEAF = Comparator.comparingInt(Place::leaf);

    private static final int FEW = 16;

    private final List<Place> all = new ArrayList<>(4);
    private boolean sorted = true;

    void add(Place place) {
        sorted &= all.isEmpty() || all.get(all.size() - 1).leaf() <= place.leaf();
        all.add(place);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether one of the keywords numbered from {@code low} to before {@code high} stands anywhere. */
    boolean has(int low, int high) {
        if (all.size() > FEW) {
            return !between(low, high).isEmpty();
        }
        for (Place place : all) {
            if (place.leaf() >= low && place.leaf() < high) {
                return true;
            }
        }
        return false;
    }

    /** The places of the keywords numbered from {@code low} to before {@code high}, only to be read. */
    List<Place> between(int low, int high) {
        if (!sorted) {
            all.sort(BY_LEAF);
            sorted = true;
        }
        if (all.isEmpty()
                || (all.get(0).leaf() >= low && all.get(all.size() - 1).leaf() < high)) {
            return all;
        }
        return all.subList(from(low), from(high));
    }

    /** The number of places whose leaf is below {@code leaf}. */
    private int from(int leaf) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).leaf() < leaf) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
