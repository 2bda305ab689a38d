package io.fenghuo.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Header lines of a response; names are compared without regard to case. Immutable. */
public final class Headers {
    /** No header at all. */
    public static final Headers NONE = new Headers(Map.of());

    private static final Set<String> PRIVATE = Set.of(
            "set-cookie",
            "set-cookie2",
            "www-authenticate",
            "proxy-authenticate",
            "authorization",
            "authentication-info");

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Headers(Map<String, List<String>> values) {
        values.forEach((name, lines) -> this.values.put(name, List.copyOf(lines)));
    }

    public static Headers of(Map<String, List<String>> values) {
        return new Headers(values);
    }

    /** One header; for tests and files. */
    public static Headers of(String name, String value) {
        return new Headers(Map.of(name, List.of(value)));
    }

    /** The first value, or null. */
    public @Nullable String first(String name) {
        List<String> lines = values.get(name);
        return lines == null || lines.isEmpty() ? null : lines.get(0);
    }

    /** One {@code name: value} a line, sorted, without cookies and credentials: what is kept beside the raw bytes. */
    public String lines() {
        return values.entrySet().stream()
                .filter(entry -> PRIVATE.stream().noneMatch(entry.getKey()::equalsIgnoreCase))
                .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + ": " + value))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return lines();
    }
}
