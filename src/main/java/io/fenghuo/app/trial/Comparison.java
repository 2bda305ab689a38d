package io.fenghuo.app.trial;

import io.fenghuo.match.Matcher;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What two sets of watchlists find in the same posts. Rules are the same when their list and their id are. Confined to one thread; several, each
 * over its part of the posts, are added up by {@link #add}.
 */
public final class Comparison {
    /** The longest text a sample keeps, in characters. */
    public static final int SAMPLE_TEXT = 2_000;

    private final Matcher before;
    private final Matcher after;
    private final int most;
    private final Map<Key, Tally> changes = new LinkedHashMap<>();
    private long posts;
    private long matchedBefore;
    private long matchedAfter;
    private long newlyMatched;
    private long nowSilent;

    /** What became of a rule in a post. */
    public enum What {
        /** It did not fire and now does. */
        NEW,
        /** It fired and no longer does. */
        GONE,
        /** It fires as before, at another grade. */
        LEVEL
    }

    private record Key(
            What what,
            String watchlist,
            String rule,
            String category,
            @Nullable String before,
            @Nullable String after) {}

    private static final class Tally {
        private long count;
        private final List<Sample> samples = new ArrayList<>();
    }

    /**
     * A post a change shows in.
     *
     * @param text cut to {@value #SAMPLE_TEXT} characters
     * @param spans what was found in it, by the list that finds it
     */
    public record Sample(String post, String source, String text, List<Span> spans) {
        public Sample {
            spans = List.copyOf(spans);
        }
    }

    /**
     * One change of one rule.
     *
     * @param before the grade it fired at, such as {@code L1?} for suspected; null = it did not
     * @param after the grade it fires at now; null = it does not
     * @param count posts
     * @param samples the first of them
     */
    public record Change(
            What what,
            String watchlist,
            String rule,
            String category,
            @Nullable String before,
            @Nullable String after,
            long count,
            List<Sample> samples) {
        public Change {
            samples = List.copyOf(samples);
        }
    }

    /**
     * What it comes to.
     *
     * @param before posts with a hit of the present lists
     * @param after posts with a hit of the changed ones
     * @param newlyMatched posts that were silent and now have a hit
     * @param nowSilent posts that had a hit and now are silent
     * @param changes by what and by count, the most first
     */
    public record Result(long posts, long before, long after, long newlyMatched, long nowSilent, List<Change> changes) {
        public Result {
            changes = List.copyOf(changes);
        }

        /** Whether the lists find the same, at the same grades. */
        public boolean same() {
            return changes.isEmpty();
        }
    }

    /**
     * A comparison without posts yet.
     *
     * @param most samples kept of each change
     */
    public Comparison(Matcher before, Matcher after, int most) {
        this.before = before;
        this.after = after;
        this.most = most;
    }

    /** Looks at one post. */
    public void see(Post post) {
        List<Hit> old = before.match(post);
        List<Hit> now = after.match(post);
        posts++;
        matchedBefore += old.isEmpty() ? 0 : 1;
        matchedAfter += now.isEmpty() ? 0 : 1;
        newlyMatched += old.isEmpty() && !now.isEmpty() ? 1 : 0;
        nowSilent += now.isEmpty() && !old.isEmpty() ? 1 : 0;
        for (Hit hit : now) {
            Hit same = same(hit, old);
            if (same == null) {
                note(new Key(What.NEW, hit.watchlist(), hit.rule(), hit.category(), null, grade(hit)), post, hit);
            } else if (!grade(same).equals(grade(hit))) {
                note(
                        new Key(What.LEVEL, hit.watchlist(), hit.rule(), hit.category(), grade(same), grade(hit)),
                        post,
                        hit);
            }
        }
        for (Hit hit : old) {
            if (same(hit, now) == null) {
                note(new Key(What.GONE, hit.watchlist(), hit.rule(), hit.category(), grade(hit), null), post, hit);
            }
        }
    }

    private static @Nullable Hit same(Hit hit, List<Hit> among) {
        for (Hit one : among) {
            if (one.rule().equals(hit.rule()) && one.watchlist().equals(hit.watchlist())) {
                return one;
            }
        }
        return null;
    }

    private static String grade(Hit hit) {
        return hit.level() + (hit.suspected() ? "?" : "");
    }

    private void note(Key key, Post post, Hit hit) {
        Tally tally = changes.computeIfAbsent(key, k -> new Tally());
        tally.count++;
        if (tally.samples.size() < most) {
            String text = post.text();
            int end = Math.min(text.length(), SAMPLE_TEXT);
            List<Span> spans =
                    hit.spans().stream().filter(span -> span.end() <= end).toList();
            tally.samples.add(new Sample(post.id(), post.source(), text.substring(0, end), spans));
        }
    }

    /** Takes in what was found in other posts, which come after these. */
    public void add(Comparison other) {
        posts += other.posts;
        matchedBefore += other.matchedBefore;
        matchedAfter += other.matchedAfter;
        newlyMatched += other.newlyMatched;
        nowSilent += other.nowSilent;
        other.changes.forEach((key, theirs) -> {
            Tally tally = changes.computeIfAbsent(key, k -> new Tally());
            tally.count += theirs.count;
            theirs.samples.stream()
                    .limit(Math.max(0, most - tally.samples.size()))
                    .forEach(tally.samples::add);
        });
    }

    /** What it comes to so far. */
    public Result result() {
        List<Change> all = new ArrayList<>();
        changes.forEach((key, tally) -> all.add(new Change(
                key.what(),
                key.watchlist(),
                key.rule(),
                key.category(),
                key.before(),
                key.after(),
                tally.count,
                tally.samples)));
        all.sort(Comparator.comparing(Change::what)
                .thenComparing(Comparator.comparingLong(Change::count).reversed())
                .thenComparing(Change::watchlist)
                .thenComparing(Change::rule));
        return new Result(posts, matchedBefore, matchedAfter, newlyMatched, nowSilent, all);
    }
}
