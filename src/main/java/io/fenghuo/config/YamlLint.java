package io.fenghuo.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a Chinese input method or a word processor puts where YAML wants plain signs: full-width colons, commas, brackets, quotes,
 * spaces and dashes, tabs, byte order marks, a missing space after {@code -} or a colon. Each line is named with the corrected line, and
 * the corrected text is read on, so that the file's other faults are told as well. What stands in quotes, comments or text blocks is
 * left alone.
 */
final class YamlLint {
    private static final String HAN = "[\\u2E80-\\u9FFF\\uF900-\\uFAFF\\x{20000}-\\x{3FFFF}“‘]";
    private static final String START = "^( *(?:- +)*)";
    private static final String KEY = "([a-z][A-Za-z0-9_.-]*|L[123])";
    private static final Pattern WIDE_DASH = Pattern.compile("^( *(?:- +)*)[－—–][ \\u3000\\u00A0]+");
    private static final Pattern DASH_WIDE_SPACE =
            Pattern.compile("^( *(?:- +)*)-[ ]*[\\u3000\\u00A0][ \\u3000\\u00A0]*");
    private static final Pattern DASH_NO_SPACE = Pattern.compile("^( *(?:- +)*)-(?=" + HAN + ")");
    private static final Pattern WIDE_COLON = Pattern.compile(START + KEY + "[ \\u3000]*：[ \\u3000\\u00A0]*");
    private static final Pattern COLON_WIDE_SPACE =
            Pattern.compile(START + KEY + ":[ ]*[\\u3000\\u00A0][ \\u3000\\u00A0]*");
    private static final Pattern COLON_NO_SPACE =
            Pattern.compile(START + "(?!role:|rota:|person:|channel:)" + KEY + ":(?=" + HAN + "|［)");
    private static final Pattern WIDE_QUOTES =
            Pattern.compile("^( *(?:- +)*(?:" + KEY + ": +)?)[“”]([^“”\"\\\\]*)[“”]( *(?: #.*)?)$");
    private static final Pattern BLOCK = Pattern.compile("^( *)(?:.*[:\\-] )?[|>][0-9+-]{0,2} *(?:#.*)?$");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_/+-]{24,}");

    private final String name;
    private final Problems problems;
    private final FlowMender flow = new FlowMender();
    /** Indentation of the line that opened a text block; -1 outside. */
    private int block = -1;

    YamlLint(String name, Problems problems) {
        this.name = name;
        this.problems = problems;
    }

    String mend(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int number = 0;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            out.append(line(++number, line));
            if (end < 0) {
                break;
            }
            out.append('\n');
            from = end + 1;
        }
        return out.toString();
    }

    private String line(int number, String original) {
        String ending = original.endsWith("\r") ? "\r" : "";
        String line = original.substring(0, original.length() - ending.length());
        String bare = line;
        if (line.indexOf('\uFEFF') >= 0) {
            bare = line.replace("\uFEFF", "");
            Place place = new Place(name, number, 1 + line.codePointCount(0, line.indexOf('\uFEFF')));
            if (number == 1 && line.lastIndexOf('\uFEFF') == 0) {
                problems.warning(place, "byte-order-mark", shown(bare));
            } else {
                problems.error(place, "byte-order-mark", shown(bare));
            }
        }
        String spaced = indentation(bare);
        if (untouched(spaced)) {
            return (spaced.isBlank() ? "" : bare) + ending;
        }
        String mended = signs(spaced);
        if (!mended.equals(bare)) {
            int at = firstDifference(bare, mended);
            String code = bare.substring(0, Math.min(bare.length(), at + 1)).endsWith("\t") ? "tab" : "full-width";
            problems.error(new Place(name, number, 1 + bare.codePointCount(0, at)), code, shown(mended));
        }
        Matcher opens = BLOCK.matcher(mended);
        if (opens.matches() && !flow.open()) {
            block = indent(mended);
        }
        return mended + ending;
    }

    /** Whether the line is blank, a comment or inside a text block. */
    private boolean untouched(String line) {
        if (line.isBlank()) {
            return true;
        }
        if (block >= 0 && indent(line) > block) {
            return true;
        }
        block = -1;
        return line.stripLeading().startsWith("#");
    }

    private static String indentation(String line) {
        int at = 0;
        StringBuilder spaces = new StringBuilder();
        while (at < line.length() && "\t \u3000\u00A0".indexOf(line.charAt(at)) >= 0) {
            char c = line.charAt(at++);
            spaces.append(c == '\t' || c == '\u3000' ? "  " : " ");
        }
        return spaces + line.substring(at);
    }

    private String signs(String line) {
        if (flow.open()) {
            return flow.mend(line, 0);
        }
        String mended = WIDE_DASH.matcher(line).replaceFirst("$1- ");
        mended = DASH_WIDE_SPACE.matcher(mended).replaceFirst("$1- ");
        mended = DASH_NO_SPACE.matcher(mended).replaceFirst("$1- ");
        mended = WIDE_COLON.matcher(mended).replaceFirst("$1$2: ");
        mended = COLON_WIDE_SPACE.matcher(mended).replaceFirst("$1$2: ");
        mended = COLON_NO_SPACE.matcher(mended).replaceFirst("$1$2: ");
        mended = WIDE_QUOTES.matcher(mended).replaceFirst("$1\"$3\"$4");
        if (!line.equals(mended)) {
            mended = mended.stripTrailing();
        }
        return flow.mend(mended, valueStart(mended));
    }

    /** Where the line's value begins, after dashes and key. */
    private static int valueStart(String line) {
        Matcher lead = Pattern.compile("^ *(?:- +)*(?:[^\\s:#\"'\\[{]+: +)?").matcher(line);
        return lead.find() ? lead.end() : 0;
    }

    private static int indent(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int firstDifference(String a, String b) {
        int at = 0;
        while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at < a.length() && Character.isLowSurrogate(a.charAt(at)) && at > 0 ? at - 1 : at;
    }

    /** A line fit to be shown: what looks like a key is cut short. */
    private static String shown(String line) {
        return SECRET.matcher(line.stripTrailing())
                .replaceAll(run -> Matcher.quoteReplacement(run.group().substring(0, 4) + "…"));
    }

    /** Mends signs inside {@code [ ]} and {@code { }}, also over several lines. */
    private static final class FlowMender {
        private int depth;
        private char quote;

        boolean open() {
            return depth > 0;
        }

        String mend(String line, int from) {
            if (depth == 0 && (from >= line.length() || "[{［｛".indexOf(line.charAt(from)) < 0)) {
                return line;
            }
            StringBuilder out = new StringBuilder(line.substring(0, from));
            for (int at = from; at < line.length(); at++) {
                char c = line.charAt(at);
                if (quote != 0) {
                    inQuotes(out, c);
                    if (quote == '"' && c == '\\' && at + 1 < line.length()) {
                        out.append(line.charAt(++at));
                    }
                } else if (c == '#' && at > 0 && line.charAt(at - 1) == ' ') {
                    return out.append(line.substring(at)).toString();
                } else if (!bracket(out, c) && !sign(out, line, at, c)) {
                    out.append(c);
                }
            }
            return out.toString();
        }

        private void inQuotes(StringBuilder out, char c) {
            boolean closes = c == quote || (quote == '”' && (c == '”' || c == '“'));
            if (closes) {
                out.append(quote == '”' ? '"' : c);
                quote = 0;
            } else {
                out.append(c);
            }
        }

        private boolean bracket(StringBuilder out, char c) {
            int opening = "[{［｛".indexOf(c);
            int closing = "]}］｝".indexOf(c);
            if (opening >= 0) {
                depth++;
                out.append("[{[{".charAt(opening));
            } else if (closing >= 0 && depth > 0) {
                depth--;
                out.append("]}]}".charAt(closing));
            } else {
                return false;
            }
            return true;
        }

        private boolean sign(StringBuilder out, String line, int at, char c) {
            if (depth == 0) {
                return false;
            }
            boolean last = at + 1 >= line.length() || line.charAt(at + 1) == ' ';
            boolean first = startsItem(out);
            @Nullable
            String plain = switch (c) {
                case '，', '、' -> last ? "," : ", ";
                case '：' -> asciiBefore(out) ? (last ? ":" : ": ") : null;
                case '\u3000' -> " ";
                default -> null;
            };
            if (plain != null) {
                out.append(plain);
                return true;
            }
            if (first && (c == '"' || c == '\'')) {
                quote = c;
                return false;
            }
            if (first && (c == '“' || c == '”') && line.indexOf('”', at + 1) + line.indexOf('“', at + 1) > -2) {
                quote = '”';
                out.append('"');
                return true;
            }
            return false;
        }

        private static boolean startsItem(StringBuilder out) {
            int at = out.length() - 1;
            while (at >= 0 && out.charAt(at) == ' ') {
                at--;
            }
            return at < 0 || "[{,:".indexOf(out.charAt(at)) >= 0;
        }

        private static boolean asciiBefore(StringBuilder out) {
            return !out.isEmpty()
                    && out.charAt(out.length() - 1) < 0x80
                    && Character.isLetterOrDigit(out.charAt(out.length() - 1));
        }
    }
}
