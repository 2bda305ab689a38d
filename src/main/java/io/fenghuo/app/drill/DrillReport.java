package io.fenghuo.app.drill;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Drill;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Scenario;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.store.Tx;
import io.fenghuo.web.Drills;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from the store how a rehearsal went: which grade it reached, how long the team took, who was told how often. */
final class DrillReport {
    private DrillReport() {}

    /** How it stands at {@code now}; {@code over} = it ends now. */
    static Drills.Report of(Tx tx, DrillRun run, Scenario scenario, Instant now, boolean over) {
        List<Incident> incidents = incidents(tx, run, scenario);
        return new Drills.Report(
                run.run(),
                scenario.id(),
                scenario.title(),
                run.by(),
                run.startedAt().toString(),
                over ? now.toString() : "",
                run.next(),
                scenario.lines().size(),
                scenario.expect() == null ? "" : scenario.expect().name(),
                incidents.stream()
                        .map(Incident::level)
                        .min(Comparator.naturalOrder())
                        .map(Severity::name)
                        .orElse(""),
                incidents.stream().map(one -> matter(one, run, now)).toList(),
                told(tx, incidents));
    }

    /** What its posts opened, without what was merged into another; oldest first. */
    static List<Incident> incidents(Tx tx, DrillRun run, Scenario scenario) {
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(run.next(), scenario.lines().size()); i++) {
            ids.addAll(tx.posts().incidentsOf(Drill.source(run.run()), DrillRun.post(i)));
        }
        return ids.stream()
                .map(tx.incidents()::find)
                .flatMap(Optional::stream)
                .filter(one -> one.state() != State.MERGED)
                .sorted(Comparator.comparing(Incident::openedAt).thenComparing(Incident::id))
                .toList();
    }

    private static Drills.Matter matter(Incident one, DrillRun run, Instant now) {
        List<Drills.Took> times = new ArrayList<>();
        for (Clock clock : one.clocks()) {
            times.add(time(clock, now));
        }
        return new Drills.Matter(
                one.id(),
                one.title(),
                one.level().name(),
                one.state().name().toLowerCase(Locale.ROOT),
                one.owner() == null ? "" : one.owner(),
                Math.max(0, Duration.between(run.startedAt(), one.openedAt()).toSeconds()),
                times);
    }

    private static Drills.Took time(Clock clock, Instant now) {
        Instant end = clock.stoppedAt() == null ? now : clock.stoppedAt();
        boolean late = end.isAfter(clock.due()) || clock.state() == Clock.Phase.MISSED;
        boolean stopped = clock.state() == Clock.Phase.STOPPED;
        return new Drills.Took(
                clock.clock(),
                Duration.between(clock.startedAt(), clock.due()).toSeconds(),
                Math.max(0, Duration.between(clock.startedAt(), end).toSeconds()),
                late ? "missed" : stopped ? "met" : "open");
    }

    /** Card, text and spare channel of one notice to one reader count once, as delivered when any of them was. */
    private static List<Drills.Told> told(Tx tx, List<Incident> incidents) {
        Map<String, Map<String, Set<Delivery.Status>>> readers = new HashMap<>();
        for (Incident incident : incidents) {
            for (Delivery delivery : tx.outbox().ofIncident(incident.id())) {
                String reader = delivery.person() == null ? delivery.channel() : delivery.person();
                readers.computeIfAbsent(reader, r -> new HashMap<>())
                        .computeIfAbsent(delivery.notice(), n -> new HashSet<>())
                        .add(delivery.state());
            }
        }
        return readers.entrySet().stream()
                .map(reader -> told(reader.getKey(), reader.getValue().values()))
                .filter(one -> one.sent() + one.failed() + one.waiting() > 0)
                .sorted(Comparator.comparingInt(Drills.Told::sent).reversed().thenComparing(Drills.Told::who))
                .toList();
    }

    private static Drills.Told told(String reader, Iterable<Set<Delivery.Status>> notices) {
        int sent = 0;
        int failed = 0;
        int waiting = 0;
        for (Set<Delivery.Status> states : notices) {
            if (states.contains(Delivery.Status.DELIVERED) || states.contains(Delivery.Status.UNCONFIRMED)) {
                sent++;
            } else if (states.contains(Delivery.Status.PENDING)) {
                waiting++;
            } else if (states.contains(Delivery.Status.FAILED)) {
                failed++;
            }
        }
        return new Drills.Told(reader, sent, failed, waiting);
    }
}
