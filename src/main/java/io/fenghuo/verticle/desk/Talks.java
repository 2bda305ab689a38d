package io.fenghuo.verticle.desk;

import io.fenghuo.match.Conversations;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.normalise.Fingerprint;
import io.fenghuo.normalise.Folder;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.intake.Detection;
import io.fenghuo.verticle.intake.Found;
import java.util.List;
import java.util.stream.Stream;

/** Finds the rules that ask what was said before, in the posts that are stored: a restart forgets nothing, and nothing grows in memory. */
final class Talks {
    private Talks() {}

    /** Whether what was said before is looked at for a post, or its session followed. */
    static boolean concern(Matcher matcher, Post post) {
        boolean session = post.session() != null && matcher.sessions().concern(post);
        return session || matcher.conversations().concern(post);
    }

    /** What reading the post gave, with what its conversation adds to it. The post itself may be stored already. */
    static Found follow(Tx tx, Matcher matcher, Found read) {
        Conversations rules = matcher.conversations();
        Post post = read.post();
        Attending.follow(tx, matcher.sessions(), post);
        if (read.fault() != null || !rules.concern(post)) {
            return read;
        }
        List<Post> earlier =
                tx.posts().conversation(post, post.publishedAt().minus(rules.history()), Conversations.MOST);
        List<Hit> more = rules.match(post, earlier);
        if (more.isEmpty()) {
            return read;
        }
        List<Hit> hits = Stream.concat(read.hits().stream(), more.stream())
                .sorted(Detection.GRAVEST_FIRST)
                .toList();
        long fingerprint = read.fingerprint() != 0
                ? read.fingerprint()
                : Fingerprint.of(Folder.fold(post.text(), MatchMode.FOLDED));
        return new Found(post, hits, fingerprint);
    }
}
