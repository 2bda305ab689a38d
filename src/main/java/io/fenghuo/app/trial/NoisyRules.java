package io.fenghuo.app.trial;

import io.fenghuo.config.Problem;
import io.fenghuo.config.RulePlaces;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Span;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Warns of rules that would call people out for posts nobody need hear of, as the trial corpus has them. */
public final class NoisyRules {
    /** A rule that hits more than this part of the harmless posts cries wolf. */
    public static final double MOST = 0.01;

    private static final int SAMPLE = 40;

    private NoisyRules() {}

    private record Key(String watchlist, String rule) {}

    private static final class Tally {
        private final String sample;
        private int count;

        Tally(String sample) {
            this.sample = sample;
        }
    }

    /**
     * A warning for each noisy rule of {@code lists}.
     *
     * @param home where their files lie, for the places
     */
    public static List<Problem> of(Path home, List<Watchlist> lists) {
        Matcher matcher = Matcher.compile(lists);
        List<Post> harmless = TrialCorpus.shipped().harmless();
        Map<Key, Tally> tallies = new LinkedHashMap<>();
        Map<Key, Map<String, Integer>> words = new LinkedHashMap<>();
        for (Post post : harmless) {
            for (Hit hit : matcher.match(post)) {
                Key rule = new Key(hit.watchlist(), hit.rule());
                hit.spans().stream()
                        .map(Span::keyword)
                        .distinct()
                        .forEach(word -> words.computeIfAbsent(rule, k -> new TreeMap<>())
                                .merge(word, 1, Integer::sum));
                tallies.computeIfAbsent(new Key(hit.watchlist(), hit.rule()), k -> new Tally(start(post.text())))
                        .count++;
            }
        }
        return tallies.entrySet().stream()
                .filter(entry -> entry.getValue().count > MOST * harmless.size())
                .map(entry -> Problem.warning(
                        RulePlaces.of(
                                home, entry.getKey().watchlist(), entry.getKey().rule()),
                        "rule-noisy",
                        entry.getKey().rule(),
                        entry.getValue().count,
                        harmless.size(),
                        entry.getValue().sample,
                        commonest(words.getOrDefault(entry.getKey(), Map.of()))))
                .toList();
    }

    /** The keyword that stands in most of the posts. */
    private static String commonest(Map<String, Integer> words) {
        return words.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> entry.getKey() + "×" + entry.getValue())
                .orElse("");
    }

    private static String start(String text) {
        int end = text.offsetByCodePoints(0, Math.min(SAMPLE, text.codePointCount(0, text.length())));
        return end < text.length() ? text.substring(0, end) + "…" : text;
    }
}
