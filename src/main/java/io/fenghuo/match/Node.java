package io.fenghuo.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled condition over the places of its keywords. */
sealed interface Node {

    /** The places that make it hold, only to be read, or null when it does not. */
    @Nullable
    List<Place> holds(Places found);

    /** Whether it can hold with these or fewer places; quick, and true more often than it holds. */
    boolean canHold(Places found);

    /** One of the keywords numbered from {@code low} to before {@code high}. */
    record Leaves(int low, int high) implements Node {
        @Override
        public @Nullable List<Place> holds(Places found) {
            List<Place> all = found.between(low, high);
            return all.isEmpty() ? null : all;
        }

        @Override
        public boolean canHold(Places found) {
            return found.has(low, high);
        }
    }

    /** All of them. */
    record All(List<Node> of) implements Node {
        @Override
        public @Nullable List<Place> holds(Places found) {
            List<Place> all = new ArrayList<>();
            for (Node node : of) {
                List<Place> places = node.holds(found);
                if (places == null) {
                    return null;
                }
                all.addAll(places);
            }
            return all;
        }

        @Override
        public boolean canHold(Places found) {
            for (Node node : of) {
                if (!node.canHold(found)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** One of them; the places of all that hold. */
    record Any(List<Node> of) implements Node {
        @Override
        public @Nullable List<Place> holds(Places found) {
            List<Place> all = null;
            for (Node node : of) {
                List<Place> places = node.holds(found);
                if (places != null) {
                    all = all == null ? new ArrayList<>() : all;
                    all.addAll(places);
                }
            }
            return all;
        }

        @Override
        public boolean canHold(Places found) {
            for (Node node : of) {
                if (node.canHold(found)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Not it. */
    record Not(Node of) implements Node {
        @Override
        public @Nullable List<Place> holds(Places found) {
            return of.holds(found) == null ? List.of() : null;
        }

        @Override
        public boolean canHold(Places found) {
            return true;
        }
    }

    /** Two that stand at most {@code distance} apart and do not overlap. */
    record Near(Node left, Node right, int distance, boolean ordered) implements Node {
        /** Enough pairs to show; a text of nothing else must not take quadratic time. */
        private static final int MOST_PAIRS = 2_000;

        @Override
        public @Nullable List<Place> holds(Places found) {
            List<Place> lefts = left.holds(found);
            List<Place> rights = lefts == null ? null : right.holds(found);
            if (lefts == null || rights == null) {
                return null;
            }
            List<Place> sorted = new ArrayList<>(rights);
            sorted.sort(Comparator.comparingInt(Place::start));
            int longest =
                    sorted.stream().mapToInt(p -> p.end() - p.start()).max().orElse(0);
            List<Place> pairs = new ArrayList<>();
            for (Place a : lefts) {
                for (int i = firstFrom(sorted, a.start() - distance - longest); i < sorted.size(); i++) {
                    Place b = sorted.get(i);
                    if (b.start() > a.end() + distance || pairs.size() >= MOST_PAIRS) {
                        break;
                    }
                    if (isNear(a, b)) {
                        pairs.add(Place.pair(a, b));
                    }
                }
            }
            return pairs.isEmpty() ? null : pairs;
        }

        @Override
        public boolean canHold(Places found) {
            return left.canHold(found) && right.canHold(found);
        }

        private boolean isNear(Place a, Place b) {
            boolean after = b.start() >= a.end() && b.start() - a.end() <= distance;
            boolean before = a.start() >= b.end() && a.start() - b.end() <= distance;
            return after || (before && !ordered);
        }

        private static int firstFrom(List<Place> sorted, int start) {
            int low = 0;
            int high = sorted.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sorted.get(middle).start() < start) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
