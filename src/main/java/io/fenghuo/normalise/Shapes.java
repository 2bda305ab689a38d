package io.fenghuo.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Han characters are made of, read from {@code parts.txt}, and who looks like whom. Two characters look alike when one is a part of the
 * other, when they share a part that few characters have, when they differ by single strokes, or when {@code lookalikes.txt} says so. Immutable, threadsafe; loaded at first use.
 */
public final class Shapes {
    /** A part of more characters than this makes nothing look alike: radicals such as 口, 木 and 氵. */
    static final int RARE = 48;

    private static final String STROKES = "一丨丿丶乙亅乚乛𠃌丷乀";
    private static final int MOST_PARTS = 3;

    private final Map<Integer, List<int[]>> parts = new HashMap<>(1 << 15);
    private final Map<Integer, List<Integer>> owners = new HashMap<>(1 << 13);
    private final Map<String, List<Integer>> skeletons = new HashMap<>();

    private final Map<Integer, Set<Integer>> groups = new HashMap<>();

    private Shapes(List<String> lines, List<String> lookalikes) {
        for (String line : lookalikes) {
            for (String group : line.split(" ", -1)) {
                group.codePoints()
                        .forEach(a -> group.codePoints()
                                .forEach(b -> groups.computeIfAbsent(a, k -> new LinkedHashSet<>())
                                        .add(b)));
            }
        }
        for (String line : lines) {
            for (String entry : line.split(" ", -1)) {
                int of = entry.codePointAt(0);
                List<int[]> ways = new ArrayList<>(2);
                for (String way : entry.substring(Character.charCount(of)).split("\\|", -1)) {
                    ways.add(way.codePoints().toArray());
                }
                parts.put(of, ways);
            }
        }
        parts.forEach((of, ways) -> {
            Set<Integer> all = new HashSet<>();
            Set<String> bones = new HashSet<>();
            for (int[] way : ways) {
                StringBuilder bone = new StringBuilder();
                for (int part : way) {
                    all.add(part);
                    if (STROKES.indexOf(part) < 0) {
                        bone.appendCodePoint(part);
                    }
                }
                bones.add(bone.toString());
            }
            all.stream()
                    .filter(part -> STROKES.indexOf(part) < 0 && part.intValue() != of.intValue())
                    .forEach(part ->
                            owners.computeIfAbsent(part, k -> new ArrayList<>()).add(of));
            bones.stream()
                    .filter(bone -> !bone.isEmpty() && bone.codePointCount(0, bone.length()) == 1)
                    .forEach(bone -> skeletons
                            .computeIfAbsent(bone, k -> new ArrayList<>())
                            .add(of));
        });
    }

    /** The only one. */
    public static Shapes get() {
        return Holder.SHAPES;
    }

    /** The ways to write {@code codePoint} as its parts one after another; empty when it has none. Not to be changed. */
    public List<int[]> parts(int codePoint) {
        return parts.getOrDefault(codePoint, List.of());
    }

    /** The characters that look like {@code codePoint}, itself left out. */
    public Set<Integer> alike(int codePoint) {
        Set<Integer> alike = new LinkedHashSet<>();
        alike.addAll(groups.getOrDefault(codePoint, Set.of()));
        addOwners(codePoint, alike);
        for (int[] way : parts(codePoint)) {
            StringBuilder bone = new StringBuilder();
            for (int part : way) {
                if (STROKES.indexOf(part) >= 0) {
                    continue;
                }
                bone.appendCodePoint(part);
                if (way.length <= MOST_PARTS + 1) {
                    addOwners(part, alike);
                }
                List<Integer> of = owners.getOrDefault(part, List.of());
                if (of.size() <= RARE) {
                    alike.add(part);
                }
            }
            alike.addAll(skeletons.getOrDefault(bone.toString(), List.of()));
        }
        skeletons.getOrDefault(Character.toString(codePoint), List.of()).forEach(alike::add);
        alike.remove(codePoint);
        return alike;
    }

    /** Whether the two are commonly taken for one another, as {@code lookalikes.txt} says. */
    public boolean isTwin(int a, int b) {
        return groups.getOrDefault(a, Set.of()).contains(b);
    }

    private void addOwners(int part, Set<Integer> alike) {
        List<Integer> of = owners.getOrDefault(part, List.of());
        if (of.size() <= RARE) {
            alike.addAll(of);
        }
    }

    private static final class Holder {
        static final Shapes SHAPES = new Shapes(Table.lines("parts.txt"), Table.lines("lookalikes.txt"));
    }
}
