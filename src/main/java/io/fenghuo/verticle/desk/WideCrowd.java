package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Event;
import io.fenghuo.incident.Policy;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Posts;
import io.fenghuo.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A crowd across products, hosts and threads: many customers of one brand with the same kind of trouble, each about something else. It asks for
 * more than a crowd about one thing: more people (never fewer than twice the rule's own crowd), several things, and thrice what is usual, so
 * that a house whose customers always complain of late parcels is not told so every day.
 *
 * @param oldest the incident that takes in the others
 * @param matters how many products, hosts or threads they speak of
 */
record WideCrowd(Incident oldest, List<Incident> others, Raise raise, int authors, int matters) {
    /** Fewer things are what the narrow crowd is for. */
    private static final int FEWEST_MATTERS = 3;
    /** So many times the usual number of people. */
    private static final int UNUSUAL = 3;
    /** The usual is what was in the week before. */
    private static final Duration WEEK = Duration.ofDays(7);

    /**
     * The crowd a hit belongs to, if it is one.
     *
     * @param narrow what raises about one thing
     * @param hit whose brand, family and moment
     * @param since nothing before counts
     */
    static Optional<WideCrowd> of(Tx tx, Policy policy, Raise narrow, Posts.Crowd hit, Instant since) {
        Raise wide = policy.margins().wide();
        if (wide == null) {
            return Optional.empty();
        }
        Instant until = hit.until();
        Instant asked = until.minus(wide.within());
        Instant from = asked.isBefore(since) ? since : asked;
        Posts.Breadth breadth = tx.posts().breadth(hit.brand(), hit.family(), from, until);
        int enough = Math.max(wide.authors(), 2 * narrow.authors());
        if (breadth.authors() < enough
                || breadth.keys() < FEWEST_MATTERS
                || breadth.authors() < UNUSUAL * usual(tx, hit, from, wide.within())) {
            return Optional.empty();
        }
        List<Incident> all = tx.posts().ofMatter(hit.brand(), hit.family(), from, until).stream()
                .map(tx.incidents()::find)
                .flatMap(Optional::stream)
                .filter(one -> one.family().equals(hit.family()) && one.level() != Severity.L1)
                .toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new WideCrowd(all.get(0), all.subList(1, all.size()), wide, breadth.authors(), breadth.keys()));
    }

    /** How many people speak of this matter in such a time, on the average of the week before. */
    private static double usual(Tx tx, Posts.Crowd hit, Instant from, Duration within) {
        Posts.Breadth before = tx.posts().breadth(hit.brand(), hit.family(), from.minus(WEEK), from.minusMillis(1));
        if (before.first() == null) {
            return 0;
        }
        double times =
                Math.max(1.0, (double) Duration.between(before.first(), from).toMillis() / within.toMillis());
        return before.authors() / times;
    }

    /** The same event, saying that it is about several things. */
    Event.Crowded event(Event.Crowded gathered) {
        return new Event.Crowded(gathered.raise(), gathered.authors(), gathered.absorbed(), gathered.counts(), matters);
    }
}
