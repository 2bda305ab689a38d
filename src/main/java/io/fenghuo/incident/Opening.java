package io.fenghuo.incident;

import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How an incident begins. */
final class Opening {
    static final String SUSPICION = "suspicion";
    private static final int TITLE = 60;

    private Opening() {}

    /** The incident of a first hit, before anything has been decided about it. */
    static Incident blank(Event.Opened event, Policy policy, Instant now) {
        Post post = event.post();
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (event.grade().suspected() && event.grade().level() == Severity.L1) {
            flags.add(Flag.SUSPECTED);
        }
        Hit hit = event.hit();
        return new Incident(
                event.id(),
                hit.brand(),
                hit.family(),
                hit.category(),
                event.key(),
                event.crowdKey(),
                title(post.text()),
                event.grade().level(),
                State.OPEN,
                flags,
                null,
                Exposure.of(post, now),
                now,
                now,
                new Incident.Counts(1, 1),
                List.of(),
                List.of(),
                Tiers.reasons(event.grade().reasons(), policy, post),
                List.of(),
                List.of(),
                Incident.Ladder.NONE.withPlatforms(Set.of(post.source())),
                policy.id(),
                hit.effects(),
                null,
                0);
    }

    static void open(Draft draft, Event.Opened event) {
        Incident incident = draft.incident();
        draft.entry(
                "incident.opened",
                Map.of(
                        "level", incident.level().name(),
                        "family", incident.family(),
                        "key", incident.key(),
                        "exposure", incident.exposure().toString(),
                        "suspected", String.valueOf(incident.has(Flag.SUSPECTED))));
        Joining.enterHit(draft, event.post(), event.hit());
        boolean missed = startClocks(draft, event.post());
        LadderRun.start(draft, word(draft, missed));
        if (!incident.has(Flag.SUSPECTED)) {
            draft.tellGroups(word(draft, missed));
        }
        begin(draft);
        if (missed && draft.is(Severity.L3)) {
            Warnings.tellMissed(draft, draft.incident().clocks().get(0));
        }
    }

    /** What begins with an incident of this grade beside its clocks: the suspicion's time, the measure of growth. */
    static void begin(Draft draft) {
        if (draft.incident().has(Flag.SUSPECTED)) {
            Instant at = draft.now().plus(draft.policy().noise().suspicion());
            draft.schedule(SUSPICION, at, Deadline.Kind.SUSPICION_CONFIRMED);
        }
        if (draft.is(Severity.L2)) {
            Growth.begin(draft);
        }
    }

    /** Starts the clocks of a new matter. Returns whether golden was over already. */
    static boolean startClocks(Draft draft, Post post) {
        Instant exposure = Exposure.of(post, draft.now());
        boolean missed;
        if (draft.is(Severity.L3)) {
            missed = Cases.open(draft, post, exposure);
        } else {
            missed = Clockwork.startGolden(draft, null, exposure, Tiers.of(draft));
        }
        Clockwork.startNow(draft, Clocks.ACKNOWLEDGE);
        if (!draft.incident().has(Flag.SUSPECTED)) {
            Clockwork.startNow(draft, Clocks.RESPOND);
        }
        Clockwork.startNow(draft, Clocks.FINDINGS);
        CategoryClocks.start(draft);
        return missed;
    }

    private static Word word(Draft draft, boolean missed) {
        Severity level = draft.incident().level();
        if (draft.incident().has(Flag.SUSPECTED)) {
            long minutes = draft.policy().noise().suspicion().toMinutes();
            return Word.of(NoticeReason.OPENED, Reasons.OPENED_SUSPECTED, minutes);
        }
        if (missed) {
            long over = draft.incident().clocks().stream()
                    .filter(c -> c.clock().equals(Clocks.GOLDEN))
                    .findFirst()
                    .map(c -> Duration.between(c.due(), draft.now()).toMinutes())
                    .orElse(0L);
            return Word.of(NoticeReason.OPENED, Reasons.OPENED_MISSED, level, over)
                    .about(Clocks.GOLDEN);
        }
        return Word.of(NoticeReason.OPENED, Reasons.OPENED, level);
    }

    /** The beginning of the words on one line, cut between characters. */
    static String title(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= TITLE) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, TITLE)) + "…";
    }
}
