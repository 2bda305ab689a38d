package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Customers that turn out to be one, posts that belong elsewhere, replies that were seen: what is mended about an incident, without noise. */
final class Uniting {
    private Uniting() {}

    /** Two customers of an incident are one: an open case outlives a settled one, and the earlier exposure counts. */
    static void unite(Draft draft, Event.United event) {
        Optional<CustomerCase> from = Cases.find(draft.incident(), event.from());
        Optional<CustomerCase> to = Cases.find(draft.incident(), event.to());
        draft.change(b -> b.counts(event.counts()));
        if (from.isPresent() && to.isPresent()) {
            boolean keepFrom = to.get().settledAt() != null && from.get().settledAt() == null;
            CustomerCase gone = keepFrom ? to.get() : from.get();
            CustomerCase kept = keepFrom ? from.get() : to.get();
            drop(draft, gone.customer());
            if (gone.exposure().isBefore(kept.exposure())) {
                Cases.expose(draft, kept, gone.exposure());
            }
        }
        race(draft, event.from(), event.to());
        rename(draft, event.from(), event.to());
        Clockwork.replan(draft);
        if (draft.is(Severity.L3)) {
            Cases.state(draft);
        }
        Map<String, String> personal = new TreeMap<>(Map.of("from", event.from(), "to", event.to()));
        draft.entry(new TimelineEntry(
                draft.incident().id(),
                draft.now(),
                event.from().isEmpty() ? "customers.parted" : "customers.united",
                event.by(),
                event.via(),
                Map.of(),
                personal));
    }

    private static void drop(Draft draft, String customer) {
        draft.change(b -> b.cases(draft.incident().cases().stream()
                .filter(c -> !c.customer().equals(customer))
                .toList()));
    }

    /** Of two clocks of one kind that run for them both, the one that ends first goes on. */
    private static void race(Draft draft, String from, String to) {
        for (Clock mine : draft.incident().clocks()) {
            if (!from.equals(mine.customer()) || !Clockwork.running(mine)) {
                continue;
            }
            Clockwork.running(draft.incident(), mine.clock(), to)
                    .map(theirs -> theirs.due().isAfter(mine.due()) ? theirs : mine)
                    .ifPresent(later -> Clockwork.stop(draft, later::equals, draft.now()));
        }
    }

    private static void rename(Draft draft, String from, String to) {
        Cases.edit(
                draft,
                Set.of(from),
                c -> new CustomerCase(
                        to, c.name(), c.post(), c.exposure(), c.openedAt(), c.answeredAt(), c.settledAt()));
        draft.clocks(c -> from.equals(c.customer())
                ? new Clock(c.clock(), to, c.startedAt(), c.due(), c.state(), c.stoppedAt(), c.said())
                : c);
        Set<String> names = new HashSet<>();
        draft.change(b -> b.agenda(draft.incident().agenda().stream()
                .map(d -> from.equals(d.customer()) ? renamed(d, from, to) : d)
                .sorted(Comparator.comparing(Deadline::at))
                .filter(d -> names.add(d.name()))
                .toList()));
    }

    private static Deadline renamed(Deadline d, String from, String to) {
        return new Deadline(d.name().replace("@" + from, "@" + to), d.at(), d.kind(), d.clock(), to, d.step());
    }

    /** A person moved a post to another incident. */
    static void left(Draft draft, Event.PostLeft event) {
        draft.change(b -> b.counts(event.counts()));
        boolean others = draft.incident().cases().size() > 1;
        String customer = Correlation.author(event.post());
        if (event.last() && others && Cases.find(draft.incident(), customer).isPresent()) {
            Ending.leave(draft, Set.of(customer));
        }
        draft.entry("post.moved", Map.of("post", Correlation.name(event.post()), "into", event.into()));
    }

    /** Somebody of ours has answered under a post: nothing is decided, one tap confirms it. */
    static void replied(Draft draft, Event.ReplySeen event) {
        State state = draft.incident().state();
        Instant exposure = draft.incident().exposure();
        boolean owed = state == State.OPEN || state == State.TAKEN;
        if (!owed || event.reply().publishedAt().isBefore(exposure)) {
            return;
        }
        draft.change(b -> b.flag(Flag.REPLY_SEEN, true));
        Map<String, String> personal = event.customer() == null ? Map.of() : Map.of("customer", event.customer());
        draft.entry(new TimelineEntry(
                draft.incident().id(),
                draft.now(),
                "reply.seen",
                Draft.SYSTEM,
                Draft.SERVICE,
                Map.of("post", Correlation.name(event.reply())),
                personal));
    }
}
