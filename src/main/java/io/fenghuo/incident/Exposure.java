package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Since when an incident is in public, and golden that runs from there. */
final class Exposure {
    private Exposure() {}

    /** When a post was exposed; a time nobody can believe counts as now. */
    static Instant of(Post post, Instant now) {
        return Correlation.exposure(post, now);
    }

    /** The incident turns out to have been in public since {@code exposure}. */
    static void widen(Draft draft, Instant exposure) {
        if (exposure.isBefore(draft.incident().exposure())) {
            draft.change(b -> b.exposure(exposure));
            move(draft, null, exposure);
        }
    }

    /** Moves a running golden clock to an earlier exposure. When that makes it missed, it is told at once. */
    static void move(Draft draft, @Nullable String customer, Instant exposure) {
        Optional<Clock> golden = Clockwork.running(draft.incident(), Clocks.GOLDEN, customer);
        if (golden.isEmpty() || !exposure.isBefore(golden.get().startedAt())) {
            return;
        }
        Clock old = golden.get();
        Instant due = exposure.plus(Duration.between(old.startedAt(), old.due()));
        Clock earlier = new Clock(old.clock(), customer, exposure, due, old.state(), old.stoppedAt());
        if (Clockwork.replace(draft, old, earlier)) {
            Warnings.tellMissed(draft, earlier);
        }
    }

    /**
     * An L3 rises: the golden clock of the customer who has waited longest becomes the incident's; it is never restarted. Customers answered
     * before wait no more.
     */
    static void gather(Draft draft) {
        List<Clock> open = new ArrayList<>();
        for (Clock clock : draft.incident().clocks()) {
            if (clock.clock().equals(Clocks.GOLDEN) && clock.customer() != null && waiting(draft, clock)) {
                open.add(clock);
            }
        }
        Clock first =
                open.stream().min(java.util.Comparator.comparing(Clock::due)).orElse(null);
        Clockwork.stop(
                draft,
                c -> c.clock().equals(Clocks.GOLDEN) && c.customer() != null && Clockwork.running(c),
                draft.now());
        if (first != null
                && Clockwork.running(draft.incident(), Clocks.GOLDEN, null).isEmpty()) {
            Cases.adopt(
                    draft,
                    new Clock(Clocks.GOLDEN, null, first.startedAt(), first.due(), first.state(), first.stoppedAt()));
        }
    }

    private static boolean waiting(Draft draft, Clock clock) {
        boolean unanswered = draft.incident().cases().stream()
                .filter(c -> c.customer().equals(clock.customer()))
                .map(CustomerCase::answeredAt)
                .noneMatch(java.util.Objects::nonNull);
        return unanswered && clock.state() != Clock.Phase.STOPPED;
    }
}
