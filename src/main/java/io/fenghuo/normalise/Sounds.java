package io.fenghuo.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How Han characters sound: Mandarin syllables without tones, read from {@code sounds.txt}. The first reading of a character is
 * the usual one. Immutable, threadsafe; loaded at first use.
 */
public final class Sounds {
    /** More letters than any syllable has: zhuang, chuang, shuang. */
    public static final int LONGEST = 6;

    private static final int[] NONE = {};
    private static final String[][] NEAR = {
        {"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"ing", "in"}, {"eng", "en"}, {"ang", "an"}
    };

    private final String[] names;
    private final Map<String, Integer> ids = new HashMap<>();
    private final int[] coarse;
    private final int[][] characters;
    private final Map<Integer, int[]> readings = new HashMap<>(1 << 17);

    private Sounds(List<String> lines) {
        names = lines.stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .map(name -> name.replace("+", ""))
                .distinct()
                .toArray(String[]::new);
        for (int i = 0; i < names.length; i++) {
            ids.put(names[i], i);
        }
        coarse = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            coarse[i] = ids.getOrDefault(blurred(names[i]), i);
        }
        for (boolean usual : new boolean[] {true, false}) {
            lines.stream().filter(line -> line.contains("+") != usual).forEach(this::add);
        }
        characters = byCoarse();
    }

    private int[][] byCoarse() {
        List<Set<Integer>> sets = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            sets.add(new TreeSet<>());
        }
        readings.forEach((c, all) ->
                Arrays.stream(all).forEach(id -> sets.get(coarse[id]).add(c)));
        return sets.stream()
                .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private void add(String line) {
        int space = line.indexOf(' ');
        int id = id(line.substring(0, space).replace("+", ""));
        line.codePoints().skip(space + 1).forEach(c -> readings.merge(c, new int[] {id}, Sounds::join));
    }

    private static int[] join(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + 1);
        both[a.length] = b[0];
        return both;
    }

    private static String blurred(String name) {
        String blurred = name;
        for (String[] pair : NEAR) {
            boolean initial = pair[0].endsWith("h");
            if (initial && blurred.startsWith(pair[0])) {
                blurred = pair[1] + blurred.substring(pair[0].length());
            } else if (!initial && blurred.endsWith(pair[0])) {
                blurred = blurred.substring(0, blurred.length() - pair[0].length()) + pair[1];
            }
        }
        return blurred;
    }

    /** The only one. */
    public static Sounds get() {
        return Holder.SOUNDS;
    }

    /** How many syllables there are; their ids are smaller. */
    public int count() {
        return names.length;
    }

    /** The syllable's id, or -1 when there is no such syllable; ü is written v. */
    public int id(String syllable) {
        return ids.getOrDefault(syllable, -1);
    }

    /** The syllable in letters. */
    public String name(int id) {
        return names[id];
    }

    /** The syllables of a character, the usual one first; empty for what has none. Not to be changed. */
    public int[] of(int codePoint) {
        return readings.getOrDefault(codePoint, NONE);
    }

    /** The syllable that stands for all that many speakers do not part: zh and z, ing and in, ang and an. */
    public int coarse(int id) {
        return coarse[id];
    }

    /** Whether two characters share a syllable. */
    public boolean same(int a, int b) {
        for (int x : of(a)) {
            for (int y : of(b)) {
                if (x == y) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The characters any of whose syllables is as {@code coarse}. Not to be changed. */
    public int[] withCoarse(int coarse) {
        return characters[coarse];
    }

    private static final class Holder {
        static final Sounds SOUNDS = new Sounds(Table.lines("sounds.txt"));
    }
}
