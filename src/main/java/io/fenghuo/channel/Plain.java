package io.fenghuo.channel;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes any text safe to stand on one line of any medium, before the medium's own escaping. */
public final class Plain {
    private static final Pattern TERMINAL_SEQUENCE = Pattern.compile(
            "\\u001b\\[[0-?]*[ -/]*[@-~]|\\u001b[\\]PX^_][^\\u0007\\u001b\\u009c]{0,4000}(?:\\u0007|\\u001b\\\\|\\u009c)?|\\u009b[0-?]*[ -/]*[@-~]|\\u001b.?");
    /** A dot that makes mail and chat programs see an address: between a word and a top-level domain. */
    private static final Pattern ADDRESS_DOT = Pattern.compile(
            "(?<=[\\p{L}\\p{N}_-])[.\\u3002\\uff61\\u2024\\ufe52](?=[A-Za-z]{2})|(?<=[\\p{L}\\p{N}_-])[.\\uff61](?=\\p{L})"
                    + "|(?<=\\d)[.](?=\\d{1,3}[.]\\d)|(?<=\\d[.]\\d{1,3})[.](?=\\d)");
    /** Schemes that need no two slashes. */
    private static final Pattern SCHEME = Pattern.compile(
            "(?i)\\b(mailto|tel|sms|javascript|data|weixin|wxwork|dingtalk|lark|feishu|slack|tg|intent|alipays?|tbopen|snssdk\\d*):");

    private static final Pattern CLUSTERS = Pattern.compile("\\X");
    /** Characters around a cut that are looked at. */
    private static final int CLUSTER = 64;
    /** A flag of a region has 14, a family of four 11; more is a heap of marks. */
    private static final int LONGEST_CLUSTER = 32;

    private Plain() {}

    /**
     * One line: line ends and tabs become spaces; control, bidirectional-override, zero-width and tag characters and terminal sequences
     * vanish; lone surrogates become U+FFFD.
     */
    public static String line(String any) {
        String text = any.indexOf('\u001b') < 0 && any.indexOf('\u009b') < 0
                ? any
                : TERMINAL_SEQUENCE.matcher(any).replaceAll("");
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            append(out, c);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        if (c == '\n' || c == '\r' || c == '\t' || c == 0x0b || c == 0x0c || c == 0x85 || c == 0x2028 || c == 0x2029) {
            if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        } else if (c >= 0xD800 && c <= 0xDFFF) {
            out.append('\uFFFD');
        } else if (!invisible(c)) {
            out.appendCodePoint(c);
        }
    }

    /** Control and formatting characters; the joiner between emoji stays. */
    private static boolean invisible(int c) {
        if (c == 0x200d) {
            return false;
        }
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || c == 0xfe00
                || c == 0x034f
                || c == 0x115f
                || c == 0x3164
                || (c & 0xfffe) == 0xfffe;
    }

    /** Strangers' addresses as words nobody can tap: {@code http：／／evil．example}. */
    public static String untappable(String line) {
        String slashless = line.replace("://", "：／／");
        String shut = slashless.indexOf(':') < 0
                ? slashless
                : SCHEME.matcher(slashless).replaceAll("$1：");
        return hasDot(shut) ? ADDRESS_DOT.matcher(shut).replaceAll("．") : shut;
    }

    /** Whether a dot stands where an address could have one. */
    private static boolean hasDot(String line) {
        for (int i = 0; i < line.length() - 1; i++) {
            char c = line.charAt(i);
            boolean dot = c == '.' || c == '\u3002' || c == '\uff61' || c == '\u2024' || c == '\ufe52';
            if (dot && Character.isLetterOrDigit(line.charAt(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** At most {@code max} characters (code points), the last replaced by … when some had to go. */
    public static String clip(String text, int max) {
        if (text.length() <= max || text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        return text.substring(0, whole(text, text.offsetByCodePoints(0, Math.max(0, max - 1)))) + "…";
    }

    /**
     * The nearest place at or before {@code at} where no character that people see as one is torn: no surrogate pair, no letter and its marks,
     * no family of emoji (extended grapheme clusters, Unicode Standard Annex 29). A heap of marks longer than anybody means is torn all the same.
     */
    public static int whole(String text, int at) {
        if (at <= 0 || at >= text.length()) {
            return Math.max(0, Math.min(at, text.length()));
        }
        int from = Math.max(0, at - CLUSTER);
        int last = from == 0 ? 0 : -1;
        Matcher clusters = CLUSTERS.matcher(text).region(from, Math.min(text.length(), at + CLUSTER));
        while (clusters.find() && clusters.start() <= at) {
            if (clusters.start() > from) {
                last = clusters.start();
            }
        }
        if (last >= 0 && at - last <= LONGEST_CLUSTER) {
            return last;
        }
        return Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1))
                ? at - 1
                : at;
    }

    /** One line of at most {@code max} characters. */
    public static String line(String any, int max) {
        // what lies far behind the cut need not be washed; a margin covers what washing removes
        int margin = Math.min(any.length(), max * 4 + 64);
        return clip(line(any.substring(0, margin)), max);
    }

    /** Length in UTF-8. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
