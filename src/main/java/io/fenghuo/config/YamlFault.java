package io.fenghuo.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Turns what the parser says into a problem that a person who never read the YAML specification can mend. */
final class YamlFault {
    /** Words of the parser → code of our sentence; the first that fits counts. */
    private static final Map<String, String> SAYINGS = new LinkedHashMap<>();

    static {
        SAYINGS.put("<stream end>", "syntax-open-bracket");
        SAYINGS.put("mapping values are not allowed", "syntax-colon");
        SAYINGS.put("undefined alias", "syntax-star");
        SAYINGS.put("alphabetic or numeric character", "syntax-star");
        SAYINGS.put("unexpected character found *", "syntax-star");
        SAYINGS.put("'\\t", "syntax-tab");
        SAYINGS.put("that cannot start any token", "syntax-start");
        SAYINGS.put("unexpected end of stream", "syntax-open-quote");
        SAYINGS.put("unexpected document separator", "syntax-open-quote");
        SAYINGS.put("expected ',' or ']'", "syntax-open-bracket");
        SAYINGS.put("expected ',' or '}'", "syntax-open-bracket");
        SAYINGS.put("while scanning a quoted scalar", "syntax-escape");
        SAYINGS.put("unknown escape character", "syntax-escape");
        SAYINGS.put("could not find expected ':'", "syntax-no-colon");
        SAYINGS.put("but found '<scalar>'", "syntax-after-quote");
        SAYINGS.put("but found scalar", "syntax-after-quote");
        SAYINGS.put("but found '<block mapping start>'", "syntax-indent");
        SAYINGS.put("but found '<block sequence start>'", "syntax-indent");
        SAYINGS.put("expected <block end>", "syntax-indent");
        SAYINGS.put("block sequence entries are not allowed", "syntax-indent");
        SAYINGS.put("sequence entries are not allowed", "syntax-indent");
        SAYINGS.put("block collections are not allowed", "syntax-indent");
        SAYINGS.put("while parsing a block", "syntax-indent");
        SAYINGS.put("directive", "syntax-percent");
        SAYINGS.put("tag", "syntax-bang");
    }

    private YamlFault() {}

    static Problem of(String name, String text, YamlEngineException fault) {
        if (fault instanceof ReaderException unreadable) {
            return unreadable(name, text, unreadable);
        }
        if (!(fault instanceof MarkedYamlEngineException marked)) {
            return Problem.error(Place.startOf(name), "syntax", said(fault.getMessage()));
        }
        Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
        Place place = mark.map(at -> new Place(name, at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(() -> Place.startOf(name));
        String words = said(marked.getContext()) + " " + said(marked.getProblem());
        String code = "syntax";
        for (Map.Entry<String, String> saying : SAYINGS.entrySet()) {
            if (words.toLowerCase(Locale.ROOT).contains(saying.getKey().toLowerCase(Locale.ROOT))) {
                code = saying.getValue();
                break;
            }
        }
        boolean begun = code.startsWith("syntax-open") || code.equals("syntax-no-colon") || code.equals("syntax-star");
        Place start = marked.getContextMark()
                .filter(context -> begun)
                .map(at -> new Place(name, at.getLine() + 1, at.getColumn() + 1))
                .orElse(place);
        return Problem.error(start, code, words.strip());
    }

    private static Problem unreadable(String name, String text, ReaderException fault) {
        int until = text.offsetByCodePoints(
                0, Math.min(Math.max(0, fault.getPosition()), text.codePointCount(0, text.length())));
        String before = text.substring(0, until);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
        return Problem.error(
                new Place(name, line, column),
                "syntax-character",
                String.format(Locale.ROOT, "U+%04X", fault.getCodePoint()));
    }

    private static String said(@org.jspecify.annotations.Nullable String words) {
        return words == null ? "" : words.lines().findFirst().orElse("").strip();
    }
}
