package io.fenghuo.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rule written on one line in braces: <code>- { id: fraud, level: L3, any: [骗子] }   # why</code>. Pure. */
final class FlowRule {
    private static final Pattern CROWD = Pattern.compile("(?s)(.*\\bwhen:\\s*[\"']?)(\\d{1,6})(\\s+authors?\\b.*)");

    private final String line;
    private final List<Entry> entries;
    private final int close;

    /** One {@code key: value} of the braces; places in the line. */
    private record Entry(String key, int value, int end) {}

    private FlowRule(String line, List<Entry> entries, int close) {
        this.line = line;
        this.entries = entries;
        this.close = close;
    }

    /** Reads a line; empty when it is no such rule, or not the one of this id. */
    static Optional<FlowRule> of(String line, String rule) {
        Matcher head = Pattern.compile("\\s*-\\s*\\{").matcher(line);
        if (!head.lookingAt()) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        int close = read(line, head.end(), entries);
        boolean whole = close > 0 && line.substring(close + 1).matches("\\s*(?:#.*)?");
        boolean asked = entries.stream()
                .anyMatch(one -> one.key().equals("id")
                        && line.substring(one.value(), one.end())
                                .strip()
                                .matches("[\"']?" + Pattern.quote(rule) + "[\"']?"));
        return whole && asked ? Optional.of(new FlowRule(line, entries, close)) : Optional.empty();
    }

    /** The place of the closing brace; -1 when there is none. */
    private static int read(String line, int from, List<Entry> entries) {
        int depth = 0;
        int begin = from;
        char quote = 0;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '"' || c == '\'') && opens(line, i)) {
                quote = c;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (depth > 0 && (c == ']' || c == '}')) {
                depth--;
            } else if (depth == 0 && (c == ',' || c == '}')) {
                entry(line, begin, i, entries);
                begin = i + 1;
                if (c == '}') {
                    return i;
                }
            }
        }
        return -1;
    }

    /** A quotation mark within a word is a letter of it. */
    private static boolean opens(String line, int at) {
        return " \t[{,:".indexOf(line.charAt(at - 1)) >= 0;
    }

    private static void entry(String line, int from, int to, List<Entry> entries) {
        int colon = line.indexOf(':', from);
        if (colon >= 0 && colon < to) {
            entries.add(new Entry(line.substring(from, colon).strip(), colon + 1, to));
        }
    }

    private @Nullable Entry entry(String key) {
        return entries.stream().filter(one -> one.key().equals(key)).findFirst().orElse(null);
    }

    /** The line with one more exception. */
    String except(String quoted) {
        Entry entry = entry("except");
        if (entry == null) {
            return line.substring(0, close).stripTrailing() + ", except: [" + quoted + "] " + line.substring(close);
        }
        String value = line.substring(entry.value(), entry.end());
        String inner = value.strip();
        boolean list = inner.startsWith("[") && inner.endsWith("]");
        String known = list ? inner.substring(1, inner.length() - 1).strip() : inner;
        String space = value.substring(value.stripTrailing().length());
        return line.substring(0, entry.value()) + " [" + (known.isEmpty() ? "" : known + ", ") + quoted + "]" + space
                + line.substring(entry.end());
    }

    /** The line with another number of authors in {@code raise}; empty when it has none. */
    Optional<String> crowd(int authors) {
        Entry entry = entry("raise");
        Matcher crowd = entry == null ? null : CROWD.matcher(line.substring(entry.value(), entry.end()));
        return entry != null && crowd != null && crowd.matches()
                ? Optional.of(line.substring(0, entry.value())
                        + crowd.group(1)
                        + authors
                        + crowd.group(3)
                        + line.substring(entry.end()))
                : Optional.empty();
    }
}
