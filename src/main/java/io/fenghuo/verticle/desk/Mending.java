package io.fenghuo.verticle.desk;

import io.fenghuo.grade.Grader;
import io.fenghuo.incident.Correlation;
import io.fenghuo.incident.Event;
import io.fenghuo.incident.Reasons;
import io.fenghuo.incident.Refusal;
import io.fenghuo.model.Action;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.SamePerson;
import io.fenghuo.store.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people put right about which post and which customer belong together. Confined to one transaction. */
final class Mending {
    private final Tx tx;
    private final Deciding deciding;
    private final Ids ids;
    private final Instant now;

    Mending(Tx tx, Deciding deciding, Ids ids, Instant now) {
        this.tx = tx;
        this.deciding = deciding;
        this.ids = ids;
        this.now = now;
    }

    /**
     * Moves a post as a checked action asks.
     *
     * @param other where it goes; null = an incident of its own
     * @throws Refusal when the incident holds no such post
     */
    void move(Incident from, Action action, @Nullable Incident other) {
        move(from, action.fields().getOrDefault("post", "").strip(), other);
    }

    /**
     * Moves the posts a checked split names into one new incident: the first opens it, the others join.
     *
     * @throws Refusal when the incident holds no such post, or none would be left
     */
    void split(Incident from, Action action) {
        List<String> names = Arrays.stream(
                        action.fields().getOrDefault("posts", "").split("[,，;；\\s]+"))
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
        if (names.size() >= from.counts().posts()) {
            throw new Refusal(Refusal.Why.STATE, Reason.of(Reasons.LAST_POST));
        }
        Incident into = null;
        for (String name : names) {
            Incident left = tx.incidents().find(from.id()).orElse(from);
            Incident present =
                    into == null ? null : tx.incidents().find(into.id()).orElse(into);
            into = move(left, name, present);
        }
    }

    private Incident move(Incident from, String name, @Nullable Incident other) {
        int slash = name.indexOf('/');
        Post post = slash < 1
                ? null
                : tx.posts()
                        .find(name.substring(0, slash), name.substring(slash + 1))
                        .orElse(null);
        List<Hit> hits = post == null ? List.of() : tx.posts().hitsOf(from.id(), List.of(post));
        Hit lead = hits.stream().min(Comparator.comparing(Hit::level)).orElse(null);
        if (post == null || lead == null) {
            throw new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.WRONG, "post", name));
        }
        Post counted = Sameness.asCounted(tx, post, hits);
        Grade grade = new Grader().grade(post, lead, hits);
        Incident into = other;
        if (into == null) {
            String id = ids.next("i", now);
            String key = from.key() + "#" + id;
            into = deciding.decide(
                    null, new Event.Opened(id, counted, lead, grade, key, Correlation.crowdKey(post), null));
        }
        tx.incidents().move(from.id(), into.id(), post.source(), post.id());
        if (other != null) {
            deciding.decide(
                    other, new Event.Joined(counted, lead, grade, tx.incidents().counts(other.id())));
        }
        String author = Correlation.author(counted);
        boolean last = tx.incidents().counts(from.id(), List.of(author)).posts() == 0;
        deciding.decide(
                from,
                new Event.PostLeft(counted, last, into.id(), tx.incidents().counts(from.id())));
        return into;
    }

    /** Counts an author as another one from now on, in what is open too. */
    SamePerson unite(SamePerson asked, String via) {
        String as = tx.customers()
                .of(asked.asSource(), asked.as())
                .map(SamePerson::as)
                .orElse(asked.as());
        SamePerson bond = new SamePerson(asked.source(), asked.author(), asked.asSource(), as, asked.by(), asked.at());
        String before = tx.customers()
                .of(asked.source(), asked.author())
                .map(SamePerson::as)
                .orElse(asked.author());
        for (SamePerson other : tx.customers().all()) {
            if (other.as().equals(asked.author()) && other.asSource().equals(asked.source())) {
                tx.customers()
                        .same(new SamePerson(
                                other.source(), other.author(), bond.asSource(), as, other.by(), other.at()));
                recount(other.source(), other.author(), other.as(), as, asked.by(), via);
            }
        }
        tx.customers().same(bond);
        recount(asked.source(), asked.author(), before, as, asked.by(), via);
        return bond;
    }

    /** Counts an author apart again; cases that became one stay one, what they write from now on is their own. */
    Optional<SamePerson> part(String source, String author, String by, String via) {
        Optional<SamePerson> was = tx.customers().apart(source, author);
        was.ifPresent(bond -> {
            for (String id : tx.customers().recount(source, author, bond.as(), author)) {
                tx.incidents()
                        .find(id)
                        .filter(one -> !one.state().ended())
                        .ifPresent(one -> deciding.decide(
                                one, new Event.United("", author, tx.incidents().counts(id), by, via)));
            }
        });
        return was;
    }

    private void recount(String source, String author, String from, String to, String by, String via) {
        for (String id : tx.customers().recount(source, author, from, to)) {
            tx.incidents()
                    .find(id)
                    .filter(one -> !one.state().ended())
                    .ifPresent(one -> deciding.decide(
                            one, new Event.United(from, to, tx.incidents().counts(id), by, via)));
        }
    }
}
