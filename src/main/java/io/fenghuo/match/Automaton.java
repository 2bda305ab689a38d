package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ahocorasick.trie.PayloadTrie;
import org.jspecify.annotations.Nullable;

/**
 * All keywords of one folding: a {@link PairIndex} finds them in texts as people write them, and an org.ahocorasick trie in texts made to hold
 * so many beginnings of keywords that the index would be slow, so that no text takes more than time linear in its length. The trie is built
 * when the first such text comes. Of the library only its search over text we folded ourselves is used: equal keywords are merged here (it
 * drops the second), and the trie is never touched once built (its builder changes the live one). Threadsafe.
 */
final class Automaton {
    private final String[] keywords;
    private final Use[][] uses;
    private final PairIndex index;
    private volatile @Nullable PayloadTrie<Integer> trie;

    /** Which keyword of which rule; {@link #TRIGGER} for what only asks that the rule be looked at. */
    record Use(int rule, int leaf, Literal literal) {
        static final int TRIGGER = -1;
    }

    /** Hears of every occurrence. */
    interface Sink {
        void found(Use use, int start, int end);
    }

    private Automaton(Map<String, List<Use>> byKeyword) {
        keywords = byKeyword.keySet().toArray(String[]::new);
        uses = byKeyword.values().stream().map(list -> list.toArray(Use[]::new)).toArray(Use[][]::new);
        index = new PairIndex(keywords, PairFrequencies.shipped());
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
            for (Literal trigger : rule.triggers) {
                keywords.computeIfAbsent(trigger.folded(), k -> new ArrayList<>(1))
                        .add(new Use(r, Use.TRIGGER, trigger));
            }
        }
        return new Automaton(keywords);
    }

    /**
     * Looks for every keyword in what {@code text} read last.
     *
     * @param found kept by the caller from one text to the next
     * @return whether there is something to {@link #tell}
     */
    boolean scan(Folder text, PairIndex.Found found) {
        return !index.scan(text.characters(), text.length(), found) || found.size() > 0;
    }

    /** Tells {@code sink} of every occurrence that {@link #scan} found; those of one keyword in the order of the text. */
    void tell(Folder text, PairIndex.Found found, Sink sink) {
        for (int i = 0; i < found.size(); i++) {
            tell(found.keyword(i), found.start(i), sink);
        }
        if (found.dense()) {
            trie().parseText(
                            new String(text.characters(), 0, text.length()),
                            (org.ahocorasick.trie.PayloadEmit<Integer> emit) -> {
                                tell(emit.getPayload(), emit.getStart(), sink);
                                return true;
                            });
        }
    }

    private void tell(int keyword, int start, Sink sink) {
        for (Use use : uses[keyword]) {
            sink.found(use, start, start + keywords[keyword].length());
        }
    }

    private PayloadTrie<Integer> trie() {
        PayloadTrie<Integer> built = trie;
        if (built == null) {
            synchronized (this) {
                built = trie;
                if (built == null) {
                    PayloadTrie.PayloadTrieBuilder<Integer> builder = PayloadTrie.builder();
                    for (int k = 0; k < keywords.length; k++) {
                        builder.addKeyword(keywords[k], k);
                    }
                    built = builder.build();
                    trie = built;
                }
            }
        }
        return built;
    }
}
