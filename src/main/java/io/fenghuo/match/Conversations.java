package io.fenghuo.match;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Role;
import io.fenghuo.model.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules with {@code repeated:}, which need what was said before. A conversation is a service session, or without one what one author and the
 * staff write under one thread. It keeps nothing: whoever calls brings the earlier posts. Immutable and threadsafe.
 *
 * <p>A round is a run of a customer's lines that ask, at most {@value #RUN} seconds apart and with nothing of the staff between them. Rounds are
 * counted anew when the customer is content; when the staff answered (neither a greeting, nor a putting off, nor a question back) and the
 * customer's next line does not ask; and when nothing was asked for {@value #REST} minutes after an answer.
 */
public final class Conversations {
    /** Earlier posts of a conversation that are looked at, the newest: {@value}. */
    public static final int MOST = 200;

    static final int RUN = 30;
    static final int REST = 30;

    private final List<Asked> rules;
    private final Duration history;

    /** One such rule; {@code words} finds its own keywords, when it has any. */
    private record Asked(
            Watchlist watchlist,
            Rule rule,
            Repeated repeated,
            @Nullable Matcher words) {}

    private Conversations(List<Asked> rules) {
        this.rules = List.copyOf(rules);
        this.history = rules.stream()
                .map(each -> each.repeated().within())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    static Conversations of(List<Watchlist> watchlists) {
        List<Asked> rules = new ArrayList<>();
        for (Watchlist list : watchlists) {
            for (Rule rule : list.rules()) {
                Repeated repeated = rule.repeated();
                if (repeated != null) {
                    rules.add(new Asked(list, rule, repeated, words(list, rule)));
                }
            }
        }
        return new Conversations(rules);
    }

    private static @Nullable Matcher words(Watchlist list, Rule rule) {
        if (rule.condition().equals(Condition.NOTHING)) {
            return null;
        }
        return Matcher.compile(List.of(new Watchlist(list.id(), list.brand(), list.owner(), List.of(rule.plain()))));
    }

    /** Names of these rules. */
    public List<String> rules() {
        return rules.stream().map(each -> each.rule().id()).toList();
    }

    /** How far back the earlier posts are wanted. */
    public Duration history() {
        return history;
    }

    /** Whether one of the rules may apply to this post, so that the earlier ones are worth reading. */
    public boolean concern(Post post) {
        boolean alone = post.session() == null && post.thread().equals(post.id());
        return !alone && rules.stream().anyMatch(each -> isLookedAt(each, post));
    }

    private static boolean isLookedAt(Asked asked, Post post) {
        return post.role() == Role.CUSTOMER && Evaluation.filtered(asked.rule(), post) == null;
    }

    /**
     * The rules that apply to {@code post} as the last of its conversation.
     *
     * @param earlier the posts of the same conversation before it, oldest first
     */
    public List<Hit> match(Post post, List<Post> earlier) {
        List<Hit> hits = new ArrayList<>();
        for (Asked asked : rules) {
            if (isLookedAt(asked, post)) {
                Instant since = post.publishedAt().minus(asked.repeated().within());
                Count count = new Count(asked);
                earlier.stream()
                        .filter(each -> !each.publishedAt().isBefore(since))
                        .forEach(count::take);
                if (count.take(post) && count.rounds > asked.repeated().rounds()) {
                    hits.add(hit(asked, post, count.rounds));
                }
            }
        }
        return hits;
    }

    /** Why the rules that this text could belong to cannot be told from it alone. */
    List<Explanation.NearMiss> misses(Post post) {
        return rules.stream()
                .filter(each -> isLookedAt(each, post) && new Count(each).take(post))
                .map(each -> new Explanation.NearMiss(
                        each.watchlist().id(),
                        each.rule().id(),
                        Reason.of("match.session", each.repeated().rounds())))
                .toList();
    }

    private static Hit hit(Asked asked, Post post, int rounds) {
        Rule rule = asked.rule();
        return new Hit(
                post.id(),
                post.source(),
                asked.watchlist().brand(),
                asked.watchlist().id(),
                rule.id(),
                rule.family(),
                rule.level(),
                rule.suspected(),
                rule.category(),
                rule.match(),
                spans(asked, post, rounds),
                CompiledRule.effects(asked.watchlist(), rule.effects()));
    }

    private static List<Span> spans(Asked asked, Post post, int rounds) {
        List<Hit> own = asked.words() == null ? List.of() : asked.words().match(post);
        if (!own.isEmpty()) {
            return own.get(0).spans();
        }
        int[] question = Asking.question(post.text());
        int start = question == null ? 0 : question[0];
        int end = question == null ? post.text().length() : question[1];
        return List.of(new Span(start, end, "追问×" + rounds, post.text().substring(start, end), List.of()));
    }

    /** Counts the rounds of one conversation, line by line. */
    private static final class Count {
        private final Asked asked;
        private final List<String> requests = new ArrayList<>();
        private int rounds;
        private boolean answered;
        private boolean staffSpoke;
        private @Nullable Instant last;
        private @Nullable Instant lastAsked;

        Count(Asked asked) {
            this.asked = asked;
        }

        /** Whether it asks; a line of the staff never does. */
        boolean take(Post post) {
            String text = Asking.folded(post.text());
            if (post.role() != Role.CUSTOMER) {
                answered |= Asking.isAnswer(text);
                staffSpoke = true;
                last = post.publishedAt();
                return false;
            }
            rest(post.publishedAt());
            boolean asks = asks(post, text);
            if (asks) {
                if (staffSpoke || lastAsked == null || apart(lastAsked, post.publishedAt()) > RUN) {
                    rounds++;
                }
                lastAsked = post.publishedAt();
            } else if (answered || Asking.isContent(text)) {
                begin();
            }
            if (requests.size() < MOST) {
                requests.add(text);
            }
            answered = false;
            staffSpoke = false;
            last = post.publishedAt();
            return asks;
        }

        private void rest(Instant now) {
            if (answered && last != null && apart(last, now) > REST * 60L) {
                begin();
            }
        }

        private void begin() {
            rounds = 0;
            lastAsked = null;
            requests.clear();
        }

        private boolean asks(Post post, String text) {
            if (asked.words() != null && !asked.words().match(post).isEmpty()) {
                return true;
            }
            if (asked.repeated().of() == Repeated.Of.MATCHES || Asking.isContent(text)) {
                return false;
            }
            return Asking.question(text) != null || Asking.isSameAsOne(text, requests);
        }

        private static long apart(Instant from, Instant to) {
            return Duration.between(from, to).toSeconds();
        }
    }
}
