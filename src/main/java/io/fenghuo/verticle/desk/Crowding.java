package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Correlation;
import io.fenghuo.incident.Event;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Posts;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Many people with one trouble become one incident. Confined to one transaction. */
final class Crowding {
    private final Tx tx;
    private final Deciding deciding;
    private final Rulebook rules;
    private final Instant now;

    Crowding(Tx tx, Deciding deciding, Rulebook rules, Instant now) {
        this.tx = tx;
        this.deciding = deciding;
        this.rules = rules;
        this.now = now;
    }

    /** A crowd across incidents goes into the oldest of them. */
    void gather(Incident incident, Post post, Hit lead) {
        if (incident.state().ended()) {
            return;
        }
        Raise raise = lead.effects().raise() != null
                ? lead.effects().raise()
                : rules.policy(now).crowd();
        Instant evening = rules.since(post.source());
        Instant until = Correlation.exposure(post, now);
        Instant asked = until.minus(raise.within());
        Instant from = asked.isBefore(evening) ? evening : asked;
        Posts.Crowd sought = new Posts.Crowd(lead.brand(), lead.family(), Correlation.crowdKey(post), from, until);
        if (tx.posts().isCrowd(sought, raise.authors())) {
            narrow(sought, raise);
        } else if (incident.level() == Severity.L3) {
            WideCrowd.of(tx, rules.policy(now), raise, sought, evening).ifPresent(this::wide);
        }
    }

    private void narrow(Posts.Crowd sought, Raise raise) {
        List<Incident> crowd = tx.posts().crowd(sought).stream()
                .map(tx.incidents()::find)
                .flatMap(Optional::stream)
                .filter(one -> !one.state().ended())
                .toList();
        if (crowd.isEmpty()) {
            return;
        }
        Incident oldest = crowd.get(0);
        List<Incident> others = crowd.subList(1, crowd.size());
        if (!others.isEmpty() || raise.to().graverThan(oldest.level())) {
            deciding.decide(oldest, absorb(oldest, others, raise, tx.posts().authors(sought)));
        }
    }

    private void wide(WideCrowd crowd) {
        Event.Crowded event = absorb(crowd.oldest(), crowd.others(), crowd.raise(), crowd.authors());
        deciding.decide(crowd.oldest(), crowd.event(event));
    }

    private Event.Crowded absorb(Incident oldest, List<Incident> others, Raise raise, int authors) {
        for (Incident other : others) {
            deciding.decide(other, new Event.Absorbed(oldest.id()));
            tx.incidents().move(other.id(), oldest.id());
        }
        return new Event.Crowded(raise, authors, others, tx.incidents().counts(oldest.id()));
    }
}
