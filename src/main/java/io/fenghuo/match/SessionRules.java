package io.fenghuo.match;

import io.fenghuo.model.Attendance;
import io.fenghuo.model.Attendance.Pending;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Span;
import io.fenghuo.normalise.Folder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules with {@code waiting:} and {@code missing:}, which time decides. It keeps nothing: whoever calls keeps the {@link Attendance} of each
 * session, and asks for the hits when something of it falls due. A line of the staff is one of an agent or host; what a machine says
 * ({@code role: system}) makes nobody wait less. A customer's thanks wait for nothing. Immutable and threadsafe.
 */
public final class SessionRules {
    private final Map<String, Asked> rules;

    private record Asked(
            Watchlist watchlist,
            Rule rule,
            Timed timed,
            @Nullable Matcher words) {}

    /** Whether a rule asks for what is written first. */
    private final boolean first;

    private SessionRules(Map<String, Asked> rules) {
        this.rules = rules;
        this.first = rules.values().stream()
                .anyMatch(each -> each.timed() instanceof Timed.Waiting waiting
                        ? waiting.of() == Timed.Of.FIRST_REPLY
                        : each.timed() instanceof Timed.Missing missing && missing.in() == Timed.In.GREETING);
    }

    static SessionRules of(List<Watchlist> watchlists) {
        Map<String, Asked> rules = new LinkedHashMap<>();
        for (Watchlist list : watchlists) {
            for (Rule rule : list.rules()) {
                Timed timed = rule.timed();
                if (timed != null) {
                    boolean any = !rule.condition().equals(Condition.NOTHING);
                    Watchlist own = new Watchlist(list.id(), list.brand(), list.owner(), List.of(rule.plain()));
                    rules.put(
                            list.id() + "/" + rule.id(),
                            new Asked(list, rule, timed, any ? Matcher.compile(List.of(own)) : null));
                }
            }
        }
        return new SessionRules(rules);
    }

    /** Names of these rules. */
    public List<String> rules() {
        return rules.values().stream().map(each -> each.rule().id()).toList();
    }

    /** Whether this post says anything to one of the rules. */
    public boolean concern(Post post) {
        return !rules.isEmpty() && post.session() != null && (post.role() == Role.CUSTOMER || isStaff(post));
    }

    private static boolean isStaff(Post post) {
        return post.role() == Role.AGENT || post.role() == Role.HOST;
    }

    /** How the session stands after {@code post}. */
    public Attendance after(Attendance before, Post post) {
        Step step = new Step(before, post);
        rules.forEach(step::take);
        return step.result(first);
    }

    /** What {@code pending} means for the line that waited; empty when its rule is gone. */
    public Optional<Hit> hit(Pending pending, Post post) {
        Asked asked = rules.get(pending.rule());
        if (asked == null) {
            return Optional.empty();
        }
        Rule rule = asked.rule();
        Span span = new Span(0, post.text().length(), said(asked.timed()), post.text(), List.of());
        return Optional.of(new Hit(
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
                List.of(span),
                CompiledRule.effects(asked.watchlist(), rule.effects())));
    }

    /** The session after {@code pending} has alarmed. */
    public Attendance alarmed(Attendance before, Pending pending) {
        List<Pending> rest = new ArrayList<>(before.pending());
        rest.remove(pending);
        Set<String> done = new HashSet<>(before.done());
        done.add(pending.rule());
        return new Attendance(before.source(), before.session(), before.staffed(), done, rest, before.last());
    }

    private static String said(Timed timed) {
        if (timed instanceof Timed.Missing missing) {
            return "未说" + String.join("/", missing.words());
        }
        Timed.Waiting waiting = (Timed.Waiting) timed;
        String what = switch (waiting.of()) {
            case FIRST_REPLY -> "首次回复";
            case REPLY -> "等候回复";
            case UNANSWERED -> "没有解答";
        };
        return what + "超过" + span(waiting.longest());
    }

    private static String span(Duration span) {
        long seconds = span.toSeconds();
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "小时";
        }
        return seconds % 60 == 0 ? seconds / 60 + "分钟" : seconds + "秒";
    }

    /** One line being taken in. */
    private static final class Step {
        private final Attendance before;
        private final Post post;
        private final String folded;
        private final Set<String> done;
        private final List<Pending> pending;

        Step(Attendance before, Post post) {
            this.before = before;
            this.post = post;
            this.folded = Asking.folded(post.text());
            this.done = new HashSet<>(before.done());
            this.pending = new ArrayList<>(before.pending());
        }

        void take(String key, Asked asked) {
            if (asked.timed() instanceof Timed.Missing missing) {
                missing(key, asked, missing);
            } else if (asked.timed() instanceof Timed.Waiting waiting) {
                waiting(key, asked, waiting);
            }
        }

        private void waiting(String key, Asked asked, Timed.Waiting waiting) {
            if (isStaff(post)) {
                boolean counts = waiting.of() != Timed.Of.UNANSWERED || Asking.isAnswer(folded);
                if (counts) {
                    // What was due before this line came has waited too long all the same.
                    pending.removeIf(
                            each -> each.rule().equals(key) && each.at().isAfter(post.publishedAt()));
                    settled(key, waiting);
                }
                return;
            }
            boolean first = waiting.of() == Timed.Of.FIRST_REPLY;
            boolean asks = !(first && before.staffed()) && !done.contains(key) && !isPending(key);
            if (asks && !Asking.isContent(folded) && isLookedAt(asked)) {
                pending.add(new Pending(key, post.id(), post.publishedAt().plus(waiting.longest())));
            }
        }

        /** The next line waits anew, but for a first reply. */
        private void settled(String key, Timed.Waiting waiting) {
            if (waiting.of() != Timed.Of.FIRST_REPLY) {
                done.remove(key);
            }
        }

        private void missing(String key, Asked asked, Timed.Missing missing) {
            if (done.contains(key)) {
                return;
            }
            if (!isStaff(post)) {
                later(key, missing);
                return;
            }
            boolean said = missing.words().stream()
                    .anyMatch(word ->
                            folded.contains(Folder.fold(word, MatchMode.FOLDED).toString()));
            boolean greeting = missing.in() == Timed.In.GREETING;
            if (said || (greeting && before.staffed())) {
                pending.removeIf(each -> each.rule().equals(key) && !greeting);
                done.add(key);
            } else if (isLookedAt(asked)) {
                pending.removeIf(each -> each.rule().equals(key));
                Instant at = greeting ? post.publishedAt() : post.publishedAt().plus(missing.quiet());
                pending.add(new Pending(key, post.id(), at));
            }
        }

        /** The session goes on, so it is over later. */
        private void later(String key, Timed.Missing missing) {
            if (missing.in() == Timed.In.SESSION) {
                pending.replaceAll(each -> each.rule().equals(key)
                        ? new Pending(key, each.post(), post.publishedAt().plus(missing.quiet()))
                        : each);
            }
        }

        private boolean isPending(String key) {
            return pending.stream().anyMatch(each -> each.rule().equals(key));
        }

        private boolean isLookedAt(Asked asked) {
            Matcher words = asked.words();
            return Evaluation.filtered(asked.rule(), post) == null
                    && (words == null || !words.match(post).isEmpty());
        }

        /** @param first whether anybody asks who was first */
        Attendance result(boolean first) {
            Instant last = post.publishedAt().isAfter(before.last()) ? post.publishedAt() : before.last();
            return new Attendance(
                    before.source(),
                    before.session(),
                    before.staffed() || (first && isStaff(post)),
                    done,
                    pending,
                    last);
        }
    }
}
