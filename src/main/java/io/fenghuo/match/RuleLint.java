package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.normalise.Folder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is lawful in watchlists and still likely not meant: keywords, exceptions and rules that add nothing, can do nothing, or would hit
 * everybody. Nothing here is an error. Pure.
 */
public final class RuleLint {
    /** A keyword that stands in more than this part of ordinary posts hits everybody. */
    public static final double MOST = 0.01;

    /** More findings of one sort tell nothing new about a rule. */
    private static final int MOST_FINDINGS = 20;

    private static final int LONGEST = 40;

    private final List<Finding> findings = new ArrayList<>();

    private RuleLint() {}

    /**
     * Something to mend.
     *
     * @param keyword which keyword or exception it is about; null = the rule
     * @param code such as {@code keyword-contained}; the sentence is the reader's
     */
    public record Finding(
            String watchlist, String rule, @Nullable String keyword, String code, List<String> args) {
        public Finding {
            args = List.copyOf(args);
        }
    }

    /** What there is to mend in {@code lists}, rule by rule. */
    public static List<Finding> of(List<Watchlist> lists) {
        RuleLint lint = new RuleLint();
        Map<String, String> seen = new HashMap<>();
        for (Watchlist list : lists) {
            for (Rule rule : list.rules()) {
                lint.rule(list, rule);
                String twin = seen.putIfAbsent(Canonical.of(rule), list.id() + ": " + rule.id());
                if (twin != null) {
                    lint.add(list, rule, null, "rules-twin", twin);
                }
            }
        }
        return lint.findings;
    }

    private void add(Watchlist list, Rule rule, @Nullable String keyword, String code, String... args) {
        findings.add(new Finding(list.id(), rule.id(), keyword, code, List.of(args)));
    }

    private void rule(Watchlist list, Rule rule) {
        MatchMode mode = Folder.effective(rule.match());
        groups(rule.condition(), false).forEach(group -> group(list, rule, group, mode));
        String never = never(rule, mode);
        exceptions(list, rule, mode, never == null);
        if (never != null) {
            add(list, rule, null, "rule-never", never);
        }
        int common = 0;
        for (Condition.Word word : Alternatives.alone(rule.condition())) {
            String folded = Literal.of(word, mode).folded();
            boolean one =
                    folded.codePointCount(0, folded.length()) == 1 && Character.isLetterOrDigit(folded.codePointAt(0));
            if (one && !word.prefix()) {
                add(list, rule, word.text(), "keyword-one", word.text());
            } else if (isCommon(folded) && common++ < MOST_FINDINGS) {
                add(list, rule, word.text(), "keyword-common", word.text());
            }
        }
    }

    /** Whether a keyword of two characters is so common in the shipped table; of longer ones it does not tell. */
    private static boolean isCommon(String folded) {
        PairFrequencies table = PairFrequencies.shipped();
        return folded.length() == 2 && table.least(folded.charAt(0), folded.charAt(1)) > MOST * table.texts();
    }

    /**
     * Words that stand for one another.
     *
     * @param paired whether they are a side of NEAR, where a longer word may reach what a shorter one does not
     */
    private record Group(List<Condition.Word> words, boolean paired) {}

    private static List<Group> groups(Condition condition, boolean paired) {
        List<Group> groups = new ArrayList<>();
        if (condition instanceof Condition.Any any) {
            List<Condition.Word> words = new ArrayList<>();
            for (Condition part : any.of()) {
                if (part instanceof Condition.Word word) {
                    words.add(word);
                } else {
                    groups.addAll(groups(part, paired));
                }
            }
            groups.add(new Group(words, paired));
        } else if (condition instanceof Condition.All all) {
            all.of().forEach(part -> groups.addAll(groups(part, paired)));
        } else if (condition instanceof Condition.Near near) {
            groups.addAll(groups(near.left(), true));
            groups.addAll(groups(near.right(), true));
        } else if (condition instanceof Condition.Not not) {
            groups.addAll(groups(not.of(), paired));
        }
        return groups;
    }

    private void group(Watchlist list, Rule rule, Group group, MatchMode mode) {
        Map<String, Condition.Word> byText = new LinkedHashMap<>();
        int told = 0;
        for (Condition.Word word : group.words()) {
            if (word.sameCase()) {
                continue;
            }
            String folded = Literal.of(word, mode).folded() + (word.prefix() ? "*" : "");
            Condition.Word first = byText.putIfAbsent(folded, word);
            if (first != null && told++ < MOST_FINDINGS) {
                add(list, rule, word.text(), "keyword-same", word.text(), first.text());
            }
        }
        if (group.paired() || rule.match() == MatchMode.TOLERANT) {
            return;
        }
        told = 0;
        for (Map.Entry<String, Condition.Word> each : byText.entrySet()) {
            Condition.Word part = told < MOST_FINDINGS ? part(each.getKey(), byText, rule) : null;
            if (part != null) {
                told++;
                String longer = each.getValue().text();
                add(list, rule, longer, "keyword-contained", longer, part.text());
            }
        }
    }

    /** Another keyword that is found wherever this one stands; null when there is none. */
    private static Condition.@Nullable Word part(String folded, Map<String, Condition.Word> byText, Rule rule) {
        if (folded.length() > LONGEST || folded.endsWith("*")) {
            return null;
        }
        for (int start = 0; start < folded.length(); start++) {
            for (int end = start + 1; end <= folded.length(); end++) {
                if (end - start < folded.length()) {
                    String inner = folded.substring(start, end);
                    Condition.Word other = byText.get(inner);
                    other = other == null ? byText.get(inner + "*") : other;
                    if (other != null && fires(other, rule, folded)) {
                        return other;
                    }
                }
            }
        }
        return null;
    }

    /** Whether one keyword, by the rule's own ways, is found in a text. */
    private static boolean fires(Condition condition, Rule rule, String text) {
        Rule alone = Rule.builder("lint", Severity.L3, "lint", condition)
                .match(rule.match() == MatchMode.EXACT ? MatchMode.EXACT : MatchMode.FOLDED)
                .negation(rule.negation())
                .except(rule.except())
                .build();
        Matcher matcher = Matcher.compile(List.of(new Watchlist("lint", "lint", null, List.of(alone))));
        return !matcher.match(Post.builder("lint", "1", text, Instant.EPOCH).build())
                .isEmpty();
    }

    private void exceptions(Watchlist list, Rule rule, MatchMode mode, boolean fires) {
        if (rule.except().isEmpty()) {
            return;
        }
        Set<String> cancelled = new HashSet<>();
        rule.except()
                .forEach(
                        each -> cancelled.add(Folder.fold(each, mode).toString().strip()));
        Set<String> keywords = new LinkedHashSet<>();
        for (Condition.Word word : Alternatives.positive(rule.condition())) {
            String folded = Literal.of(word, mode).folded();
            if (keywords.add(folded) && fires && !word.prefix() && cancelled.contains(folded)) {
                add(list, rule, word.text(), "keyword-cancelled", word.text());
            }
        }
        if (Alternatives.hasRegex(rule.condition())) {
            return;
        }
        for (String phrase : rule.except()) {
            String folded = Folder.fold(phrase, mode).toString().strip();
            if (keywords.stream().noneMatch(folded::contains)) {
                add(list, rule, phrase, "except-never", phrase);
            }
        }
    }

    /** Why no post can ever fire the rule, as far as that can be told; null when one may. */
    private static @Nullable String never(Rule rule, MatchMode mode) {
        List<Set<Condition.Word>> ways = Alternatives.of(rule.condition());
        if (ways == null || ways.isEmpty()) {
            return null;
        }
        List<Condition.Word> excluded = Alternatives.excluded(rule.condition());
        Set<String> cancelled = new TreeSet<>();
        rule.except()
                .forEach(
                        each -> cancelled.add(Folder.fold(each, mode).toString().strip()));
        String why = null;
        for (Set<Condition.Word> way : ways) {
            String dead = null;
            for (Condition.Word word : way) {
                String folded = Literal.of(word, mode).folded();
                dead = dead == null && cancelled.contains(folded) ? word.text() + " / " + word.text() : dead;
                for (Condition.Word other : dead == null ? excluded : List.<Condition.Word>of()) {
                    boolean inside = folded.contains(Literal.of(other, mode).folded());
                    if (dead == null && inside && isIn(other, mode, folded)) {
                        dead = word.text() + " / " + other.text();
                    }
                }
            }
            if (dead == null) {
                return null;
            }
            why = why == null ? dead : why;
        }
        return why;
    }

    private static boolean isIn(Condition.Word word, MatchMode mode, String text) {
        Rule alone = Rule.builder("lint", Severity.L3, "lint", word)
                .match(mode)
                .negation(Negation.MATCH)
                .build();
        return fires(word, alone, text);
    }
}
