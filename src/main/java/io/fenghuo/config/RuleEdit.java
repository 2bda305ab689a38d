package io.fenghuo.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Small changes to one rule of a watchlist's text, made in its own lines so that comments, order and spacing of the file stay. It knows rules in
 * block style, as the shipped lists have them, and those in braces on one line; others, such as braces over several lines, are left to a
 * person. Pure.
 */
public final class RuleEdit {
    private static final Pattern LIST = Pattern.compile("(\\s*except:\\s*\\[)(.*)(\\]\\s*(?:#.*)?)");
    private static final Pattern SINGLE = Pattern.compile("(\\s*except:\\s+)([^\\[\\s#&*!|>][^#]*?)(\\s*(?:#.*)?)");
    private static final Pattern CROWD =
            Pattern.compile("(\\s*raise:.*\\bwhen:\\s*[\"']?)(\\d{1,6})(\\s+authors?\\b.*)");

    private final List<String> lines;
    private final int from;
    private final int to;
    private final String indent;
    private final @Nullable FlowRule braces;

    private RuleEdit(List<String> lines, int from, int to, String indent, @Nullable FlowRule braces) {
        this.braces = braces;
        this.lines = lines;
        this.from = from;
        this.to = to;
        this.indent = indent;
    }

    /** Finds a rule; empty when it is not there once, or written otherwise. */
    public static Optional<RuleEdit> of(String text, String rule) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        Pattern head = Pattern.compile("(\\s*-\\s+)id:\\s*[\"']?" + Pattern.quote(rule) + "[\"']?\\s*(?:#.*)?");
        int found = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (head.matcher(lines.get(i)).matches()) {
                if (found >= 0) {
                    return Optional.empty();
                }
                found = i;
            }
        }
        if (found < 0) {
            return flow(lines, rule);
        }
        Matcher start = head.matcher(lines.get(found));
        String indent = start.matches() ? " ".repeat(start.group(1).length()) : "";
        int end = found + 1;
        while (end < lines.size() && belongs(lines.get(end), indent)) {
            end++;
        }
        while (end > found + 1 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return Optional.of(new RuleEdit(lines, found, end, indent, null));
    }

    /** A rule on one line in braces, when it is there once. */
    private static Optional<RuleEdit> flow(List<String> lines, String rule) {
        RuleEdit only = null;
        for (int i = 0; i < lines.size(); i++) {
            Optional<FlowRule> braces = FlowRule.of(lines.get(i), rule);
            if (braces.isPresent() && only != null) {
                return Optional.empty();
            }
            if (braces.isPresent()) {
                String line = lines.get(i);
                String indent = line.substring(0, line.indexOf('-'));
                only = new RuleEdit(lines, i, i + 1, indent, braces.get());
            }
        }
        return Optional.ofNullable(only);
    }

    private String inPlace(String line, String comment) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(from, line);
        changed.add(from, indent + "# " + comment);
        return String.join("\n", changed);
    }

    private static boolean belongs(String line, String indent) {
        return line.isBlank() || line.startsWith(indent);
    }

    /** The text with one more exception of the rule, and a comment above it; empty when its exceptions are written in a way not known here. */
    public Optional<String> except(String phrase, String comment) {
        if (braces != null) {
            return Optional.of(inPlace(braces.except(quoted(phrase)), comment));
        }
        List<String> changed = new ArrayList<>(lines);
        String note = indent + "# " + comment;
        for (int i = from + 1; i < to; i++) {
            String line = lines.get(i);
            if (!line.startsWith(indent + "except:")) {
                continue;
            }
            Matcher list = LIST.matcher(line);
            Matcher single = SINGLE.matcher(line);
            if (list.matches()) {
                String comma = list.group(2).isBlank() ? "" : ", ";
                changed.set(i, list.group(1) + list.group(2).stripTrailing() + comma + quoted(phrase) + list.group(3));
            } else if (single.matches()) {
                changed.set(
                        i,
                        single.group(1) + "[" + single.group(2).strip() + ", " + quoted(phrase) + "]"
                                + single.group(3));
            } else if (line.strip().matches("except:\\s*(?:#.*)?")) {
                return items(i, phrase, note);
            } else {
                return Optional.empty();
            }
            changed.add(i, note);
            return Optional.of(String.join("\n", changed));
        }
        changed.add(to, indent + "except: [" + quoted(phrase) + "]");
        changed.add(to, note);
        return Optional.of(String.join("\n", changed));
    }

    /** One more item of a list that has a line for each. */
    private Optional<String> items(int head, String phrase, String note) {
        int last = head;
        while (last + 1 < to && lines.get(last + 1).strip().startsWith("- ")) {
            last++;
        }
        if (last == head) {
            return Optional.empty();
        }
        String item = lines.get(last);
        List<String> changed = new ArrayList<>(lines);
        changed.add(last + 1, item.substring(0, item.indexOf('-')) + "- " + quoted(phrase));
        changed.add(last + 1, note);
        return Optional.of(String.join("\n", changed));
    }

    /** The text with another number of authors in the rule's {@code raise}; empty when it has none on one line. */
    public Optional<String> crowd(int authors, String comment) {
        if (braces != null) {
            return braces.crowd(authors).map(line -> inPlace(line, comment));
        }
        for (int i = from + 1; i < to; i++) {
            Matcher crowd = CROWD.matcher(lines.get(i));
            if (lines.get(i).startsWith(indent + "raise:") && crowd.matches()) {
                List<String> changed = new ArrayList<>(lines);
                changed.set(i, crowd.group(1) + authors + crowd.group(3));
                changed.add(i, indent + "# " + comment);
                return Optional.of(String.join("\n", changed));
            }
        }
        return Optional.empty();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
