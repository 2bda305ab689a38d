package io.fenghuo.match;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folded;
import io.fenghuo.normalise.Folder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule with its keywords numbered: those of the condition first, in reading order, then its exceptions. Immutable once built. */
final class CompiledRule {
    /** The most matches of one regular expression that are looked at. */
    private static final int MOST_PLACES = 2_000;

    final Watchlist watchlist;
    final Rule rule;
    final MatchMode folding;
    final Node root;
    final List<Leaf> leaves = new ArrayList<>();
    /** Numbers from here on are exceptions. */
    final int firstException;
    /** Texts without which none of its regular expressions matches, beside {@link #always}: a post that holds one must be looked at. */
    final List<Literal> triggers = new ArrayList<>();
    /** Whether it must be looked at even when none of its keywords stands in the post: of a regular expression nothing can be told. */
    final boolean always;

    final boolean patterns;
    /** The rule's effects, with the watchlist's owner where the rule names none. */
    final Hit.Effects effects;

    /**
     * One keyword, regular expression or exception.
     *
     * @param denied whether a denial cancels it: not below NOT, nor in a rule that matches denied words
     */
    record Leaf(@Nullable Literal literal, @Nullable Pattern regex, String shown, boolean denied, boolean positive) {}

    CompiledRule(Watchlist watchlist, Rule rule) {
        this.watchlist = watchlist;
        this.rule = rule;
        this.folding = Folder.effective(rule.match());
        if (Expression.holdsOnNothing(rule.condition())) {
            throw new ExpressionException(0, "expression.only_not");
        }
        this.root = compile(rule.condition(), true);
        this.firstException = leaves.size();
        for (String phrase : rule.except()) {
            leaves.add(leaf(Condition.word(phrase), false));
        }
        this.patterns = leaves.stream().anyMatch(leaf -> leaf.regex != null);
        this.effects = effects(watchlist, rule.effects());
        this.always = !collectTriggers();
    }

    /** Whether every regular expression that can make the rule hold needs some text. */
    private boolean collectTriggers() {
        for (Leaf leaf : leaves) {
            if (leaf.regex == null || !leaf.positive) {
                continue;
            }
            List<String> texts = RequiredText.of(leaf.regex.pattern());
            if (texts.isEmpty()) {
                return false;
            }
            for (String text : texts) {
                triggers.add(new Literal(new Condition.Word(text, true, false), text, false, false));
            }
        }
        return true;
    }

    static Hit.Effects effects(Watchlist watchlist, Hit.Effects own) {
        return own.owner() != null || watchlist.owner() == null
                ? own
                : new Hit.Effects(
                        watchlist.owner(),
                        own.correlate(),
                        own.raise(),
                        own.channels(),
                        own.playbook(),
                        own.tags(),
                        own.cooldown());
    }

    private Node compile(Condition condition, boolean positive) {
        if (condition instanceof Condition.Any any) {
            int low = leaves.size();
            List<Node> nodes =
                    any.of().stream().map(each -> compile(each, positive)).toList();
            boolean plain = nodes.stream().allMatch(node -> node instanceof Node.Leaves);
            return plain ? new Node.Leaves(low, leaves.size()) : new Node.Any(nodes);
        }
        if (condition instanceof Condition.All all) {
            return new Node.All(
                    all.of().stream().map(each -> compile(each, positive)).toList());
        }
        if (condition instanceof Condition.Not not) {
            return new Node.Not(compile(not.of(), !positive));
        }
        if (condition instanceof Condition.Near near) {
            Node left = compile(near.left(), positive);
            return new Node.Near(left, compile(near.right(), positive), near.distance(), near.ordered());
        }
        leaves.add(leaf(condition, positive));
        return new Node.Leaves(leaves.size() - 1, leaves.size());
    }

    private Leaf leaf(Condition condition, boolean positive) {
        boolean denied = positive && rule.negation() == Negation.IGNORE;
        if (condition instanceof Condition.Regex regex) {
            Pattern pattern = Pattern.compile(foldPattern(regex.pattern(), folding), Pattern.CASE_INSENSITIVE);
            return new Leaf(null, pattern, "/" + regex.pattern() + "/", denied, positive);
        }
        if (condition instanceof Condition.Word word) {
            return new Leaf(
                    Literal.of(word, folding), null, word.text() + (word.prefix() ? "*" : ""), denied, positive);
        }
        throw new IllegalStateException("not a leaf: " + condition);
    }

    /** Folds the characters of a pattern that cannot be syntax, one by one, as the text it is searched in was folded. */
    static String foldPattern(String pattern, MatchMode mode) {
        StringBuilder out = new StringBuilder(pattern.length());
        pattern.codePoints().forEach(c -> {
            if (c < 0x80) {
                out.appendCodePoint(c);
                return;
            }
            String folded = Folder.fold(Character.toString(c), mode).toString();
            boolean syntax = folded.length() == 1 && "\\.[]{}()*+-?^$|".contains(folded);
            out.append(folded.isEmpty() ? Character.toString(c) : syntax ? "\\" + folded : folded);
        });
        return out.toString();
    }

    /** Looks for the regular expressions of the condition. */
    void searchPatterns(Folded text, Places into) {
        String folded = text.toString();
        for (int i = 0; i < leaves.size(); i++) {
            Pattern regex = leaves.get(i).regex;
            if (regex == null) {
                continue;
            }
            Matcher matcher = regex.matcher(folded);
            int places = 0;
            while (places < MOST_PLACES && matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    into.add(Place.single(matcher.start(), matcher.end(), i));
                    places++;
                }
            }
        }
    }
}
