package io.fenghuo.verticle.intake;

import io.fenghuo.match.Matcher;
import io.fenghuo.model.Drill;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.normalise.Fingerprint;
import io.fenghuo.normalise.Folder;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads posts: folds them, finds the rules in them. Takes no part in any transaction. Threadsafe. */
public final class Detection {
    public static final Comparator<Hit> GRAVEST_FIRST =
            Comparator.comparing(Hit::level).thenComparing(Hit::suspected).thenComparing(Hit::rule);

    private final Supplier<Matcher> matcher;

    public Detection(Supplier<Matcher> matcher) {
        this.matcher = matcher;
    }

    /** Posts in order of exposure: the first in public opens the incident. */
    public static List<Post> inOrder(List<Post> posts) {
        return posts.stream().sorted(Comparator.comparing(Post::publishedAt)).toList();
    }

    /** What each post says; one that cannot be read says so and keeps no other back. */
    public List<Found> read(List<Post> posts) {
        Matcher current = matcher.get();
        return posts.stream().map(post -> read(current, post)).toList();
    }

    private static Found read(Matcher matcher, Post post) {
        try {
            List<Hit> matched = matcher.match(post);
            List<Hit> found = Drill.isSource(post.source())
                    ? matched.stream().map(Drill::apart).toList()
                    : matched;
            List<Hit> hits = Stream.concat(found.stream(), Report.of(post, found, matcher.watchlists()).stream())
                    .sorted(GRAVEST_FIRST)
                    .toList();
            long fingerprint = hits.isEmpty() ? 0 : Fingerprint.of(Folder.fold(post.text(), MatchMode.FOLDED));
            return new Found(post, hits, fingerprint);
        } catch (RuntimeException | StackOverflowError fault) {
            return new Found(post, List.of(), 0, fault);
        }
    }
}
