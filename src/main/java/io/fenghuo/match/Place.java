package io.fenghuo.match;

import java.util.List;

/**
 * Where a keyword, or two that stand near each other, was found in the folded text.
 *
 * @param leaf the keyword's number within its rule, -1 for a pair
 * @param via bits of {@link io.fenghuo.normalise.Via} beyond what folding undid
 * @param parts the keywords of a pair; empty for a single one
 */
record Place(int start, int end, int leaf, int via, List<Place> parts) {

    static Place single(int start, int end, int leaf) {
        return new Place(start, end, leaf, 0, List.of());
    }

    static Place disguised(int start, int end, int leaf, int via) {
        return new Place(start, end, leaf, via, List.of());
    }

    static Place pair(Place a, Place b) {
        return new Place(Math.min(a.start, b.start), Math.max(a.end, b.end), -1, 0, List.of(a, b));
    }

    boolean contains(Place other) {
        return start <= other.start && end >= other.end;
    }

    void collect(List<Place> into) {
        if (parts.isEmpty()) {
            into.add(this);
        } else {
            parts.forEach(part -> part.collect(into));
        }
    }
}
