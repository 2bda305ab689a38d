package io.fenghuo.config;

import io.fenghuo.match.Rule;
import io.fenghuo.match.RuleLint;
import io.fenghuo.match.Watchlist;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Warns of what is lawful in the watchlists of a home and still likely not meant, at its place. */
public final class WatchlistLint {
    private WatchlistLint() {}

    /**
     * The warnings.
     *
     * @param home where the files lie, for the places
     * @param sources the ids that posts can come from; empty = not known
     * @param now which rules are over by now
     */
    public static List<Problem> of(Path home, List<Watchlist> lists, Set<String> sources, Instant now) {
        List<Problem> problems = new ArrayList<>();
        for (RuleLint.Finding found : RuleLint.of(lists)) {
            String keyword = found.keyword();
            Place place = keyword == null
                    ? RulePlaces.of(home, found.watchlist(), found.rule())
                    : RulePlaces.of(home, found.watchlist(), found.rule(), keyword);
            problems.add(Problem.warning(place, found.code(), found.args().toArray()));
        }
        for (Watchlist list : lists) {
            for (Rule rule : list.rules()) {
                Instant until = rule.scope().until();
                if (until != null && !now.isBefore(until)) {
                    problems.add(
                            Problem.warning(RulePlaces.of(home, list.id(), rule.id()), "rule-over", rule.id(), until));
                }
                for (String source : rule.sources()) {
                    if (!sources.isEmpty() && !sources.contains(source)) {
                        Place place = RulePlaces.of(home, list.id(), rule.id(), source);
                        problems.add(Problem.warning(place, "rule-source", source, String.join(" ", sources)));
                    }
                }
            }
        }
        return problems;
    }
}
