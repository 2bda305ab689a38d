package io.fenghuo.verticle.desk;

import io.fenghuo.match.SessionRules;
import io.fenghuo.model.Attendance;
import io.fenghuo.model.Attendance.Pending;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.normalise.Fingerprint;
import io.fenghuo.normalise.Folder;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.intake.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows service sessions for the rules that wait for something. What they wait for are rows in the store, not timers: after a restart what fell due
 * meanwhile alarms at once.
 */
final class Attending {
    private static final int AT_ONCE = 100;
    /** A session silent for so long is over; what is written in it later begins anew. */
    private static final Duration OVER = Duration.ofDays(2);

    private Attending() {}

    /** Takes in one line, which is stored already. */
    static void follow(Tx tx, SessionRules rules, Post post) {
        String session = post.session();
        if (session == null || !rules.concern(post)) {
            return;
        }
        Optional<Attendance> known = tx.attendances().find(post.source(), session);
        Attendance before = known.orElseGet(() -> Attendance.of(post.source(), session, post.publishedAt()));
        Attendance after = rules.after(before, post);
        if (after.saysOtherThan(before)) {
            if (known.isEmpty()) {
                tx.attendances().forget(post.publishedAt().minus(OVER));
            }
            tx.attendances().save(after);
        }
    }

    /** What has been waited for too long by {@code now}: the lines that wait, with the hits in them. */
    static List<Found> due(Tx tx, SessionRules rules, Instant now) {
        List<Found> found = new ArrayList<>();
        for (Attendance one : tx.attendances().due(now, AT_ONCE)) {
            Attendance rest = one;
            for (Pending pending : one.pending()) {
                if (!pending.at().isAfter(now)) {
                    rest = rules.alarmed(rest, pending);
                    tx.posts()
                            .find(one.source(), pending.post())
                            .ifPresent(post -> rules.hit(pending, post).ifPresent(hit -> found.add(found(post, hit))));
                }
            }
            tx.attendances().save(rest);
        }
        return found;
    }

    private static Found found(Post post, Hit hit) {
        return new Found(post, List.of(hit), Fingerprint.of(Folder.fold(post.text(), MatchMode.FOLDED)));
    }
}
