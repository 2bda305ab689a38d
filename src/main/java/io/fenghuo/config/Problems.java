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

    /** Whether an error stands in a file from one line on and before another. */
    boolean hasErrors(String file, int from, int before) {
        return found.stream()
                .anyMatch(problem -> problem.isError()
                        && problem.file().equals(file)
                        && problem.line() >= from
                        && problem.line() < before);
    }

    /** All of them, by file, line and column. */
    public List<Problem> list() {
        return List.copyOf(found);
    }
}
