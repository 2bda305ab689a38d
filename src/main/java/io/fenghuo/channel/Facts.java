package io.fenghuo.channel;

import io.fenghuo.channel.Message.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which facts a template may name, by kind of message, and which it must. */
final class Facts {
    /** Fact → the facts of each of its items; none = a text. */
    private static final Map<String, List<String>> OF_INCIDENT = new TreeMap<>();

    private static final Map<String, List<String>> OF_DIGEST = new TreeMap<>();
    private static final Map<String, List<String>> OF_SERVICE = new TreeMap<>();

    static {
        for (String text : List.of(
                "mark",
                "grade",
                "brand",
                "category",
                "what",
                "reason",
                "number",
                "posts",
                "people",
                "exposure",
                "state",
                "owner",
                "clock",
                "deadline",
                "because",
                "you",
                "stop",
                "more")) {
            OF_INCIDENT.put(text, List.of());
        }
        OF_INCIDENT.put("clocks", List.of("name", "left"));
        OF_INCIDENT.put("said", List.of("quote", "where", "link"));
        for (String text : List.of("mark", "reason", "you", "notices", "incidents", "more")) {
            OF_DIGEST.put(text, List.of());
        }
        OF_DIGEST.put("lines", List.of("line"));
        for (String text : List.of("mark", "what", "reason", "cure")) {
            OF_SERVICE.put(text, List.of());
        }
    }

    private Facts() {}

    static Map<String, List<String>> of(Kind kind) {
        return switch (kind) {
            case FIRST, UPDATE -> OF_INCIDENT;
            case DIGEST -> OF_DIGEST;
            case ADMIN -> OF_SERVICE;
        };
    }

    /** What the title must hold. */
    static String ofTitle(Kind kind) {
        return switch (kind) {
            case FIRST, UPDATE -> "grade";
            case DIGEST -> "notices";
            case ADMIN -> "what";
        };
    }

    /** What the words must hold, as a way of saying it: a field, or a list and its field. */
    static List<String> must(Kind kind) {
        return switch (kind) {
            case FIRST, UPDATE -> List.of("deadline", "clocks.left");
            case DIGEST -> List.of("lines.line");
            case ADMIN -> List.of("reason");
        };
    }

    /** Whether one of {@code ways} is told whatever the facts are. */
    static boolean told(Template template, List<String> ways) {
        return template.uses().stream().anyMatch(use -> {
            if (use.section()) {
                return false;
            }
            String inside = String.join(".", use.inside());
            return ways.contains(
                    inside.isEmpty()
                            ? use.tag().name()
                            : inside + "." + use.tag().name());
        });
    }

    /** Whether a name is known where it stands. */
    static boolean knows(Kind kind, Template.Use use) {
        Map<String, List<String>> known = of(kind);
        String name = use.tag().name();
        boolean here = known.containsKey(name);
        for (String section : use.inside()) {
            here |= known.getOrDefault(section.replace("^", ""), List.of()).contains(name);
        }
        return here;
    }

    /** The list around a use that begins a list, itself or another: each in each would be written again and again; else null. */
    static @Nullable String listAround(Kind kind, Template.Use use) {
        if (!use.section() || use.inverted() || !list(kind, use.tag().name())) {
            return null;
        }
        return use.inside().stream()
                .filter(name -> list(kind, name))
                .findFirst()
                .orElse(null);
    }

    private static boolean list(Kind kind, String name) {
        return !of(kind).getOrDefault(name, List.of()).isEmpty();
    }

    /** The names to choose from. */
    static Set<String> names(Kind kind) {
        TreeSet<String> names = new TreeSet<>(of(kind).keySet());
        of(kind).values().forEach(names::addAll);
        names.add(Template.STRONG);
        return names;
    }
}
