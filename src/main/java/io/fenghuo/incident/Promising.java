package io.fenghuo.incident;

import io.fenghuo.model.Action;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Clock.Said;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * 承诺时限: what we promised in our own words, or a person entered, each with a clock. Read ones run at once and wait to be confirmed,
 * corrected or taken back.
 */
final class Promising {
    /** Promises of one incident that run at once; what a template says to everybody is not watched a hundred times. */
    private static final int MOST = 20;
    /** How an action names a promise made to nobody in particular. */
    static final String NOBODY = "-";

    private Promising() {}

    /** An agent or host wrote in the thread or session of this incident. */
    static void wrote(Draft draft, Event.Promised event) {
        Post post = event.post();
        Instant said = Exposure.of(post, draft.now());
        String by = Correlation.author(post);
        read(draft, post.text(), said, by, event.customer());
    }

    /** A person answered; {@code customers} are those named. */
    static void answered(Draft draft, Action action, Instant at) {
        String text = Fields.words(action);
        if (text != null) {
            read(draft, text, at, action.by(), addressee(draft, action));
        }
    }

    /** Whom an answer speaks to: the one customer named, or the only one; null = nobody in particular. */
    private static @Nullable String addressee(Draft draft, Action action) {
        if (action.customers().size() == 1) {
            String named = action.customers().get(0);
            return named.equals(NOBODY) ? null : named;
        }
        List<CustomerCase> cases = draft.incident().cases();
        boolean only = action.customers().isEmpty() && cases.size() == 1 && isOnly(draft.incident());
        return only ? cases.get(0).customer() : null;
    }

    /** Whether all there is concerns one customer, named or not. */
    static boolean isOnly(Incident incident) {
        return (incident.level() == Severity.L3 && !incident.cases().isEmpty())
                ? incident.cases().size() == 1
                : incident.counts().authors() <= 1;
    }

    /**
     * An answer that promises anew does not keep what was promised to the same customer, nor leave it owed: the new promise stands in its
     * place. The story keeps that the old one was there.
     */
    static void renew(Draft draft, Action action, Instant at) {
        String text = Fields.words(action);
        boolean anew = text != null
                && Promises.find(text, at, draft.policy().calendar()).stream()
                        .anyMatch(one -> !one.odd() && one.due().isAfter(draft.now()));
        if (!anew) {
            return;
        }
        Incident incident = draft.incident();
        String customer = addressee(draft, action);
        List<String> named = action.customers();
        boolean key = named.size() == 1 && isNobodys(incident, named.get(0));
        Predicate<Clock> others =
                customer == null ? c -> named.isEmpty() && base(c.customer()) == null : c -> of(c, Set.of(customer));
        Predicate<Clock> whose = key ? named(action) : others;
        List<Clock> old = incident.clocks().stream()
                .filter(c -> pending(c) && whose.test(c))
                .toList();
        old.forEach(c -> Clockwork.forget(draft, c));
        List<Clock> left = new ArrayList<>(incident.clocks());
        left.removeAll(old);
        draft.change(b -> b.clocks(left));
    }

    /** The promises an answer ends: of those it names; named nobody, those of {@code open} customers and to nobody in particular. */
    static boolean ends(Incident incident, Set<String> named, Set<String> open, Clock clock) {
        boolean all = isOnly(incident)
                && incident.cases().stream().allMatch(c -> named.isEmpty() || named.contains(c.customer()));
        return !promised(clock)
                || all
                || of(clock, named.isEmpty() ? open : named)
                || (named.isEmpty() && base(clock.customer()) == null);
    }

    private static void read(Draft draft, String text, Instant said, String by, @Nullable String customer) {
        for (Promises.Promise promise : Promises.find(text, said, draft.policy().calendar())) {
            boolean known = draft.incident().clocks().stream()
                    .anyMatch(c -> pending(c)
                            && c.due().equals(promise.due())
                            && Objects.equals(base(c.customer()), base(customer)));
            long running = draft.incident().clocks().stream()
                    .filter(Promising::pending)
                    .count();
            if (known || running >= MOST) {
                continue;
            }
            Clock clock = new Clock(
                    Clocks.PROMISED,
                    free(draft, customer),
                    said,
                    promise.due(),
                    promise.odd() ? Phase.PROPOSED : Phase.RUNNING,
                    null,
                    new Said(promise.words(), by, false));
            if (promise.odd()) {
                propose(draft, clock);
            } else {
                Clockwork.start(draft, clock);
            }
            enter(draft, clock, by);
        }
    }

    /** Words that may mean another time, or none, are kept and shown; no clock runs until a person says so. */
    private static void propose(Draft draft, Clock clock) {
        List<Clock> clocks = new ArrayList<>(draft.incident().clocks());
        clocks.add(clock);
        draft.change(b -> b.clocks(clocks));
    }

    private static void enter(Draft draft, Clock clock, String by) {
        Map<String, String> facts =
                new TreeMap<>(Map.of("clock", clock.clock(), "due", clock.due().toString()));
        Said said = clock.said();
        Map<String, String> words = said == null ? Map.of() : Map.of("text", said.words());
        String event = clock.state() == Phase.PROPOSED ? "clock.proposed" : "clock.promised";
        draft.entry(new TimelineEntry(draft.incident().id(), draft.now(), event, by, Draft.SERVICE, facts, words));
    }

    /** A name under which no promise runs yet: the customer's, then the customer's with {@code #2}, {@code #3} … */
    static @Nullable String free(Draft draft, @Nullable String customer) {
        String name = customer;
        for (int i = 2; taken(draft, name); i++) {
            name = Objects.requireNonNullElse(customer, "") + "#" + i;
        }
        return name;
    }

    private static boolean taken(Draft draft, @Nullable String name) {
        return draft.incident().clocks().stream().anyMatch(c -> pending(c) && Objects.equals(c.customer(), name));
    }

    /** Whose promise it is, without the number of a further one. */
    static @Nullable String base(@Nullable String customer) {
        if (customer == null) {
            return null;
        }
        String whose = customer.replaceFirst("#[0-9]+$", "");
        return whose.isEmpty() ? null : whose;
    }

    static boolean promised(Clock clock) {
        return clock.clock().equals(Clocks.PROMISED);
    }

    /** Whether it is a promise that runs, or waits for a person to say that it was meant. */
    private static boolean pending(Clock clock) {
        return promised(clock) && (Clockwork.running(clock) || clock.state() == Phase.PROPOSED);
    }

    /** Whether an action may name a promise by this key: it is owed, or proposed. */
    static boolean isKey(Incident incident, String key) {
        return incident.clocks().stream()
                .anyMatch(c -> promised(c)
                        && owed(c)
                        && Objects.requireNonNullElse(c.customer(), NOBODY).equals(key));
    }

    /** Whether it is the key of a promise made to nobody in particular. */
    static boolean isNobodys(Incident incident, String key) {
        return (key.equals(NOBODY) || base(key) == null) && isKey(incident, key);
    }

    /** The promises named are kept. */
    static void kept(Draft draft, Set<String> keys, Instant at) {
        Clockwork.stop(
                draft,
                c -> promised(c) && owed(c) && keys.contains(Objects.requireNonNullElse(c.customer(), NOBODY)),
                at);
    }

    /** Whether a clock belongs to one of these customers; of promises also their further ones. */
    static boolean of(Clock clock, Set<String> customers) {
        String whose = clock.customer();
        boolean further = promised(clock) && whose != null && !customers.contains(whose);
        String base = further ? base(whose) : whose;
        return base != null && customers.contains(base);
    }

    /**
     * What a note says of promises: {@code promised} = the time promised, new or corrected; {@code promise} = {@code confirm} or
     * {@code none}; {@code clock: promised} = kept. {@code case} names whose, when several run.
     */
    static void note(Draft draft, Action action, Instant at) {
        Instant due = Fields.moment(action, "promised", draft.policy().zone(), draft.now());
        String verdict = Fields.text(action, "promise");
        if (due != null) {
            enterByHand(draft, action, at, due);
        } else if (verdict != null) {
            Clock clock = one(draft, action);
            switch (verdict) {
                case "confirm" -> change(draft, clock, confirmed(clock, action.by()));
                case "none" -> withdraw(draft, clock);
                default -> throw Fields.wrong("promise", verdict);
            }
        } else if (Clocks.PROMISED.equals(Fields.text(action, "clock"))) {
            Predicate<Clock> whose = named(action);
            Clockwork.stop(draft, c -> promised(c) && whose.test(c) && owed(c), at);
        }
    }

    private static boolean owed(Clock clock) {
        return pending(clock) || (clock.state() == Phase.MISSED && clock.stoppedAt() == null);
    }

    private static Predicate<Clock> named(Action action) {
        List<String> keys = action.customers();
        return c -> keys.isEmpty() || keys.contains(Objects.requireNonNullElse(c.customer(), NOBODY));
    }

    private static void enterByHand(Draft draft, Action action, Instant at, Instant due) {
        if (!due.isAfter(draft.now())) {
            throw Fields.wrong("promised", due.toString());
        }
        List<Clock> open = open(draft, action);
        boolean read = open.stream().anyMatch(c -> c.said() != null && !c.said().confirmed());
        if (!open.isEmpty() && (read || !action.customers().isEmpty())) {
            Clock old = one(draft, action);
            change(draft, old, confirmed(old, action.by()).until(due));
            return;
        }
        String named = action.customers().size() == 1 ? action.customers().get(0) : NOBODY;
        String customer = named.equals(NOBODY) ? null : named;
        Clockwork.start(draft, new Clock(Clocks.PROMISED, customer, at, due, Phase.RUNNING, null));
    }

    private static Clock confirmed(Clock clock, String by) {
        Said said = clock.said();
        Clock sure = clock.said(new Said(said == null ? "" : said.words(), said == null ? by : said.by(), true));
        return clock.state() == Phase.PROPOSED ? sure.as(Phase.RUNNING, null) : sure;
    }

    private static void change(Draft draft, Clock old, Clock by) {
        Clockwork.replace(draft, old, by);
    }

    /** It was no promise: the clock goes, the story keeps that it was there. */
    private static void withdraw(Draft draft, Clock clock) {
        Clockwork.stop(draft, c -> c.equals(clock), draft.now());
        List<Clock> left = new ArrayList<>(draft.incident().clocks());
        left.removeIf(c -> promised(c)
                && Objects.equals(c.customer(), clock.customer())
                && c.startedAt().equals(clock.startedAt())
                && c.due().equals(clock.due()));
        draft.change(b -> b.clocks(left));
    }

    private static List<Clock> open(Draft draft, Action action) {
        Predicate<Clock> whose = named(action);
        return draft.incident().clocks().stream()
                .filter(c -> pending(c) && whose.test(c))
                .toList();
    }

    /** The running promise an action means: the one of the customer named, or the only one; of several the one read last. */
    private static Clock one(Draft draft, Action action) {
        List<Clock> open = open(draft, action);
        if (open.isEmpty()) {
            throw new Refusal(Refusal.Why.STATE, Reason.of(Reasons.NO_PROMISE));
        }
        return open.get(open.size() - 1);
    }
}
