package io.fenghuo.app.bench;

import io.fenghuo.match.Condition;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.PairFrequencies;
import io.fenghuo.match.PairIndex;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.normalise.Folder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ahocorasick.trie.Emit;
import org.ahocorasick.trie.Trie;
import org.ahocorasick.trie.handler.EmitHandler;

/** The engines of the jar. */
public final class Engines {
    /** The name of ours, to which the ratios are. */
    public static final String OURS = "fenghuo";

    private Engines() {}

    /** Ours first. */
    public static List<Engine> all() {
        return List.of(
                new Engine(OURS, false, Integer.MAX_VALUE, true, Engines::ours),
                new Engine(OURS + " + folding", true, Integer.MAX_VALUE, false, Engines::folding),
                new Engine(OURS + " + folding + rules", true, Integer.MAX_VALUE, false, Engines::rules),
                new Engine("org.ahocorasick", false, Integer.MAX_VALUE, true, Engines::ahoCorasick),
                new Engine("String.indexOf", false, 1_000, true, Engines::indexOf),
                new Engine("java.util.regex", false, 1_000, false, Engines::regex));
    }

    private static Engine.Search ours(List<String> keywords) {
        String[] all = keywords.toArray(String[]::new);
        PairIndex index = new PairIndex(all, PairFrequencies.shipped());
        PairIndex.Found found = new PairIndex.Found();
        char[] buffer = new char[1 << 16];
        return (text, places) -> {
            text.getChars(0, text.length(), buffer, 0);
            if (!index.scan(buffer, text.length(), found)) {
                throw new IllegalStateException("a text of the benchmark asks for too many comparisons: " + text);
            }
            for (int i = 0; i < found.size(); i++) {
                places.found(found.start(i), found.start(i) + all[found.keyword(i)].length());
            }
            return found.size();
        };
    }

    private static Engine.Search folding(List<String> keywords) {
        PairIndex index = new PairIndex(keywords.toArray(String[]::new), PairFrequencies.shipped());
        PairIndex.Found found = new PairIndex.Found();
        Folder folder = new Folder(MatchMode.FOLDED);
        return (text, places) -> {
            folder.read(text);
            index.scan(folder.characters(), folder.length(), found);
            return found.size();
        };
    }

    /** A rule for each keyword, denials heeded, hits made: all that the service does with a post before it grades. */
    private static Engine.Search rules(List<String> keywords) {
        List<Rule> rules = new ArrayList<>();
        for (String keyword : keywords) {
            rules.add(Rule.builder("r" + rules.size(), Severity.L3, "bench", Condition.word(keyword))
                    .build());
        }
        Matcher matcher = Matcher.compile(List.of(new Watchlist("bench", "bench", null, rules)));
        IdentityHashMap<String, Post> posts = new IdentityHashMap<>();
        return (text, places) -> matcher.match(posts.computeIfAbsent(
                        text, t -> Post.builder("bench", "1", t, Instant.EPOCH).build()))
                .size();
    }

    private static Engine.Search ahoCorasick(List<String> keywords) {
        Trie trie = Trie.builder().addKeywords(keywords).build();
        return (text, places) -> {
            int[] count = {0};
            EmitHandler handler = (Emit emit) -> {
                places.found(emit.getStart(), emit.getEnd() + 1);
                count[0]++;
                return true;
            };
            trie.parseText(text, handler);
            return count[0];
        };
    }

    private static Engine.Search indexOf(List<String> keywords) {
        return (text, places) -> {
            int count = 0;
            for (String keyword : keywords) {
                for (int at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) {
                    places.found(at, at + keyword.length());
                    count++;
                }
            }
            return count;
        };
    }

    /** One alternation: of overlapping keywords it finds the first. */
    private static Engine.Search regex(List<String> keywords) {
        Pattern pattern = Pattern.compile(keywords.stream().map(Pattern::quote).collect(Collectors.joining("|")));
        return (text, places) -> {
            int count = 0;
            java.util.regex.Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                places.found(matcher.start(), matcher.end());
                count++;
            }
            return count;
        };
    }
}
