package io.fenghuo.incident;

import io.fenghuo.model.Deadline;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The growth of an L2: told at multiples of the first card's authors, to few, and never soon after another message. */
final class Growth {
    /** What the name of a waiting growth message begins with; its addressee follows. */
    static final String NAME = "growth:";
    /** By how much growth is put behind what else falls due at its moment: a message to the same addressee takes its place. */
    private static final Duration GIVES_WAY = Duration.ofMillis(1);

    private Growth() {}

    /** The first L2 card is out: growth is measured from here. */
    static void begin(Draft draft) {
        int authors = Math.max(1, draft.incident().counts().authors());
        draft.ladder(l -> l.withGrowth(authors, authors, draft.now()));
    }

    /** Notes a post's platform. Returns what about it must be told at once, or null. */
    static @Nullable Reason platform(Draft draft, Post post, Grade grade) {
        int authors = draft.incident().counts().authors();
        String code = alarming(grade);
        Set<String> platforms = new HashSet<>(draft.incident().ladder().platforms());
        boolean fresh = platforms.add(post.source());
        if (fresh) {
            draft.ladder(l -> l.withPlatforms(platforms));
        }
        if (code != null && !knew(draft, code)) {
            return Reason.of(code, post.source(), authors);
        }
        return fresh ? Reason.of(Reasons.GROWTH_PLATFORM, post.source(), authors) : null;
    }

    /** Tells growth where the incident is an L2 and has grown enough, or at once for a reason given. */
    static void grow(Draft draft, @Nullable Reason urgent) {
        Incident.Ladder ladder = draft.incident().ladder();
        if (!draft.is(Severity.L2) || ladder.growthBase() == 0) {
            return;
        }
        int authors = draft.incident().counts().authors();
        if (urgent != null) {
            told(draft, authors);
            tellAll(draft, new Word(NoticeReason.GROWTH, urgent, null, false), true);
        } else if (authors >= threshold(draft.policy(), ladder.growthBase(), ladder.growthTold())) {
            told(draft, authors);
            tellAll(draft, word(draft), false);
        }
    }

    /** The waiting time of one addressee is over. */
    static void fire(Draft draft, Deadline due) {
        Target target = Targets.parse(due.name().substring(NAME.length()));
        if (!draft.is(Severity.L2)) {
            return;
        }
        if (draft.scheduled(d -> d.kind() != Deadline.Kind.GROWTH && !d.at().isAfter(draft.now()))) {
            draft.schedule(due.name(), draft.now().plus(GIVES_WAY), Deadline.Kind.GROWTH);
            return;
        }
        Word word = word(draft).late(draft.late(due.at()));
        if (target.equals(Target.GROUPS)) {
            tellGroups(draft, word);
        } else if (audience(draft).contains(target)) {
            draft.tell(target, Notice.Manner.CARD, word);
        }
    }

    /** The next number of authors that is told after {@code told}. */
    static long threshold(Policy policy, int base, int told) {
        long last = base;
        for (int factor : policy.margins().growth()) {
            last = (long) base * factor;
            if (last > told) {
                return last;
            }
        }
        while (last <= told) {
            last *= 10;
        }
        return last;
    }

    private static Word word(Draft draft) {
        return Word.of(
                NoticeReason.GROWTH,
                Reasons.GROWTH,
                draft.incident().counts().authors(),
                draft.incident().ladder().growthBase());
    }

    private static void told(Draft draft, int authors) {
        draft.ladder(l -> l.withGrowth(l.growthBase(), authors, draft.now()));
    }

    private static void tellAll(Draft draft, Word word, boolean atOnce) {
        List<Target> audience = audience(draft);
        for (Target target : audience) {
            Instant free = atOnce ? draft.now() : free(draft, target);
            if (!free.isAfter(draft.now())) {
                draft.tell(target, Notice.Manner.CARD, word);
            } else {
                draft.schedule(NAME + target, free, Deadline.Kind.GROWTH);
                draft.tell(target, Notice.Manner.EDIT, word);
            }
        }
        draft.editCards(word, t -> Targets.personal(t) && !audience.contains(t));
        Instant free = atOnce ? draft.now() : groupsFree(draft);
        if (free.isAfter(draft.now())) {
            draft.schedule(NAME + Target.GROUPS, free, Deadline.Kind.GROWTH);
        } else {
            tellGroups(draft, word);
        }
    }

    private static void tellGroups(Draft draft, Word word) {
        draft.tellGroups(word);
        draft.heard(Target.GROUPS, draft.now());
        draft.unschedule(d -> d.name().equals(NAME + Target.GROUPS));
    }

    /** A group hears of the first growth at once, of more only after the gap: one wave must not fill it. */
    private static Instant groupsFree(Draft draft) {
        Instant last = draft.incident().ladder().heard().get(Target.GROUPS.toString());
        return last == null ? draft.now() : last.plus(draft.policy().noise().growthGap());
    }

    /** When an addressee may be sent growth: not within the gap after the last message. */
    private static Instant free(Draft draft, Target target) {
        Duration gap = draft.policy().noise().growthGap();
        Map<String, Instant> heard = draft.incident().ladder().heard();
        Instant last = heard.get(target.toString());
        Instant free = last == null ? draft.now() : last.plus(gap);
        Instant awake = Owning.snoozedUntil(draft);
        return awake.isAfter(free) ? awake : free;
    }

    private static List<Target> audience(Draft draft) {
        String owner = draft.incident().owner();
        if (owner != null) {
            return List.of(Target.person(owner));
        }
        return Targets.of(draft.incident(), List.of(Target.role(Roles.DUTY), Target.role(Roles.BRAND)));
    }

    private static @Nullable String alarming(Grade grade) {
        for (Reason reason : grade.reasons()) {
            if (reason.code().startsWith("media")) {
                return Reasons.GROWTH_MEDIA;
            }
            if (reason.code().startsWith("regulator")) {
                return Reasons.GROWTH_REGULATOR;
            }
        }
        return null;
    }

    private static boolean knew(Draft draft, String code) {
        String kind = code.substring(code.indexOf('.') + 1);
        return draft.incident().reasons().stream().anyMatch(r -> r.code().startsWith(kind));
    }
}
