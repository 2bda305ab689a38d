package io.fenghuo.web.view;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One incident as a line of the board and as the head of its page.
 *
 * @param level l1, l2 or l3
 * @param levelName 一级 …, with 疑似 before it where it is suspected
 * @param tags flags in words, 【演示】 first
 * @param owner the owner's name; empty when nobody has it
 * @param clock the clock that counts now; null when none does
 * @param nextCall epoch milliseconds of the ladder's next step; 0 when none is due
 * @param nextCallText the time until then
 * @param messages messages sent so far; -1 = unknown
 */
public record Row(
        String id,
        String level,
        String levelName,
        String title,
        String brand,
        String category,
        List<String> tags,
        State state,
        String stateName,
        String owner,
        int posts,
        int authors,
        int messages,
        @Nullable Countdown clock,
        List<Countdown> others,
        long nextCall,
        String nextCallText,
        String exposure,
        long version) {
    private static final int TITLE = 80;
    private static final int OTHERS = 3;
    /** Clocks that an answer stops: once missed they still matter until somebody answers. */
    private static final Set<String> ANSWERED_BY = Set.of(Clocks.GOLDEN, Clocks.RESPOND, Clocks.PROMISED);

    /** The incident as it stands at {@code now}; {@code name} gives a person's name. */
    public static Row of(Incident incident, int messages, Words words, UnaryOperator<String> name, Instant now) {
        List<Clock> live = live(incident);
        Clock head = live.isEmpty() ? null : live.get(0);
        List<Countdown> others = live.stream()
                .skip(1)
                .filter(clock -> clock.customer() == null)
                .limit(OTHERS)
                .map(clock -> Countdown.of(clock, null, words, now))
                .toList();
        Deadline call = incident.owner() != null ? null : nextCall(incident);
        String levelName = words.level(incident.level());
        return new Row(
                incident.id(),
                incident.level().name().toLowerCase(java.util.Locale.ROOT),
                incident.has(Flag.SUSPECTED) ? words.t("level.suspected", levelName) : levelName,
                Harmless.line(incident.title(), TITLE),
                Harmless.line(incident.brand(), 40),
                Harmless.line(incident.category(), 40),
                tags(incident, words),
                incident.state(),
                words.of("state", incident.state()),
                incident.owner() == null ? "" : Harmless.line(name.apply(incident.owner()), 40),
                incident.counts().posts(),
                incident.counts().authors(),
                messages,
                head == null ? null : Countdown.of(head, caseName(incident, head), words, now),
                others,
                call == null ? 0 : call.at().toEpochMilli(),
                call == null ? "" : words.counter(later(now, call.at()).plusMillis(999)),
                words.when(incident.exposure(), now),
                incident.version());
    }

    /** Most urgent first: an L1 nobody has taken, then by the deadline that counts, those without one after, ended ones last. */
    public static final Comparator<Incident> BY_TIME_LEFT = Comparator.comparing(
                    (Incident incident) -> incident.state().ended())
            .thenComparing(incident -> incident.level() != Severity.L1 || incident.state() != State.OPEN)
            .thenComparing(Row::due)
            .thenComparing(Incident::level)
            .thenComparing(Incident::id);

    private static Instant due(Incident incident) {
        List<Clock> live = live(incident);
        return live.isEmpty() ? Instant.MAX : live.get(0).due();
    }

    /** The clocks that matter now, the earliest deadline first. */
    public static List<Clock> live(Incident incident) {
        if (incident.state().ended()) {
            return List.of();
        }
        boolean unanswered = incident.state() == State.OPEN || incident.state() == State.TAKEN;
        return incident.clocks().stream()
                .filter(clock -> clock.state() == Clock.Phase.RUNNING
                        || clock.state() == Clock.Phase.MISSED
                                && (unanswered ? ANSWERED_BY.contains(clock.clock()) : laterMissed(clock)))
                .sorted(Comparator.comparing(Clock::due).thenComparing(Clock::clock))
                .toList();
    }

    private static boolean laterMissed(Clock clock) {
        return clock.clock().equals(Clocks.FINDINGS) || clock.clock().equals(Clocks.SETTLE);
    }

    private static @Nullable Deadline nextCall(Incident incident) {
        return incident.agenda().stream()
                .filter(deadline -> deadline.kind() == Deadline.Kind.LADDER)
                .min(Comparator.comparing(Deadline::at))
                .orElse(null);
    }

    private static java.time.Duration later(Instant now, Instant at) {
        return at.isAfter(now) ? java.time.Duration.between(now, at) : java.time.Duration.ZERO;
    }

    /** The name of the customer a clock belongs to; null when it is the whole incident's or there is only one. */
    public static @Nullable String caseName(Incident incident, Clock clock) {
        if (clock.customer() == null || incident.cases().size() < 2) {
            return null;
        }
        return incident.cases().stream()
                .filter(one -> one.customer().equals(clock.customer()))
                .findFirst()
                .map(Row::caseName)
                .orElse(null);
    }

    /** A customer's name in one short line. */
    public static String caseName(CustomerCase one) {
        return Harmless.line(one.name() == null ? one.customer() : one.name(), 24);
    }

    private static List<String> tags(Incident incident, Words words) {
        return incident.flags().stream()
                .filter(flag -> flag != Flag.SUSPECTED)
                .sorted(Comparator.reverseOrder())
                .map(flag -> words.of("flag", flag))
                .toList();
    }

    public boolean open() {
        return state == State.OPEN;
    }
}
