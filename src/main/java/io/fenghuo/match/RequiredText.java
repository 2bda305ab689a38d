package io.fenghuo.match;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which texts must stand in every match of a regular expression, so that the keyword engine can tell where it need not be looked for. The
 * method is that of Google Code Search (Russ Cox, "Regular Expression Matching with a Trigram Index", 2012): for each part either the few
 * texts it can match, or texts one of which it must hold; whatever is not understood promises nothing. Reads a folded pattern of RE2 syntax.
 */
final class RequiredText {
    /** More texts than this are not worth looking for. */
    private static final int MOST = 64;
    /** Shorter texts stand in too many posts. */
    private static final int SHORTEST = 2;

    private static final int DEEPEST = 100;

    private final String pattern;
    private int at;
    private int depth;

    private RequiredText(String pattern) {
        this.pattern = pattern;
    }

    /** Texts of at least two characters, one of which stands in whatever {@code pattern} matches; empty when none can be told. */
    static List<String> of(String pattern) {
        try {
            RequiredText reader = new RequiredText(pattern);
            Part part = reader.alternatives();
            Set<String> best = reader.at == pattern.length() ? part.best() : null;
            return best == null ? List.of() : List.copyOf(best);
        } catch (NotUnderstood expected) {
            return List.of();
        }
    }

    /** Something this reader does not know; the pattern then promises nothing. */
    private static final class NotUnderstood extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotUnderstood() {
            super("not understood", null, false, false);
        }
    }

    /**
     * What is known of a part.
     *
     * @param exact all it can match; null when they are too many
     * @param needed one of these stands in what it matches; null when none can be told
     */
    private record Part(
            @Nullable Set<String> exact, @Nullable Set<String> needed) {
        static final Part ANYTHING = new Part(null, null);
        static final Part NOTHING = new Part(Set.of(""), null);

        @Nullable
        Set<String> best() {
            return better(useful(exact), needed);
        }
    }

    /** The texts, when looking for them is worth it. */
    private static @Nullable Set<String> useful(@Nullable Set<String> texts) {
        return texts == null || texts.isEmpty() || shortest(texts) < SHORTEST ? null : texts;
    }

    private static int shortest(Set<String> texts) {
        return texts.stream().mapToInt(String::length).min().orElse(0);
    }

    /** Of two sets the one that stands in fewer posts: the longer its shortest text, and the fewer, the better. */
    private static @Nullable Set<String> better(@Nullable Set<String> a, @Nullable Set<String> b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        int longer = Integer.compare(shortest(a), shortest(b));
        return longer > 0 || (longer == 0 && a.size() <= b.size()) ? a : b;
    }

    private Part alternatives() {
        if (++depth > DEEPEST) {
            throw new NotUnderstood();
        }
        Part part = sequence();
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            part = either(part, sequence());
        }
        depth--;
        return part;
    }

    private static Part either(Part a, Part b) {
        if (a.exact != null && b.exact != null && a.exact.size() + b.exact.size() <= MOST) {
            Set<String> exact = new LinkedHashSet<>(a.exact);
            exact.addAll(b.exact);
            return new Part(exact, null);
        }
        Set<String> left = a.best();
        Set<String> right = b.best();
        if (left == null || right == null || left.size() + right.size() > MOST) {
            return Part.ANYTHING;
        }
        Set<String> needed = new LinkedHashSet<>(left);
        needed.addAll(right);
        return new Part(null, needed);
    }

    private Part sequence() {
        Set<String> run = Set.of("");
        Set<String> needed = null;
        boolean whole = true;
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            Part next = repeated(atom());
            Set<String> longer = next.exact == null ? null : product(run, next.exact);
            if (longer != null) {
                run = longer;
                continue;
            }
            whole = false;
            needed = better(better(needed, useful(run)), next.best());
            run = next.exact == null ? Set.of("") : next.exact;
        }
        return whole ? new Part(run, null) : new Part(null, better(needed, useful(run)));
    }

    private static @Nullable Set<String> product(Set<String> heads, Set<String> tails) {
        if (heads.size() * tails.size() > MOST) {
            return null;
        }
        Set<String> all = new LinkedHashSet<>();
        heads.forEach(head -> tails.forEach(tail -> all.add(head + tail)));
        return all;
    }

    private Part repeated(Part part) {
        Part result = part;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '*') {
                result = Part.ANYTHING;
            } else if (c == '+') {
                result = new Part(null, result.best());
            } else if (c == '?') {
                result = result.exact == null ? Part.ANYTHING : either(result, Part.NOTHING);
            } else if (c == '{' && counts() > 0) {
                int end = counts();
                boolean some = pattern.charAt(at + 1) != '0' && pattern.charAt(at + 1) != ',';
                result = some ? new Part(null, result.best()) : Part.ANYTHING;
                at = end - 1;
            } else {
                return result;
            }
            at++;
        }
        return result;
    }

    /** The end of a {@code {2,5}} that begins here; 0 when the brace is only a brace. */
    private int counts() {
        int end = pattern.indexOf('}', at);
        return end > 0 && pattern.substring(at, end + 1).matches("\\{[0-9]+(,[0-9]*)?}") ? end + 1 : 0;
    }

    private Part atom() {
        char c = pattern.charAt(at);
        switch (c) {
            case '(' -> {
                return group();
            }
            case '[' -> {
                return characterClass();
            }
            case '.' -> {
                at++;
                return Part.ANYTHING;
            }
            case '^', '$' -> {
                at++;
                return Part.NOTHING;
            }
            case '\\' -> {
                return escape();
            }
            case '*', '+', '?' -> throw new NotUnderstood();
            default -> {
                int point = pattern.codePointAt(at);
                at += Character.charCount(point);
                return literal(point);
            }
        }
    }

    private Part group() {
        at++;
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (pattern.startsWith("?", at)) {
            throw new NotUnderstood();
        }
        Part inner = alternatives();
        if (at >= pattern.length() || pattern.charAt(at) != ')') {
            throw new NotUnderstood();
        }
        at++;
        return inner;
    }

    private Part escape() {
        if (at + 1 >= pattern.length()) {
            throw new NotUnderstood();
        }
        char c = pattern.charAt(at + 1);
        at += 2;
        if (c < 0x80 && !Character.isLetterOrDigit(c)) {
            return literal(c);
        }
        return switch (c) {
            case 'd', 'D', 'w', 'W', 's', 'S', 'n', 't', 'r' -> Part.ANYTHING;
            case 'b', 'B', 'A', 'z' -> Part.NOTHING;
            default -> throw new NotUnderstood();
        };
    }

    private Part characterClass() {
        int close = at + 1;
        if (close < pattern.length() && pattern.charAt(close) == '^') {
            close++;
        }
        int first = close;
        while (close < pattern.length() && (pattern.charAt(close) != ']' || close == first)) {
            if (pattern.charAt(close) == '\\' || pattern.charAt(close) == '[') {
                throw new NotUnderstood();
            }
            close++;
        }
        if (close >= pattern.length()) {
            throw new NotUnderstood();
        }
        String inside = pattern.substring(first, close);
        boolean plain = first == at + 1 && inside.indexOf('-') < 0 && inside.codePointCount(0, inside.length()) <= MOST;
        at = close + 1;
        if (!plain) {
            return Part.ANYTHING;
        }
        Set<String> each = new LinkedHashSet<>();
        for (int point : inside.codePoints().toArray()) {
            Set<String> one = literal(point).exact;
            if (one == null) {
                return Part.ANYTHING;
            }
            each.addAll(one);
        }
        return new Part(each, null);
    }

    /** A character that stands for itself alone whatever its case, once the text is folded; of others nothing is promised. */
    private static Part literal(int point) {
        boolean ascii = point > 0x20 && point < 0x7F;
        boolean caseless = Character.isIdeographic(point) || Character.getType(point) == Character.OTHER_LETTER;
        if (!ascii && !caseless) {
            return Part.ANYTHING;
        }
        return new Part(Set.of(Character.toString(Character.toLowerCase(point))), null);
    }
}
