package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Correlation;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.SamePerson;
import io.fenghuo.store.Journal;
import io.fenghuo.store.Posts;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.intake.Found;
import io.fenghuo.verticle.intake.Intake;
import io.fenghuo.verticle.intake.Ready;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the quiet posts, which are nearly all, many at a time; what {@link Desk#receive} would do with each of them is done for all of them at
 * once. Threadsafe as far as its transactions are serial.
 */
public final class Bulk {
    private final Desk desk;
    private final Chronicle chronicle;

    public Bulk(Desk desk, Chronicle chronicle) {
        this.desk = desk;
        this.chronicle = chronicle;
    }

    /** Whether nothing follows from a post but what its author and its thread are waited for; the rest is left to {@link Desk#receive}. */
    public boolean quiet(Found found, boolean history, Matcher matcher) {
        Post post = found.post();
        return found.fault() == null
                && !Found.gone(post)
                && post.role() != Role.AGENT
                && post.role() != Role.HOST
                && (history || (found.hits().isEmpty() && !Talks.concern(matcher, post)))
                && !desk.own(post);
    }

    /** Keeps posts that are {@link #quiet}, in their order. */
    public Intake.Receipt keep(Tx tx, List<Ready> posts, Instant now, Tidings tidings) {
        List<Posts.Change> changes =
                tx.posts().save(posts.stream().map(Ready::draft).toList());
        List<Ready> changed = new ArrayList<>();
        List<Journal.Told> told = new ArrayList<>();
        Intake.Receipt receipt = Intake.Receipt.NOTHING;
        for (int i = 0; i < changes.size(); i++) {
            Ready one = posts.get(i);
            Posts.Change change = changes.get(i);
            if (change != Posts.Change.SAME) {
                changed.add(one);
                told.add(new Journal.Told(one.found().post(), change == Posts.Change.EDITED));
            }
            receipt = receipt.plus(receipt(one, change));
        }
        chronicle.posts(tx, told, now, tidings);
        Set<String> awaited = awaited(tx, posts);
        for (int i = 0; i < changes.size(); i++) {
            follow(tx, posts.get(i).found(), changes.get(i), awaited, now, tidings);
        }
        keepThreads(tx, changed);
        return receipt;
    }

    private static Intake.Receipt receipt(Ready one, Posts.Change change) {
        int hits = change == Posts.Change.SAME ? 0 : one.found().hits().size();
        return new Intake.Receipt(1, change == Posts.Change.NEW ? 1 : 0, change == Posts.Change.EDITED ? 1 : 0, hits);
    }

    private void follow(Tx tx, Found found, Posts.Change change, Set<String> awaited, Instant now, Tidings tidings) {
        Post post = found.post();
        if (change == Posts.Change.EDITED) {
            desk.changed(tx, post, false, now, tidings);
        } else if (change == Posts.Change.NEW && found.hits().isEmpty() && awaited.contains(author(post))) {
            desk.wrote(tx, Sameness.asCounted(tx, post, List.of()), now, tidings);
        }
    }

    private static void keepThreads(Tx tx, List<Ready> changed) {
        Set<String> kept = new HashSet<>();
        changed.stream()
                .filter(Ready::abusive)
                .map(one -> one.found().post())
                .filter(post -> kept.add(key(post.source(), post.thread())))
                .forEach(post -> tx.posts().keepThread(post.source(), post.thread()));
    }

    /** Those authors, as their posts name them, whom an incident waits for under the name they count for. */
    private static Set<String> awaited(Tx tx, List<Ready> posts) {
        Map<String, Set<String>> authors = new LinkedHashMap<>();
        posts.stream()
                .map(one -> one.found().post())
                .forEach(post -> authors.computeIfAbsent(post.source(), source -> new LinkedHashSet<>())
                        .add(Correlation.author(post)));
        Set<String> awaited = new HashSet<>();
        authors.forEach((source, keys) -> {
            Map<String, SamePerson> bonds = tx.customers().of(source, keys);
            Map<String, String> counted = new LinkedHashMap<>();
            keys.forEach(key ->
                    counted.put(key, bonds.containsKey(key) ? bonds.get(key).as() : key));
            Set<String> waited = tx.incidents().awaited(counted.values());
            counted.forEach((key, as) -> {
                if (waited.contains(as)) {
                    awaited.add(key(source, key));
                }
            });
        });
        return awaited;
    }

    private static String author(Post post) {
        return key(post.source(), Correlation.author(post));
    }

    private static String key(String source, String author) {
        return source + '\u0000' + author;
    }
}
