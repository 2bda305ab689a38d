package io.fenghuo.app.help;

import io.fenghuo.incident.Correlation;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was before: closed incidents that were alike, and what these customers wrote elsewhere. Reads no more than a few hundred rows. */
final class Past {
    /** How many of the last closed incidents are compared. */
    static final int COMPARED = 300;

    static final int SHOWN = 3;
    private static final int AUTHORS = 5;
    private static final int POSTS = 5;
    /** Below this two matters are not alike: another category, and hardly a word in common. */
    private static final double ALIKE = 0.5;

    private static final double SAME_CATEGORY = 0.45;
    private static final double SAME_PRODUCT = 0.3;

    private Past() {}

    private record Ranked(Incident incident, double likeness) {}

    /** The closed incidents most like this one. */
    static List<Incident> similar(Tx tx, Incident incident, List<Post> posts) {
        StringBuilder said = new StringBuilder(incident.title());
        posts.forEach(post -> said.append('\n').append(post.text()));
        Set<String> own = pairs(said.toString());
        boolean demo = incident.has(io.fenghuo.model.Flag.DEMO);
        List<Ranked> ranked = new ArrayList<>();
        for (Incident other : tx.aids().closed(incident.brand(), demo, COMPARED)) {
            double likeness = likeness(incident, own, other);
            if (!other.id().equals(incident.id()) && likeness >= ALIKE) {
                ranked.add(new Ranked(other, likeness));
            }
        }
        ranked.sort(Comparator.comparingDouble(Ranked::likeness).reversed());
        return ranked.stream().limit(SHOWN).map(Ranked::incident).toList();
    }

    private static double likeness(Incident incident, Set<String> own, Incident other) {
        Set<String> theirs = pairs(other.title() + '\n' + ending(other));
        Set<String> common = new HashSet<>(theirs);
        common.retainAll(own);
        double words = theirs.isEmpty() ? 0 : (double) common.size() / Math.min(theirs.size(), Math.max(1, own.size()));
        boolean product = incident.crowdKey() != null && incident.crowdKey().equals(other.crowdKey());
        return (incident.category().equals(other.category()) ? SAME_CATEGORY : 0)
                + (product ? SAME_PRODUCT : 0)
                + words;
    }

    private static String ending(Incident incident) {
        Incident.Closing closing = incident.closing();
        return closing == null
                ? ""
                : text(closing.cause()) + '\n' + text(closing.lesson()) + '\n' + text(closing.measure());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Every two neighbouring letters or digits of a text. */
    private static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (String run : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            for (int at = 0; at + 2 <= run.length(); at++) {
                pairs.add(run.substring(at, at + 2));
            }
        }
        return pairs;
    }

    /** Other incidents these customers are in, the newest first. */
    static List<Incident> sameAuthors(Tx tx, Incident incident, List<Post> posts) {
        Set<String> ids = new LinkedHashSet<>();
        authors(posts, true).forEach(author -> ids.addAll(tx.aids().incidentsOf(author, POSTS)));
        ids.remove(incident.id());
        return ids.stream()
                .limit(POSTS)
                .map(tx.incidents()::find)
                .flatMap(Optional::stream)
                .filter(other -> other.brand().equals(incident.brand()))
                .sorted(Comparator.comparing(Incident::openedAt).reversed())
                .toList();
    }

    /** What these customers wrote before and elsewhere, the newest first. */
    static List<Post> earlier(Tx tx, Incident incident, List<Post> posts) {
        Set<String> here = posts.stream().map(Past::key).collect(Collectors.toSet());
        List<Post> earlier = new ArrayList<>();
        for (String author : authors(posts, false)) {
            tx.aids().postsOf(author, POSTS * 2).stream()
                    .filter(post -> !here.contains(key(post)))
                    .filter(post ->
                            !tx.posts().incidentsOf(post.source(), post.id()).contains(incident.id()))
                    .limit(POSTS)
                    .forEach(earlier::add);
        }
        earlier.sort(Comparator.comparing(Post::publishedAt).reversed());
        return earlier.subList(0, Math.min(POSTS, earlier.size()));
    }

    /** The first authors; by the key incidents know them, or by the platform's id. */
    private static Set<String> authors(List<Post> posts, boolean key) {
        return posts.stream()
                .map(post -> key ? Correlation.author(post) : post.author().id())
                .filter(Objects::nonNull)
                .limit(AUTHORS)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String key(Post post) {
        return post.source() + '\n' + post.id();
    }
}
