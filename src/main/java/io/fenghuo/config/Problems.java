package io.fenghuo.config;

import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong, so that all faults are told at once. Confined to one reading. */
public final class Problems {
    private final TreeSet<Problem> found = new TreeSet<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void error(Place place, String code, Object... args) {
        add(Problem.error(place, code, args));
    }

    public void warning(Place place, String code, Object... args) {
        add(Problem.warning(place, code, args));
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    /** How many errors there are so far. */
    long errors() {
        return found.stream().filter(Problem::isError).count();
    }

    /** All of them, by file, line and column. */
    public List<Problem> list() {
        return List.copyOf(found);
    }
}
