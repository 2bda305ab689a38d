package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Correlation;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Posts;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.intake.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether rules rest for somebody who repeats himself: {@link Hit.Effects#cooldown}. */
final class Resting {
    private Resting() {}

    /**
     * The incident that takes a post without a notice: each of its rules rests for this author, and the grade is neither L1 nor graver than the
     * incident's; null when somebody must hear of the post.
     *
     * @param since nothing before counts
     */
    static @Nullable Incident of(Tx tx, Found found, List<Hit> hits, Grade grade, Instant since, Instant now) {
        Post post = found.post();
        Instant until = Correlation.exposure(post, now);
        Incident resting = null;
        for (Hit hit : hits) {
            Duration cooldown = hit.effects().cooldown();
            if (cooldown == null || grade.level() == Severity.L1) {
                return null;
            }
            Instant from = until.minus(cooldown);
            Posts.Crowd matter = new Posts.Crowd(
                    hit.brand(), hit.family(), Correlation.crowdKey(post), from.isBefore(since) ? since : from, until);
            Incident last = tx.posts()
                    .incidentOfRepeated(matter, hit, Correlation.author(post))
                    .flatMap(tx.incidents()::find)
                    .orElse(null);
            if (last == null || grade.level().graverThan(last.level())) {
                return null;
            }
            resting = resting == null ? last : resting;
        }
        return resting;
    }
}
