package io.fenghuo.incident;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether the open incidents are in good hands: each has something that falls due next, or a stated reason for none. Pure. */
public final class Audit {
    /** Something due longer ago than this was not dealt with. */
    public static final Duration OVERDUE = Duration.ofMinutes(5);

    private Audit() {}

    /** What can be wrong with an open incident. */
    public enum Fault {
        /** Nothing falls due any more, and no reason for it is known. */
        NOTHING_NEXT,
        /** Something fell due and was not dealt with. */
        OVERDUE,
        /** A clock runs whose end nobody would notice. */
        CLOCK_LOST
    }

    /**
     * One fault.
     *
     * @param detail the name of the deadline or clock; empty where there is none
     */
    public record Finding(String incident, Fault fault, String detail) {}

    /** What is wrong with the incidents that have not ended. */
    public static List<Finding> of(List<Incident> open, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (Incident incident : open) {
            if (!incident.state().ended()) {
                look(incident, now, findings);
            }
        }
        return List.copyOf(findings);
    }

    private static void look(Incident incident, Instant now, List<Finding> findings) {
        if (incident.agenda().isEmpty() && reason(incident).isEmpty()) {
            findings.add(new Finding(incident.id(), Fault.NOTHING_NEXT, ""));
        }
        incident.agenda().stream()
                .filter(deadline -> deadline.at().plus(OVERDUE).isBefore(now))
                .findFirst()
                .ifPresent(late -> findings.add(new Finding(incident.id(), Fault.OVERDUE, late.name())));
        incident.clocks().stream()
                .filter(clock -> clock.state() == Clock.Phase.RUNNING && !planned(incident, clock))
                .findFirst()
                .ifPresent(clock -> findings.add(new Finding(incident.id(), Fault.CLOCK_LOST, clock.clock())));
    }

    private static boolean planned(Incident incident, Clock clock) {
        return incident.agenda().stream()
                .anyMatch(deadline -> deadline.kind() == Deadline.Kind.CLOCK_MISSED
                        && clock.clock().equals(deadline.clock())
                        && Objects.equals(clock.customer(), deadline.customer()));
    }

    /**
     * Why an open incident needs no next step: {@code settled}, it only waits to be closed; {@code told}, an L3 all of whose clocks have been
     * answered or missed, and its misses told.
     */
    public static Optional<String> reason(Incident incident) {
        if (incident.state() == State.SETTLED) {
            return Optional.of("settled");
        }
        boolean over = incident.clocks().stream().allMatch(clock -> !Clockwork.running(clock));
        return incident.level() == Severity.L3 && over ? Optional.of("told") : Optional.empty();
    }
}
