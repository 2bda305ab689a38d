package io.fenghuo.web.view;

import io.fenghuo.model.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One clock as shown; the page's script counts on from here with the same rules.
 *
 * @param clock its id
 * @param label its name in words
 * @param customer whose it is, or empty
 * @param phase ok, soon (临期), missed (已超时), paused or stopped
 * @param text the time left, or since it was missed
 * @param due epoch milliseconds
 * @param soonAt epoch milliseconds from which it is 临期: when a quarter of its time is left
 * @param deadline the exact deadline in words
 * @param exact the deadline in full
 */
public record Countdown(
        String clock,
        String label,
        String customer,
        String phase,
        String text,
        long due,
        long soonAt,
        String deadline,
        String exact) {

    /** The clock as it stands at {@code now}. */
    public static Countdown of(Clock clock, @Nullable String customer, Words words, Instant now) {
        Instant due = clock.due();
        Duration whole = Duration.between(clock.startedAt(), due);
        Instant soon = due.minus(whole.isNegative() ? Duration.ZERO : whole.dividedBy(4));
        Duration left = Duration.between(now, due);
        String phase = phase(clock, soon, now);
        String text = switch (phase) {
            case "paused", "stopped", "proposed" -> words.t("phase." + phase);
            case "missed" -> words.t("phase.missed") + " " + words.counter(left);
            default -> words.counter(left.plusMillis(999));
        };
        return new Countdown(
                clock.clock(),
                words.term("clock", clock.clock()),
                customer == null ? "" : customer,
                phase,
                text,
                due.toEpochMilli(),
                soon.toEpochMilli(),
                words.deadline(due, now),
                words.exact(due));
    }

    private static String phase(Clock clock, Instant soon, Instant now) {
        return switch (clock.state()) {
            case STOPPED -> "stopped";
            case PAUSED -> "paused";
            case PROPOSED -> "proposed";
            case MISSED -> "missed";
            case RUNNING -> !now.isBefore(clock.due()) ? "missed" : !now.isBefore(soon) ? "soon" : "ok";
        };
    }

    /** Whether the page's script counts it on. */
    public boolean ticks() {
        return phase.equals("ok") || phase.equals("soon") || phase.equals("missed");
    }
}
