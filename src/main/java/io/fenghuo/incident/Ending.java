package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Closing, false alarm, merging, splitting, and coming back. */
final class Ending {
    private Ending() {}

    static void close(Draft draft, Incident.Closing closing) {
        List<Clock> followUps = CategoryClocks.followUps(draft);
        Clockwork.stopAll(draft, closing.at());
        CategoryClocks.outlive(draft, followUps);
        draft.ladder(l -> l.withRun(null, l.step()));
        draft.change(b -> b.state(State.CLOSED)
                .closing(closing)
                .flag(Flag.SUSPECTED, false)
                .flag(Flag.REPLY_SEEN, false)
                .flag(Flag.WAITING, false)
                .flag(Flag.SNOOZED, false));
        String cause = Objects.requireNonNullElse(closing.cause(), "");
        Word word = Word.of(NoticeReason.CLOSED, Reasons.CLOSED, cause, closing.by());
        draft.tellGroups(word);
        draft.editCards(word, Targets::personal);
    }

    static void falseAlarm(Draft draft, String by, @Nullable String why, Instant at) {
        boolean toldGroups = Targets.told(draft.incident()).contains(io.fenghuo.model.Target.GROUPS);
        end(draft, State.FALSE_ALARM, new Incident.Closing(at, by, null, null, null, null, null, why, null));
        draft.dropDigest();
        Word word = Word.of(NoticeReason.CLOSED, Reasons.FALSE_ALARM, by);
        if (toldGroups && !draft.is(Severity.L3)) {
            draft.tellGroups(word);
        }
        draft.editCards(word, Targets::personal);
    }

    static void absorb(Draft draft, String into, String by) {
        end(draft, State.MERGED, new Incident.Closing(draft.now(), by, null, null, null, null, null, null, into));
        draft.dropDigest();
    }

    private static void end(Draft draft, State state, Incident.Closing closing) {
        Clockwork.stopAll(draft, closing.at());
        draft.ladder(l -> l.withRun(null, l.step()));
        draft.change(b -> b.state(state).closing(closing).flags(kept(draft.incident())));
    }

    private static Set<Flag> kept(Incident incident) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        flags.addAll(incident.flags());
        flags.retainAll(Set.of(Flag.DEMO, Flag.DRILL, Flag.REOPENED));
        return flags;
    }

    /** The same fingerprint came again within 14 days after closing: the incident goes on, with a golden of the new exposure. */
    static void reopenByHit(Draft draft, Event.Opened event) {
        Post post = event.post();
        Instant exposure = Exposure.of(post, draft.now());
        Severity level = Severity.graver(draft.incident().level(), event.grade().level());
        boolean rises = level != draft.incident().level() && !event.grade().suspected();
        Incident.Counts counts = draft.incident().counts();
        draft.change(b -> b.exposure(exposure)
                .lastHitAt(draft.now())
                .plan(draft.policy().id())
                .level(rises ? level : draft.incident().level())
                .counts(new Incident.Counts(counts.posts() + 1, counts.authors())));
        enter(draft, Draft.SYSTEM, Draft.SERVICE, draft.now());
        Joining.enterHit(draft, post, event.hit());
        revive(draft);
        boolean missed = Opening.startClocks(draft, post);
        begin(draft);
        if (missed && draft.is(Severity.L3)) {
            draft.incident().clocks().stream()
                    .filter(c -> c.clock().equals(Clocks.GOLDEN))
                    .reduce((a, b) -> b)
                    .ifPresent(c -> Warnings.tellMissed(draft, c));
        }
    }

    /** A person opens it again: what closing had stopped runs on as promised before; nothing starts anew but ladder and acknowledge. */
    static void reopen(Draft draft) {
        Incident.Closing closing = draft.incident().closing();
        Instant closed = closing == null ? draft.now() : closing.at();
        revive(draft);
        List<Clock> stopped = draft.incident().clocks().stream()
                .filter(c -> c.state() == Phase.STOPPED
                        && closed.equals(c.stoppedAt())
                        && !c.clock().equals(Clocks.ACKNOWLEDGE))
                .toList();
        for (Clock clock : stopped) {
            Clockwork.replace(draft, clock, clock.as(Phase.RUNNING, null));
        }
        Clockwork.startNow(draft, Clocks.ACKNOWLEDGE);
        begin(draft);
    }

    private static void revive(Draft draft) {
        draft.change(b -> b.state(State.OPEN).owner(null).closing(null).flag(Flag.REOPENED, true));
        draft.ladder(l -> l.withTaking(null, null).withAnswer(null).withLastAction(null));
    }

    private static void begin(Draft draft) {
        if (draft.is(Severity.L2)) {
            Growth.begin(draft);
        }
        Word word = Word.of(
                NoticeReason.OPENED,
                Reasons.REOPENED,
                draft.incident().level(),
                draft.incident().counts().posts());
        LadderRun.start(draft, word);
        draft.tellGroups(word);
    }

    private static void enter(Draft draft, String by, String via, Instant at) {
        Map<String, String> facts = Map.of("level", draft.incident().level().name());
        draft.entry(new TimelineEntry(draft.incident().id(), at, "incident.reopened", by, via, facts, Map.of()));
    }

    /** Customers leave for another incident: their cases and clocks go with them. */
    static void leave(Draft draft, Set<String> customers) {
        draft.change(b -> b.cases(draft.incident().cases().stream()
                .filter(c -> !customers.contains(c.customer()))
                .toList()));
        Clockwork.stop(
                draft,
                c -> Promising.of(c, customers) && (Clockwork.running(c) || c.state() == Phase.PROPOSED),
                draft.now());
        draft.unschedule(d -> d.kind() == Deadline.Kind.WAIT_ENDS && customers.contains(d.customer()));
        Waiting.clear(draft);
        Cases.state(draft);
    }

    /** The incident split-off customers go to, before anything has been decided about it. */
    static Incident blank(Event.SplitOff event, Policy policy, Instant now) {
        Incident from = event.from();
        Set<String> leaving = new HashSet<>(event.customers());
        List<CustomerCase> cases = from.cases().stream()
                .filter(c -> leaving.contains(c.customer()))
                .toList();
        Instant exposure = cases.stream()
                .map(CustomerCase::exposure)
                .min(Instant::compareTo)
                .orElse(from.exposure());
        return from.with()
                .id(event.id())
                .key(from.key() + "#" + event.id())
                .title(event.title())
                .state(State.OPEN)
                .flags(kept(from))
                .owner(null)
                .exposure(exposure)
                .openedAt(now)
                .counts(event.counts())
                .clocks(List.of())
                .cases(cases)
                .reasons(List.of(Reason.of(Reasons.SPLIT, from.id(), event.by())))
                .agenda(List.of())
                .told(List.of())
                .ladder(Incident.Ladder.NONE.withPlatforms(from.ladder().platforms()))
                .plan(policy.id())
                .closing(null)
                .version(0)
                .build();
    }

    static void splitOff(Draft draft, Event.SplitOff event) {
        Incident from = event.from();
        draft.entry(new TimelineEntry(
                draft.incident().id(),
                draft.now(),
                "incident.opened",
                event.by(),
                event.via(),
                Map.of("level", draft.incident().level().name(), "from", from.id()),
                Map.of()));
        Set<String> leaving = new HashSet<>(event.customers());
        for (Clock clock : from.clocks()) {
            if (Promising.of(clock, leaving)) {
                Cases.adopt(draft, clock);
            }
        }
        if (draft.incident().cases().isEmpty()) {
            Clockwork.startGolden(draft, null, draft.incident().exposure(), Tiers.of(draft));
            Clockwork.startNow(draft, Clocks.FINDINGS);
            Clockwork.startNow(draft, Clocks.RESPOND);
        }
        Clockwork.startNow(draft, Clocks.ACKNOWLEDGE);
        LadderRun.start(
                draft,
                Word.of(NoticeReason.OPENED, Reasons.OPENED, draft.incident().level()));
        Opening.begin(draft);
        Cases.state(draft);
    }
}
