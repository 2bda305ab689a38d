package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ahocorasick.trie.PayloadEmit;
import org.ahocorasick.trie.PayloadTrie;
import org.ahocorasick.trie.handler.PayloadEmitHandler;

/**
 * All keywords of one folding in one org.ahocorasick trie, behind an exact filter: of every keyword one pair of neighbouring characters is
 * marked in a bitmap, and a text without any marked pair cannot hold any keyword. Of the library only its search over text we folded ourselves is
 * used: equal keywords are merged here (it drops the second), and the trie is never touched once built (its builder changes the live one).
 * Threadsafe.
 */
final class Automaton {
    private static final int PAIR_BITS = 18;
    private static final int PAIR_MASK = (1 << PAIR_BITS) - 1;

    private final PayloadTrie<Keyword> trie;
    private final long[] pairs = new long[1 << (PAIR_BITS - 6)];
    private final long[] singles = new long[1 << (16 - 6)];
    private final boolean hasSingles;

    /** Which keyword of which rule. */
    record Use(int rule, int leaf, Literal literal) {}

    /** A folded keyword and everyone who asks for it. */
    record Keyword(String folded, Use[] uses) {}

    /** Hears of every occurrence. */
    interface Sink {
        void found(Use use, int start, int end);
    }

    private Automaton(Map<String, List<Use>> keywords) {
        PayloadTrie.PayloadTrieBuilder<Keyword> builder = PayloadTrie.builder();
        boolean single = false;
        for (Map.Entry<String, List<Use>> entry : keywords.entrySet()) {
            String folded = entry.getKey();
            builder.addKeyword(folded, new Keyword(folded, entry.getValue().toArray(Use[]::new)));
            if (folded.length() == 1) {
                mark(singles, folded.charAt(0));
                single = true;
            } else {
                mark(pairs, pair(folded.charAt(0), folded.charAt(1)));
            }
        }
        trie = builder.build();
        hasSingles = single;
    }

    /** Over all keywords of {@code rules} that fold alike; the rules' positions in the list are their numbers. */
    static Automaton of(List<CompiledRule> rules, MatchMode folding) {
        Map<String, List<Use>> keywords = new LinkedHashMap<>();
        for (int r = 0; r < rules.size(); r++) {
            CompiledRule rule = rules.get(r);
            if (rule.folding != folding) {
                continue;
            }
            for (int l = 0; l < rule.leaves.size(); l++) {
                Literal literal = rule.leaves.get(l).literal();
                if (literal != null) {
                    keywords.computeIfAbsent(literal.folded(), k -> new ArrayList<>(1))
                            .add(new Use(r, l, literal));
                }
            }
        }
        return new Automaton(keywords);
    }

    /** Tells {@code sink} of every occurrence, by end and then by length, longest first. */
    void scan(Folded text, Sink sink) {
        if (!mayMatch(text)) {
            return;
        }
        PayloadEmitHandler<Keyword> handler = (PayloadEmit<Keyword> emit) -> {
            for (Use use : emit.getPayload().uses()) {
                sink.found(use, emit.getStart(), emit.getEnd() + 1);
            }
            return true;
        };
        trie.parseText(text, handler);
    }

    /** Whether any keyword can stand in the text; never false when one does. */
    boolean mayMatch(Folded text) {
        int length = text.length();
        if (length == 0) {
            return false;
        }
        char last = text.charAt(0);
        if (hasSingles && isMarked(singles, last)) {
            return true;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (isMarked(pairs, pair(last, c)) || (hasSingles && isMarked(singles, c))) {
                return true;
            }
            last = c;
        }
        return false;
    }

    private static int pair(char a, char b) {
        int hash = (a * 0x9E3779B1) ^ (b * 0x85EBCA6B);
        return (hash >>> (32 - PAIR_BITS)) & PAIR_MASK;
    }

    private static void mark(long[] bits, int at) {
        bits[at >>> 6] |= 1L << at;
    }

    private static boolean isMarked(long[] bits, int at) {
        return (bits[at >>> 6] & 1L << at) != 0;
    }
}
