package io.fenghuo.app;

import io.fenghuo.app.trial.Comparison;
import io.fenghuo.app.trial.TrialCorpus;
import io.fenghuo.app.trial.TrialPost;
import io.fenghuo.config.RuleEdit;
import io.fenghuo.incident.Reasons;
import io.fenghuo.match.Condition;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Span;
import io.fenghuo.model.State;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What false alarms teach about a rule: an exception that would have kept it still, or a higher number of authors before a crowd raises it. Only
 * what loses no true incident is proposed; each proposal brings what would stop firing among the trial corpus and the posts of the last days.
 * Confined to one transaction.
 */
final class Refinements {
    private static final Duration LEARN = Duration.ofDays(30);
    private static final Duration TRUE = Duration.ofDays(90);
    private static final Duration BACK = Duration.ofDays(7);
    private static final int INCIDENTS = 1_000;
    private static final int POSTS = 100;
    private static final int RECENT = 20_000;
    /** So many letters of a proposed exception are none of the rule's own words. */
    private static final int INNOCENT = 2;

    private static final int SIDE = 5;
    private static final int SAMPLES = 5;

    private final Tx tx;
    private final Instant now;
    private final List<Watchlist> lists;

    Refinements(Tx tx, List<Watchlist> lists, Instant now) {
        this.tx = tx;
        this.lists = lists;
        this.now = now;
    }

    /**
     * A change to one rule.
     *
     * @param phrase the exception; empty when it is a crowd
     * @param authors the new number of authors; 0 when it is an exception
     * @param alarms false alarms it learns from
     * @param silenced how many of them would not have been
     * @param looked posts the back-test looked at
     * @param quiet posts among them that would no longer hit
     * @param samples some of these
     */
    record Change(
            String watchlist,
            String rule,
            String phrase,
            int authors,
            List<String> alarms,
            int silenced,
            long looked,
            long quiet,
            List<String> samples) {

        /** The text of the file with it; empty when the rule is written in a way that only a person should change. */
        Optional<String> in(String text, String comment) {
            return RuleEdit.of(text, rule)
                    .flatMap(edit -> authors > 0 ? edit.crowd(authors, comment) : edit.except(phrase, comment));
        }
    }

    private record Key(String watchlist, String rule) {}

    private static final class Evidence {
        private final Set<Incident> alarms = new LinkedHashSet<>();
        private final Map<Post, Hit> falsePosts = new LinkedHashMap<>();
        private final List<Post> truePosts = new ArrayList<>();
        private final List<Incident> trueIncidents = new ArrayList<>();
    }

    /** All that can be proposed now, those that silence most first. */
    List<Change> all() {
        Map<Key, Evidence> evidence = evidence();
        List<Change> changes = new ArrayList<>();
        evidence.forEach((key, found) -> {
            Rule rule = rule(key);
            if (rule != null && !found.alarms.isEmpty()) {
                Optional<Change> except = except(key, rule, found);
                except.or(() -> crowd(key, rule, found)).ifPresent(changes::add);
            }
        });
        changes.sort(Comparator.comparingInt(Change::silenced).reversed());
        return changes;
    }

    private Map<Key, Evidence> evidence() {
        Map<Key, Evidence> all = new LinkedHashMap<>();
        for (Incident one : tx.incidents().list(new Incidents.Query(false, false, INCIDENTS))) {
            boolean alarm = one.state() == State.FALSE_ALARM;
            Instant since = now.minus(alarm ? LEARN : TRUE);
            if (one.has(Flag.DRILL)
                    || one.state() == State.MERGED
                    || one.openedAt().isBefore(since)) {
                continue;
            }
            List<Post> posts = tx.incidents().posts(one.id(), POSTS);
            Map<String, Post> byId = new LinkedHashMap<>();
            posts.forEach(post -> byId.put(post.source() + "/" + post.id(), post));
            for (Hit hit : tx.posts().hitsOf(one.id(), posts)) {
                Post post = byId.get(hit.source() + "/" + hit.post());
                Evidence of = all.computeIfAbsent(new Key(hit.watchlist(), hit.rule()), key -> new Evidence());
                if (post != null && alarm) {
                    of.alarms.add(one);
                    of.falsePosts.put(post, hit);
                } else if (post != null) {
                    of.truePosts.add(post);
                    of.trueIncidents.add(one);
                }
            }
        }
        return all;
    }

    private @Nullable Rule rule(Key key) {
        return lists.stream()
                .filter(list -> list.id().equals(key.watchlist))
                .flatMap(list -> list.rules().stream())
                .filter(rule -> rule.id().equals(key.rule))
                .findFirst()
                .orElse(null);
    }

    private Optional<Change> except(Key key, Rule rule, Evidence found) {
        Set<String> phrases = new LinkedHashSet<>();
        found.falsePosts.forEach((post, hit) -> phrases.addAll(phrases(post, hit)));
        phrases.removeAll(rule.except());
        Set<String> words = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        words(rule.condition(), words);
        phrases.removeIf(phrase -> !innocent(phrase, words));
        Matcher before = alone(rule);
        List<Post> alarms = found.falsePosts.keySet().stream()
                .filter(post -> !before.match(post).isEmpty())
                .toList();
        List<Post> real = new ArrayList<>(found.truePosts);
        TrialCorpus.shipped().posts().stream()
                .filter(post -> !post.harmless())
                .map(TrialPost::post)
                .forEach(real::add);
        List<Post> realHits =
                real.stream().filter(post -> !before.match(post).isEmpty()).toList();
        String best = "";
        int most = 0;
        for (String phrase : phrases) {
            Matcher after = alone(with(rule, phrase));
            int silenced = (int)
                    alarms.stream().filter(post -> after.match(post).isEmpty()).count();
            boolean better = silenced > most || (silenced == most && silenced > 0 && phrase.length() < best.length());
            if (better && realHits.stream().noneMatch(post -> after.match(post).isEmpty())) {
                best = phrase;
                most = silenced;
            }
        }
        return most == 0 ? Optional.empty() : tested(key, rule, best, most, found);
    }

    /** Whether a phrase says more than the rule's own words put together: without some innocent letters it would switch the rule off. */
    private static boolean innocent(String phrase, Set<String> longestFirst) {
        String left = phrase;
        for (String word : longestFirst) {
            left = left.replace(word, "");
        }
        return left.length() >= INNOCENT;
    }

    private static void words(Condition condition, Set<String> into) {
        if (condition instanceof Condition.Word word) {
            into.add(word.text());
        } else if (condition instanceof Condition.All all) {
            all.of().forEach(part -> words(part, into));
        } else if (condition instanceof Condition.Any any) {
            any.of().forEach(part -> words(part, into));
        } else if (condition instanceof Condition.Near near) {
            words(near.left(), into);
            words(near.right(), into);
        }
    }

    /** Letters around what was found, up to five on either side, ending where the words end. */
    private static List<String> phrases(Post post, Hit hit) {
        List<String> phrases = new ArrayList<>();
        String text = post.text();
        for (Span span : hit.spans()) {
            for (int left = 0; left <= SIDE; left++) {
                for (int right = 0; right <= SIDE; right++) {
                    int from = span.start() - left;
                    int to = span.end() + right;
                    if (left + right > 0 && from >= 0 && to <= text.length()) {
                        String phrase = text.substring(from, to);
                        if (phrase.codePoints().allMatch(Character::isLetter)) {
                            phrases.add(phrase);
                        }
                    }
                }
            }
        }
        return phrases;
    }

    private Optional<Change> tested(Key key, Rule rule, String phrase, int silenced, Evidence found) {
        Comparison comparison = new Comparison(alone(rule), alone(with(rule, phrase)), SAMPLES);
        TrialCorpus.shipped().all().forEach(comparison::see);
        Matcher before = alone(rule);
        Matcher after = alone(with(rule, phrase));
        List<Post> recent = tx.posts().since(now.minus(BACK), RECENT);
        for (Post post : recent) {
            comparison.see(post);
            boolean lost = !before.match(post).isEmpty() && after.match(post).isEmpty();
            if (lost && isTrue(post)) {
                return Optional.empty();
            }
        }
        Comparison.Result result = comparison.result();
        List<String> samples = result.changes().stream()
                .flatMap(change -> change.samples().stream())
                .map(Comparison.Sample::text)
                .limit(SAMPLES)
                .toList();
        return Optional.of(new Change(
                key.watchlist,
                key.rule,
                phrase,
                0,
                found.alarms.stream().map(Incident::id).toList(),
                silenced,
                result.posts(),
                result.nowSilent(),
                samples));
    }

    private boolean isTrue(Post post) {
        return tx.posts().incidentsOf(post.source(), post.id()).stream()
                .map(tx.incidents()::find)
                .flatMap(Optional::stream)
                .anyMatch(one -> one.state() != State.FALSE_ALARM && one.state() != State.MERGED);
    }

    /** A crowd that was none: so many authors are not enough. A true incident that a crowd of fewer raised forbids it. */
    private static Optional<Change> crowd(Key key, Rule rule, Evidence found) {
        Raise raise = rule.effects().raise();
        List<Incident> crowds =
                found.alarms.stream().filter(Refinements::raisedByCrowd).toList();
        if (raise == null || crowds.isEmpty()) {
            return Optional.empty();
        }
        int authors = 1
                + crowds.stream().mapToInt(one -> one.counts().authors()).max().orElse(0);
        List<Incident> real = found.trueIncidents.stream()
                .filter(Refinements::raisedByCrowd)
                .distinct()
                .toList();
        boolean loses = real.stream().anyMatch(one -> one.counts().authors() < authors);
        if (loses || authors <= raise.authors()) {
            return Optional.empty();
        }
        return Optional.of(new Change(
                key.watchlist,
                key.rule,
                "",
                authors,
                found.alarms.stream().map(Incident::id).toList(),
                crowds.size(),
                (long) crowds.size() + real.size(),
                crowds.size(),
                crowds.stream().map(Incident::title).limit(SAMPLES).toList()));
    }

    private static boolean raisedByCrowd(Incident one) {
        return one.reasons().stream().anyMatch(reason -> reason.code().equals(Reasons.CROWD));
    }

    private static Matcher alone(Rule rule) {
        return Matcher.compile(List.of(new Watchlist("refine", "", null, List.of(rule))));
    }

    private static Rule with(Rule rule, String phrase) {
        List<String> except = new ArrayList<>(rule.except());
        except.add(Objects.requireNonNull(phrase));
        return new Rule(
                rule.id(),
                rule.family(),
                rule.level(),
                rule.suspected(),
                rule.category(),
                rule.condition(),
                except,
                rule.match(),
                rule.roles(),
                rule.kinds(),
                rule.sources(),
                rule.negation(),
                rule.effects(),
                rule.scope(),
                rule.repeated(),
                rule.timed());
    }
}
