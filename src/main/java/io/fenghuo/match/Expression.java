package io.fenghuo.match;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.fenghuo.match.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code when:} expressions:
 *
 * <pre>
 *   骗子  "wei xin"        a keyword; quotes where it holds spaces or operators
 *   AI                     Latin letters and digits are whole words: neither MAIL nor training
 *   wei*   ^Case           beginnings of Latin words; upper and lower case as written
 *   /刷[单评]/             a regular expression (RE2, linear time), on the folded text
 *   $name                  one of the words of a list; a word that begins with a dollar sign goes into quotes
 *   A NEAR/12 B            at most 12 characters between, either order
 *   A ~> B                 A before B, at most 20 characters between
 *   NOT  AND  OR  ( )      in this order of binding, after NEAR and ~>
 * </pre>
 *
 * <p>The sides of NEAR and {@code ~>} are keywords or parenthesised OR groups of them. Operators are upper-case ASCII.
 */
public final class Expression {
    /** How far apart the sides of {@code ~>} may stand. */
    public static final int THEN_DISTANCE = 20;

    private static final int DEEPEST = 64;

    private final List<Token> tokens;
    private final Function<String, @Nullable Condition> lists;
    private int at;
    private int depth;

    private Expression(String text, Function<String, @Nullable Condition> lists) {
        this.lists = lists;
        tokens = Lexer.tokens(text);
    }

    /**
     * Reads one expression.
     *
     * @throws ExpressionException naming the place, the fault and the cure
     */
    public static Condition parse(String text) {
        return parse(text, name -> null);
    }

    /**
     * Reads one expression in which {@code $name} stands for a list.
     *
     * @param lists the condition of a list by its name, null when there is none
     * @throws ExpressionException naming the place, the fault and the cure
     */
    public static Condition parse(String text, Function<String, @Nullable Condition> lists) {
        Expression reader = new Expression(text, lists);
        if (reader.peek().type() == Lexer.Type.END) {
            throw new ExpressionException(0, "expression.empty");
        }
        Condition condition = reader.or();
        Token rest = reader.peek();
        if (rest.type() == Lexer.Type.CLOSE) {
            throw new ExpressionException(rest.offset(), "expression.extra_close");
        }
        if (holdsOnNothing(condition)) {
            throw new ExpressionException(0, "expression.only_not");
        }
        return condition;
    }

    /** Whether the condition would hold for a post without any of its words: such a rule would hit everything. */
    static boolean holdsOnNothing(Condition condition) {
        if (condition instanceof Condition.Not not) {
            return !holdsOnNothing(not.of());
        }
        if (condition instanceof Condition.All all) {
            return all.of().stream().allMatch(Expression::holdsOnNothing);
        }
        return condition instanceof Condition.Any any && any.of().stream().anyMatch(Expression::holdsOnNothing);
    }

    private Condition or() {
        List<Condition> parts = new ArrayList<>(List.of(and()));
        while (peek().type() == Lexer.Type.OR) {
            at++;
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition and() {
        List<Condition> parts = new ArrayList<>(List.of(not()));
        while (peek().type() == Lexer.Type.AND) {
            at++;
            parts.add(not());
        }
        Token next = peek();
        if (next.type() != Lexer.Type.OR && next.type() != Lexer.Type.CLOSE && next.type() != Lexer.Type.END) {
            throw missingOperator(next);
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private static ExpressionException missingOperator(Token next) {
        String upper = next.text().toUpperCase(Locale.ROOT);
        if (upper.equals("AND") || upper.equals("OR") || upper.equals("NOT") || upper.startsWith("NEAR/")) {
            String cure = upper.equals("NOT") ? "AND NOT" : upper;
            return new ExpressionException(next.offset(), "expression.operator", next.text(), cure);
        }
        return new ExpressionException(next.offset(), "expression.no_operator", next.text());
    }

    private Condition not() {
        Token token = peek();
        if (token.type() != Lexer.Type.NOT) {
            return near();
        }
        at++;
        enter(token);
        Condition inner = not();
        depth--;
        return new Condition.Not(inner);
    }

    private Condition near() {
        int begin = peek().offset();
        Condition left = primary();
        while (peek().type() == Lexer.Type.NEAR || peek().type() == Lexer.Type.THEN) {
            Token operator = tokens.get(at++);
            int rightAt = peek().offset();
            Condition right = primary();
            requirePlace(left, begin, operator);
            requirePlace(right, rightAt, operator);
            boolean ordered = operator.type() == Lexer.Type.THEN;
            left = new Condition.Near(left, right, ordered ? THEN_DISTANCE : operator.number(), ordered);
        }
        return left;
    }

    private static void requirePlace(Condition side, int offset, Token operator) {
        if (!hasPlace(side)) {
            throw new ExpressionException(offset, "expression.near_side", operator.text());
        }
    }

    private static boolean hasPlace(Condition side) {
        if (side instanceof Condition.Any any) {
            return any.of().stream().allMatch(Expression::hasPlace);
        }
        return !(side instanceof Condition.All) && !(side instanceof Condition.Not);
    }

    private Condition primary() {
        Token token = tokens.get(at);
        switch (token.type()) {
            case OPEN -> {
                at++;
                enter(token);
                Condition inner = or();
                if (peek().type() != Lexer.Type.CLOSE) {
                    throw new ExpressionException(token.offset(), "expression.unclosed", "(");
                }
                at++;
                depth--;
                return inner;
            }
            case PHRASE -> {
                at++;
                return new Condition.Word(token.text().strip(), false, false);
            }
            case WORD -> {
                at++;
                return word(token);
            }
            case REGEX -> {
                at++;
                return regex(token);
            }
            default -> {
                String found = token.type() == Lexer.Type.END ? "…" : token.text();
                throw new ExpressionException(token.offset(), "expression.no_word", found);
            }
        }
    }

    private void enter(Token token) {
        if (++depth > DEEPEST) {
            throw new ExpressionException(token.offset(), "expression.too_deep", DEEPEST);
        }
    }

    /** Whether a word refers to a list: {@code $99} does not. */
    public static boolean isReference(String word) {
        return word.length() > 1 && word.charAt(0) == '$' && Character.isLetter(word.codePointAt(1));
    }

    private Condition word(Token token) {
        String text = token.text();
        if (isReference(text)) {
            Condition list = lists.apply(text.substring(1));
            if (list == null) {
                throw new ExpressionException(token.offset(), "expression.no_list", text);
            }
            return list;
        }
        boolean sameCase = text.length() > 1 && text.startsWith("^");
        String bare = sameCase ? text.substring(1) : text;
        int star = bare.indexOf('*');
        if (star < 0) {
            return new Condition.Word(bare, false, sameCase);
        }
        boolean prefix = star > 0 && star == bare.length() - 1 && Literal.isWordCharacter(bare.charAt(star - 1));
        if (!prefix) {
            throw new ExpressionException(token.offset(), "expression.star", text, bare.replace("*", ""));
        }
        return new Condition.Word(bare.substring(0, star), true, sameCase);
    }

    private static Condition regex(Token token) {
        try {
            Pattern pattern = Pattern.compile(token.text(), Pattern.CASE_INSENSITIVE);
            if (pattern.matcher("").matches()) {
                throw new ExpressionException(token.offset(), "expression.regex_empty", token.text());
            }
            return new Condition.Regex(token.text());
        } catch (PatternSyntaxException e) {
            throw new ExpressionException(
                    token.offset(), "expression.regex", token.text(), String.valueOf(e.getMessage()));
        }
    }

    private Token peek() {
        return tokens.get(at);
    }
}
