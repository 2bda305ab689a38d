package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A further hit, a merge, a word of a known customer, an edit. */
final class Joining {
    private Joining() {}

    static void join(Draft draft, Event.Joined event) {
        Post post = event.post();
        Incident incident = draft.incident();
        boolean another = event.counts().posts() > incident.counts().posts();
        Instant lastHit = draft.now().isAfter(incident.lastHitAt()) ? draft.now() : incident.lastHitAt();
        draft.change(b -> b.counts(event.counts()).lastHitAt(lastHit));
        enterHit(draft, post, event.hit());
        Concerns.learn(draft, event.hit());
        Reason platform = Growth.platform(draft, post, event.grade());
        Instant exposure = Exposure.of(post, draft.now());
        Exposure.widen(draft, exposure);
        Tiers.learn(draft, post, exposure);
        Waiting.wrote(draft, Correlation.author(post));
        if (draft.is(Severity.L3)) {
            customer(draft, post, exposure);
        }
        if (!Raising.byHit(draft, event.grade(), another)) {
            Growth.grow(draft, platform);
        }
        learn(draft, event.grade().reasons());
    }

    /** What a resting rule found again: counted and written down; the customer has written, nobody is told. */
    static void repeat(Draft draft, Event.Repeated event) {
        Instant lastHit = draft.now().isAfter(draft.incident().lastHitAt())
                ? draft.now()
                : draft.incident().lastHitAt();
        draft.change(b -> b.counts(event.counts()).lastHitAt(lastHit));
        enterHit(draft, event.post(), event.hit());
        Waiting.wrote(draft, Correlation.author(event.post()));
    }

    /** A customer of an L3: a new one gets a case and joins the next digest, a settled one comes back, an open one goes on. */
    private static void customer(Draft draft, Post post, Instant exposure) {
        Optional<CustomerCase> known = Cases.find(draft.incident(), Correlation.author(post));
        if (known.isPresent() && known.get().settledAt() == null) {
            Cases.expose(draft, known.get(), exposure);
            return;
        }
        boolean missed = Cases.open(draft, post, exposure);
        Cases.state(draft);
        Owning.watch(draft);
        Reminders.plan(draft);
        Word word = Word.of(
                NoticeReason.OPENED,
                Reasons.OPENED_CUSTOMER,
                draft.incident().cases().size());
        LadderRun.announce(draft, word, Set.of());
        draft.tellGroups(word);
        if (missed) {
            List<Clock> clocks = draft.incident().clocks();
            clocks.stream()
                    .filter(c -> c.clock().equals(Clocks.GOLDEN)
                            && Correlation.author(post).equals(c.customer()))
                    .reduce((a, b) -> b)
                    .ifPresent(c -> Warnings.tellMissed(draft, c));
        }
    }

    static void crowd(Draft draft, Event.Crowded event) {
        for (Incident other : event.absorbed()) {
            takeIn(draft, other, event.counts(), Draft.SYSTEM, Draft.SERVICE);
        }
        draft.change(b -> b.counts(event.counts()));
        Severity to = event.raise().to();
        for (Incident other : event.absorbed()) {
            if (!other.has(Flag.SUSPECTED)) {
                to = Severity.graver(to, other.level());
            }
        }
        long minutes = event.raise().within().toMinutes();
        Reason reason = event.matters() == 0
                ? Reason.of(Reasons.CROWD, event.authors(), minutes)
                : Reason.of(Reasons.CROWD_WIDE, event.authors(), minutes, event.matters());
        if (Raising.mayRaise(draft, to, List.of(reason))) {
            Raising.raise(draft, to, false, reason);
            tellOwners(draft, event.absorbed());
        } else {
            Growth.grow(draft, null);
        }
        draft.reason(reason);
    }

    /** Those who had an incident that went into this one hear of it once. */
    private static void tellOwners(Draft draft, List<Incident> absorbed) {
        for (Incident other : absorbed) {
            String owner = other.owner();
            if (owner != null && !owner.equals(draft.incident().owner())) {
                Word word = Word.of(
                        NoticeReason.RAISED,
                        Reasons.MERGED_INTO,
                        other.id(),
                        draft.incident().level());
                draft.tell(io.fenghuo.model.Target.person(owner), draft.personal(), word);
            }
        }
    }

    static void tookIn(Draft draft, Event.TookIn event) {
        takeIn(draft, event.other(), event.counts(), event.by(), event.via());
        Severity to = event.other().level();
        if (to.graverThan(draft.incident().level()) && !event.other().has(Flag.SUSPECTED)) {
            Raising.raise(
                    draft,
                    to,
                    false,
                    Reason.of(Reasons.RAISED_BY, event.by(), draft.incident().level(), to));
        }
        learn(draft, event.other().reasons());
    }

    private static void takeIn(Draft draft, Incident other, Incident.Counts counts, String by, String via) {
        Map<String, String> facts =
                Map.of("from", other.id(), "level", other.level().name());
        draft.entry(new TimelineEntry(draft.incident().id(), draft.now(), "incident.merged", by, via, facts, Map.of()));
        Set<String> platforms =
                new java.util.HashSet<>(draft.incident().ladder().platforms());
        platforms.addAll(other.ladder().platforms());
        draft.ladder(l -> l.withPlatforms(platforms));
        Instant lastHit = other.lastHitAt().isAfter(draft.incident().lastHitAt())
                ? other.lastHitAt()
                : draft.incident().lastHitAt();
        draft.change(b -> b.counts(counts).lastHitAt(lastHit));
        Cases.adopt(draft, other);
        if (draft.is(Severity.L3)) {
            draft.change(b -> b.exposure(earlier(draft.incident().exposure(), other.exposure())));
            Cases.state(draft);
        } else {
            Exposure.widen(draft, other.exposure());
            Exposure.gather(draft);
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Adds the reasons of kinds not known yet. */
    private static void learn(Draft draft, List<Reason> reasons) {
        for (Reason reason : reasons) {
            String kind = Raising.kind(reason);
            boolean known = draft.incident().reasons().stream()
                    .anyMatch(r -> Raising.kind(r).equals(kind));
            if (!known && !reason.code().equals(Reasons.LOWERED)) {
                draft.reason(reason);
            }
        }
    }

    static void enterHit(Draft draft, Post post, Hit hit) {
        Map<String, String> facts = new HashMap<>();
        facts.put("post", Correlation.name(post));
        facts.put("watchlist", hit.watchlist());
        facts.put("rule", hit.rule());
        facts.put("level", hit.level().name());
        if (!Correlation.believable(post.publishedAt())) {
            facts.put("published", post.publishedAt().toString());
        }
        draft.entry("hit", facts);
    }

    /** An edit or deletion at the source is written down; it decides nothing. */
    static void changed(Draft draft, Event.PostChanged event) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("post", Correlation.name(event.post()));
        if (event.deleted() && event.post().raw() != null) {
            facts.put("page", event.post().raw());
        }
        draft.entry(event.deleted() ? "post.deleted" : "post.edited", facts);
    }
}
