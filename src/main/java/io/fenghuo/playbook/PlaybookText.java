package io.fenghuo.playbook;

import io.fenghuo.playbook.Playbook.Script;
import io.fenghuo.playbook.Playbook.Section;
import io.fenghuo.playbook.Playbook.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Markdown of a playbook (CommonMark). Second-level headings part it: 步骤 (a list, each item a step), 不要说 (a list), 话术 (third-level
 * headings, each a script; a mood named behind {@code ·} says for whom), 通知谁 (a list); any other is kept as it is. English headings: Steps, Never
 * say, Scripts, Tell. Confined to one reading.
 */
public final class PlaybookText {
    private static final Parser PARSER =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();
    private static final Set<String> STEPS = Set.of("步骤", "steps");
    private static final Set<String> NEVER = Set.of("不要说", "不要做", "不要说 / 不要做", "never say", "never");
    private static final Set<String> SCRIPTS = Set.of("话术", "scripts");
    private static final Set<String> TELL = Set.of("通知谁", "tell", "tell whom");

    private final int offset;
    private final List<Fault> faults = new ArrayList<>();
    private final StringBuilder intro = new StringBuilder();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> never = new ArrayList<>();
    private final List<Script> scripts = new ArrayList<>();
    private final List<String> tell = new ArrayList<>();
    private final List<Section> more = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    private PlaybookText(int offset) {
        this.offset = offset;
    }

    /**
     * Something wrong with the text.
     *
     * @param line in the file, from 1
     * @param code of the bundle of configuration problems
     */
    public record Fault(int line, String code, List<String> args) {
        public Fault {
            args = List.copyOf(args);
        }
    }

    /** What was read, and what is wrong with it. */
    public record Read(Playbook.Body body, List<Fault> faults) {
        public Read {
            faults = List.copyOf(faults);
        }
    }

    /** Reads {@code markdown}, which begins behind {@code offset} lines of its file. */
    public static Read read(String markdown, int offset) {
        PlaybookText text = new PlaybookText(offset);
        text.sections(PARSER.parse(markdown));
        return new Read(
                new Playbook.Body(
                        text.intro.toString().strip(), text.steps, text.never, text.scripts, text.tell, text.more),
                text.faults);
    }

    private void sections(Node document) {
        Node node = document.getFirstChild();
        while (node != null) {
            if (node instanceof Heading heading && heading.getLevel() <= 2) {
                node = heading.getLevel() == 1 ? node.getNext() : section(heading);
            } else {
                intro.append(plain(node)).append('\n');
                node = node.getNext();
            }
        }
    }

    /** Reads a section; gives the node behind it. */
    private @Nullable Node section(Heading heading) {
        String title = plain(heading).strip();
        String name = title.toLowerCase(Locale.ROOT);
        List<Node> inside = new ArrayList<>();
        Node node = heading.getNext();
        while (node != null && !(node instanceof Heading next && next.getLevel() <= 2)) {
            inside.add(node);
            node = node.getNext();
        }
        if (SCRIPTS.contains(name)) {
            scripts(heading, inside);
        } else if (STEPS.contains(name)) {
            steps(heading, inside);
        } else if (NEVER.contains(name)) {
            never.addAll(lines(inside));
        } else if (TELL.contains(name)) {
            tell.addAll(lines(inside));
        } else {
            more.add(new Section(title, lines(inside)));
        }
        return node;
    }

    private void steps(Heading heading, List<Node> inside) {
        List<String> lines = inside.stream()
                .filter(ListBlock.class::isInstance)
                .flatMap(list -> lines(List.of(list)).stream())
                .toList();
        if (lines.isEmpty()) {
            fault(heading, "playbook-steps-empty");
        }
        for (String line : lines) {
            String key = key(line);
            if (keys.add(key)) {
                steps.add(new Step(key, line));
            } else {
                fault(heading, "playbook-step-twice", line);
            }
        }
    }

    private void scripts(Heading section, List<Node> inside) {
        Heading open = null;
        StringBuilder text = new StringBuilder();
        for (Node node : inside) {
            if (node instanceof Heading heading) {
                script(open, text);
                open = heading;
                text.setLength(0);
            } else if (open == null) {
                fault(node, "playbook-script-unnamed");
            } else {
                text.append(plain(node)).append('\n');
            }
        }
        script(open, text);
        if (scripts.isEmpty() && open == null) {
            fault(section, "playbook-scripts-empty");
        }
    }

    private void script(@Nullable Heading heading, StringBuilder text) {
        if (heading == null) {
            return;
        }
        String name = plain(heading).strip();
        String said = text.toString().strip();
        if (said.isEmpty()) {
            fault(heading, "playbook-script-empty", name);
            return;
        }
        Set<Mood> moods = EnumSet.noneOf(Mood.class);
        int dot = name.indexOf('·');
        if (dot >= 0) {
            for (String word : name.substring(dot + 1).split("[·、,，/ ]+", -1)) {
                if (!word.isBlank()) {
                    Mood.named(word)
                            .ifPresentOrElse(
                                    moods::add,
                                    () -> fault(
                                            heading, "playbook-emotion-unknown", word, String.join(" ", Mood.words())));
                }
            }
        }
        scripts.add(new Script(key(name), name, moods, said, line(heading)));
    }

    private void fault(Node at, String code, String... args) {
        faults.add(new Fault(line(at), code, List.of(args)));
    }

    private int line(Node node) {
        return node.getSourceSpans().isEmpty()
                ? offset + 1
                : offset + 1 + node.getSourceSpans().get(0).getLineIndex();
    }

    /** Eight hex digits that stay while the words stay. */
    static String key(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.replaceAll("\\s+", "").getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /** The items of lists and the paragraphs, a line each. */
    private static List<String> lines(List<Node> nodes) {
        List<String> lines = new ArrayList<>();
        for (Node node : nodes) {
            if (node instanceof ListBlock) {
                for (Node item = node.getFirstChild(); item != null; item = item.getNext()) {
                    add(lines, plain(item).strip().replace('\n', ' '));
                }
            } else {
                add(lines, plain(node).strip());
            }
        }
        return lines;
    }

    private static void add(List<String> lines, String line) {
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    /** The words of a node, without marks of Markdown; blocks on lines of their own. */
    private static String plain(Node node) {
        StringBuilder out = new StringBuilder();
        plain(node, out);
        return out.toString();
    }

    private static void plain(Node node, StringBuilder out) {
        if (node instanceof Text text) {
            out.append(text.getLiteral());
        } else if (node instanceof Code code) {
            out.append(code.getLiteral());
        } else if (node instanceof FencedCodeBlock code) {
            out.append(code.getLiteral());
        } else if (node instanceof IndentedCodeBlock code) {
            out.append(code.getLiteral());
        } else if (node instanceof HtmlBlock html) {
            out.append(html.getLiteral());
        } else if (node instanceof HtmlInline html) {
            out.append(html.getLiteral());
        } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak || node instanceof ThematicBreak) {
            out.append('\n');
        } else {
            children(node, out);
        }
    }

    private static void children(Node node, StringBuilder out) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            plain(child, out);
            boolean block = child.getNext() != null
                    && (node instanceof BlockQuote
                            || node.getParent() instanceof ListBlock
                            || node instanceof ListBlock);
            if (block) {
                out.append('\n');
            }
        }
        if (node instanceof Link link && !out.toString().endsWith(link.getDestination())) {
            out.append(' ').append(link.getDestination());
        }
    }
}
