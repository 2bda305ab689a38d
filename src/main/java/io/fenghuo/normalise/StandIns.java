package io.fenghuo.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Signs that stand for a character: digits and letters by their sound (8 for 发), emoji by what they show (🐔 for 鸡), radicals, and the
 * confusables of Unicode TR39. Read from {@code standins.txt} (our own) and {@code confusables.txt} (made). Immutable, threadsafe; loaded at first
 * use.
 */
public final class StandIns {
    private final Map<Integer, List<StandIn>> of = new HashMap<>();

    /**
     * One thing a sign can stand for.
     *
     * @param codePoint what it stands for: one Han character, or one ASCII letter or digit
     * @param via how
     */
    public record StandIn(int codePoint, Via via) {}

    private StandIns() {
        for (String line : Table.lines("standins.txt")) {
            String[] fields = line.split(" ", -1);
            Via via = Via.valueOf(fields[0]);
            fields[1]
                    .codePoints()
                    .filter(c -> c != 0xFE0F)
                    .forEach(sign -> fields[2].codePoints().forEach(c -> add(sign, c, via)));
        }
        for (String line : Table.lines("confusables.txt")) {
            int[] pairs = line.codePoints().toArray();
            for (int i = 0; i + 1 < pairs.length; i += 2) {
                add(pairs[i], pairs[i + 1], Via.SHAPE);
            }
        }
    }

    private void add(int sign, int stands, Via via) {
        of.computeIfAbsent(sign, k -> new ArrayList<>(2)).add(new StandIn(stands, via));
    }

    /** The only one. */
    public static StandIns get() {
        return Holder.STAND_INS;
    }

    /** What {@code codePoint} can stand for; empty for most. Not to be changed. */
    public List<StandIn> of(int codePoint) {
        return of.getOrDefault(codePoint, List.of());
    }

    /** Every sign and what it can stand for. */
    public void forEach(BiConsumer<Integer, List<StandIn>> each) {
        of.forEach(each);
    }

    private static final class Holder {
        static final StandIns STAND_INS = new StandIns();
    }
}
