package io.fenghuo.match;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a condition into tokens; what an input method turned full-width is refused with the form to write. */
final class Lexer {
    /** What stands where an ASCII mark is meant, and that mark. */
    private static final String FULL_WIDTH = "（）“”＂「」『』～＞＊／＾＃";

    private static final String ASCII = "()\"\"\"\"\"\"\"~>*/^#";
    private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    enum Type {
        OPEN,
        CLOSE,
        AND,
        OR,
        NOT,
        NEAR,
        THEN,
        PHRASE,
        WORD,
        REGEX,
        END
    }

    /** One token; {@code number} is the distance of NEAR. */
    record Token(Type type, String text, int offset, int number) {}

    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        lexer.add(Type.END, "", text.length());
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (isBlank(c)) {
            at++;
        } else if (c == '(') {
            add(Type.OPEN, "(", at++);
        } else if (c == ')') {
            add(Type.CLOSE, ")", at++);
        } else if (c == '"') {
            quoted('"', Type.PHRASE);
        } else if (c == '/') {
            quoted('/', Type.REGEX);
        } else if (text.startsWith("~>", at)) {
            add(Type.THEN, "~>", at);
            at += 2;
        } else {
            refuseForeignMark(at);
            word();
        }
    }

    private void quoted(char quote, Type type) {
        StringBuilder out = new StringBuilder();
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            boolean escaped = text.charAt(i) == '\\' && i + 1 < text.length();
            if (escaped && (text.charAt(i + 1) == quote || type == Type.PHRASE)) {
                out.append(text.charAt(i + 1));
                i += 2;
            } else if (escaped) {
                out.append(text, i, i + 2);
                i += 2;
            } else {
                out.append(text.charAt(i++));
            }
        }
        if (i >= text.length()) {
            throw new ExpressionException(at, "expression.unclosed", String.valueOf(quote));
        }
        if (out.toString().isBlank()) {
            throw new ExpressionException(at, "expression.empty_word");
        }
        add(type, out.toString(), at);
        at = i + 1;
    }

    private void word() {
        int begin = at;
        while (at < text.length() && !endsWord(at)) {
            if (at > begin) {
                refuseForeignMark(at);
            }
            at++;
        }
        String word = text.substring(begin, at);
        if (OPERATORS.contains(word)) {
            add(Type.valueOf(word), word, begin);
        } else if (word.startsWith("NEAR") && (word.length() == 4 || word.charAt(4) == '/')) {
            tokens.add(new Token(Type.NEAR, word, begin, distance(word, begin)));
        } else {
            refuseLookAlike(word, begin);
            add(Type.WORD, word, begin);
        }
    }

    private boolean endsWord(int i) {
        char c = text.charAt(i);
        return isBlank(c) || c == '(' || c == ')' || c == '"' || text.startsWith("~>", i);
    }

    private static int distance(String word, int offset) {
        String digits = word.length() > 5 ? word.substring(5) : "";
        if (!digits.matches("[1-9][0-9]{0,2}")) {
            throw new ExpressionException(offset, "expression.near_number", word);
        }
        return Integer.parseInt(digits);
    }

    /** Commas, ampersands and operators in full-width letters or lower case: meant as operators, written as words. */
    private void refuseLookAlike(String word, int offset) {
        String narrow = Normalizer.normalize(word, Normalizer.Form.NFKC);
        String upper = narrow.toUpperCase(Locale.ROOT);
        if (!narrow.equals(word) && (OPERATORS.contains(upper) || upper.startsWith("NEAR/"))) {
            throw new ExpressionException(offset, "expression.full_width", word, upper);
        }
        if (word.equals("&") || word.equals("&&") || word.equals("且") || word.equals("并且")) {
            throw new ExpressionException(offset, "expression.operator", word, "AND");
        }
        if (word.equals("|") || word.equals("||") || word.equals("或") || word.equals("或者")) {
            throw new ExpressionException(offset, "expression.operator", word, "OR");
        }
        if (word.startsWith("!")) {
            throw new ExpressionException(offset, "expression.operator", "!", "NOT");
        }
        if (word.equals("+") || word.equals("-")) {
            throw new ExpressionException(offset, "expression.operator", word, "AND / NOT");
        }
    }

    private void refuseForeignMark(int i) {
        char c = text.charAt(i);
        int known = FULL_WIDTH.indexOf(c);
        if (known >= 0) {
            throw new ExpressionException(
                    i, "expression.full_width", String.valueOf(c), String.valueOf(ASCII.charAt(known)));
        }
        if ("，、,；;｜".indexOf(c) >= 0) {
            throw new ExpressionException(i, "expression.operator", String.valueOf(c), "OR");
        }
        if (c == '！') {
            throw new ExpressionException(i, "expression.operator", "！", "NOT");
        }
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u3000' || c == '\u00A0' || c == '\uFEFF';
    }

    private void add(Type type, String word, int offset) {
        tokens.add(new Token(type, word, offset, 0));
    }
}
