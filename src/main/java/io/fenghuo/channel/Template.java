package io.fenghuo.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words with places for facts, in the tags of Mustache (mustache(5)): <code>{{field}}</code>, <code>{{#section}}…{{/section}}</code> for each
 * item or when there is one, <code>{{^section}}…{{/section}}</code> when there is none, <code>{{! comment}}</code>, and
 * <code>{{#strong}}…{{/strong}}</code>. There is no logic, no inclusion, no reflection, and no way to write anything raw: the template's own
 * text and every fact are escaped for the medium, so that one template serves Markdown, HTML and plain text alike. Immutable, threadsafe.
 */
public final class Template {
    /** No template is longer, in characters. */
    public static final int LONGEST = 20_000;

    /** What a rendering is cut at; nobody's limit is as wide. */
    private static final int MOST = 200_000;

    /** Sections stand no deeper in each other. */
    static final int DEEPEST = 8;

    /** The last resort: a writing of more steps fails. */
    private static final int STEPS = 200_000;

    /** The section that is no fact. */
    static final String STRONG = "strong";

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,40}");

    private final List<Node> nodes;

    private Template(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    private sealed interface Node {}

    private record Text(String text) implements Node {}

    private record Field(Tag tag) implements Node {}

    private record Section(Tag tag, boolean inverted, List<Node> nodes) implements Node {}

    /** A name in a template and where it stands; lines and columns count from 1. */
    public record Tag(String name, int line, int column) {}

    /** What is wrong; {@code code} is a key of the problems of files. */
    public record Fault(int line, int column, String code, List<String> args) {
        public Fault {
            args = List.copyOf(args);
        }
    }

    /** A template, or why it is none. */
    public record Read(@Nullable Template template, List<Fault> faults) {
        public Read {
            faults = List.copyOf(faults);
        }
    }

    /** Reads a template whose first line is number {@code line} of its file. */
    public static Read read(String source, int line) {
        Reading reading = new Reading(source.replace("\r\n", "\n"), line);
        List<Node> nodes = reading.run();
        return new Read(reading.faults.isEmpty() ? new Template(nodes) : null, reading.faults);
    }

    /** Every name it uses, with the names of the sections around it, the innermost last. */
    public List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        collect(nodes, List.of(), uses);
        return uses;
    }

    /**
     * A use of a name.
     *
     * @param inside the sections around it, without {@code strong}; one for what is not there begins with {@code ^}
     * @param section whether it opens a section
     * @param inverted whether that is one for what is not there
     */
    public record Use(Tag tag, List<String> inside, boolean section, boolean inverted) {
        public Use {
            inside = List.copyOf(inside);
        }
    }

    private static void collect(List<Node> nodes, List<String> inside, List<Use> uses) {
        for (Node node : nodes) {
            if (node instanceof Field field) {
                uses.add(new Use(field.tag, inside, false, false));
            } else if (node instanceof Section section && section.tag.name().equals(STRONG)) {
                collect(section.nodes, inside, uses);
            } else if (node instanceof Section section) {
                uses.add(new Use(section.tag, inside, true, section.inverted));
                List<String> deeper = new ArrayList<>(inside);
                deeper.add((section.inverted ? "^" : "") + section.tag.name());
                collect(section.nodes, deeper, uses);
            }
        }
    }

    /** How facts and the template's own words are written. */
    public interface Pen {
        /** A fact: a text of anybody's, or a part of a draft. */
        String fact(Object value);

        /** The template's own words. */
        String own(String text);

        String strong(String written);
    }

    /**
     * The template with these facts: texts, parts of a draft, booleans, and lists of such maps.
     *
     * @throws IllegalStateException when it takes more than {@value #STEPS} steps
     */
    public String render(Map<String, Object> facts, Pen pen) {
        StringBuilder out = new StringBuilder();
        new Writing(facts, pen).write(nodes, out);
        return out.toString();
    }

    /** One writing; a template that would go on and on fails. */
    private static final class Writing {
        private final Deque<Map<String, Object>> scopes = new ArrayDeque<>();
        private final Pen pen;
        private int steps;

        Writing(Map<String, Object> facts, Pen pen) {
            scopes.push(facts);
            this.pen = pen;
        }

        void write(List<Node> nodes, StringBuilder out) {
            step();
            for (Node node : nodes) {
                step();
                if (out.length() > MOST) {
                    return;
                }
                if (node instanceof Text text) {
                    out.append(pen.own(text.text));
                } else if (node instanceof Field field) {
                    Object value = value(scopes, field.tag.name());
                    out.append(
                            value == null || value instanceof Boolean || value instanceof List ? "" : pen.fact(value));
                } else {
                    section((Section) node, out);
                }
            }
        }

        private void step() {
            steps++;
            if (steps > STEPS) {
                throw new IllegalStateException("more than " + STEPS + " steps");
            }
        }

        private void section(Section section, StringBuilder out) {
            if (section.tag.name().equals(STRONG)) {
                StringBuilder inner = new StringBuilder();
                write(section.nodes, inner);
                out.append(inner.toString().isBlank() ? inner : pen.strong(inner.toString()));
                return;
            }
            Object value = value(scopes, section.tag.name());
            if (section.inverted) {
                if (!there(value)) {
                    write(section.nodes, out);
                }
            } else if (value instanceof List<?> items) {
                for (Object item : items) {
                    scopes.push(scope(item));
                    write(section.nodes, out);
                    scopes.pop();
                }
            } else if (there(value)) {
                write(section.nodes, out);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> scope(Object item) {
        return (Map<String, Object>) item;
    }

    private static boolean there(@Nullable Object value) {
        return value instanceof List<?> items
                ? !items.isEmpty()
                : value instanceof Boolean yes
                        ? yes
                        : value != null && !value.toString().isEmpty();
    }

    private static @Nullable Object value(Deque<Map<String, Object>> scopes, String name) {
        for (Map<String, Object> scope : scopes) {
            Object value = scope.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** One reading of one source. */
    private static final class Reading {
        private final String source;
        private final int firstLine;
        private final List<Fault> faults = new ArrayList<>();
        private final Deque<Open> open = new ArrayDeque<>();
        private int at;

        /** A section that has begun. */
        private record Open(Tag tag, boolean inverted, List<Node> nodes) {}

        Reading(String source, int firstLine) {
            this.source = source;
            this.firstLine = firstLine;
        }

        List<Node> run() {
            List<Node> root = new ArrayList<>();
            open.push(new Open(new Tag("", 0, 0), false, root));
            if (source.length() > LONGEST) {
                faults.add(new Fault(firstLine, 1, "template-long", List.of("" + source.length(), "" + LONGEST)));
                return root;
            }
            while (at < source.length()) {
                int tag = source.indexOf("{{", at);
                if (tag < 0) {
                    text(source.substring(at));
                    break;
                }
                if (!tag(tag)) {
                    break;
                }
            }
            while (open.size() > 1) {
                fault(open.pop().tag, "template-unclosed");
            }
            return root;
        }

        private boolean tag(int start) {
            int end = source.indexOf("}}", start + 2);
            if (end < 0 || source.substring(start, end).indexOf('\n') >= 0) {
                Tag here = place("", start);
                faults.add(new Fault(
                        here.line(),
                        here.column(),
                        "template-syntax",
                        List.of(Plain.line(source.substring(start), 20))));
                return false;
            }
            String inside = source.substring(start + 2, end).strip();
            char kind = inside.isEmpty() ? ' ' : inside.charAt(0);
            String name =
                    "#^/!&{>=".indexOf(kind) < 0 ? inside : inside.substring(1).strip();
            int before = "#^/!".indexOf(kind) < 0 ? -1 : alone(start, end + 2);
            text(source.substring(at, before < 0 ? start : Math.max(at, before)));
            int newline = source.indexOf('\n', end);
            at = before < 0 ? end + 2 : newline < 0 ? source.length() : newline + 1;
            act(kind, place(name, start));
            return true;
        }

        private void act(char kind, Tag tag) {
            if (kind == '!') {
                return;
            }
            if (kind == '{' || kind == '&') {
                fault(tag, "template-raw");
            } else if (!NAME.matcher(tag.name()).matches() || kind == '>' || kind == '=') {
                fault(tag, "template-tag");
            } else if (kind == '#' || kind == '^') {
                open.push(new Open(tag, kind == '^', new ArrayList<>()));
                if (open.size() - 2 == DEEPEST) {
                    faults.add(new Fault(tag.line(), tag.column(), "template-deep", List.of(tag.name(), "" + DEEPEST)));
                }
            } else if (kind == '/') {
                close(tag);
            } else {
                top().add(new Field(tag));
            }
        }

        private void close(Tag tag) {
            Open last = open.peek();
            if (last == null || open.size() == 1 || !last.tag.name().equals(tag.name())) {
                fault(tag, "template-unopened");
                return;
            }
            open.pop();
            top().add(new Section(last.tag, last.inverted, List.copyOf(last.nodes)));
        }

        /** The start of the line when nothing else stands on it, so that the line goes with its tag; else -1. */
        private int alone(int start, int end) {
            int line = source.lastIndexOf('\n', start - 1) + 1;
            int newline = source.indexOf('\n', end);
            String after = source.substring(end, newline < 0 ? source.length() : newline);
            return source.substring(line, start).isBlank() && after.isBlank() ? line : -1;
        }

        private void text(String text) {
            if (!text.isEmpty()) {
                top().add(new Text(text));
            }
        }

        private List<Node> top() {
            return open.getFirst().nodes;
        }

        private void fault(Tag tag, String code) {
            faults.add(new Fault(tag.line(), tag.column(), code, List.of(tag.name())));
        }

        private Tag place(String name, int start) {
            int line = firstLine
                    + (int) source.substring(0, start)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            int column = source.codePointCount(source.lastIndexOf('\n', start - 1) + 1, start) + 1;
            return new Tag(
                    name.endsWith("}") ? name.substring(0, name.length() - 1).strip() : name, line, column);
        }
    }
}
