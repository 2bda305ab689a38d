package io.fenghuo.app.trial;

import io.fenghuo.config.Problem;
import io.fenghuo.config.RulePlaces;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        for (Post post : harmless) {
            for (Hit hit : matcher.match(post)) {
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
                        entry.getValue().sample))
                .toList();
    }

    private static String start(String text) {
        int end = text.offsetByCodePoints(0, Math.min(SAMPLE, text.codePointCount(0, text.length())));
        return end < text.length() ? text.substring(0, end) + "…" : text;
    }
}
