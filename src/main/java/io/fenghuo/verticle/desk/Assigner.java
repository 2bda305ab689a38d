package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Assignment;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Decision;
import io.fenghuo.incident.OnCall;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives an incident to one person of a role that is assigned by load, and writes down why. An L1, and a page because nobody took it, go to
 * everybody of the role as ever. Works inside the deciding transaction.
 */
final class Assigner {
    private static final int OPEN = 100_000;

    private final Supplier<Rulebook> rules;

    Assigner(Supplier<Rulebook> rules) {
        this.rules = rules;
    }

    /** The decision with roles assigned by load replaced by persons; the same when there are none. */
    Decision assign(Tx tx, @Nullable Incident before, Decision decision, Instant now) {
        Contacts contacts = rules.get().configuration().contacts();
        if (contacts.byLoad().isEmpty()
                || decision.notices().stream().noneMatch(notice -> assigned(contacts, notice))) {
            return decision;
        }
        Incident incident = decision.incident();
        List<TimelineEntry> entries = new ArrayList<>(decision.entries());
        Map<Target, Target> chosen = new LinkedHashMap<>();
        for (Notice notice : decision.notices()) {
            if (!assigned(contacts, notice) || chosen.containsKey(notice.to())) {
                continue;
            }
            List<String> persons = OnCall.persons(contacts, notice.to(), now);
            Map<String, Integer> load = Assignment.load(open(tx, incident), persons);
            Assignment.Choice choice = Assignment.choose(incident, persons, load);
            String person = choice.person();
            if (person == null) {
                continue;
            }
            chosen.put(notice.to(), Target.person(person));
            if (!choice.again()) {
                entries.add(line(incident, notice.to(), person, load, now));
                incident = told(incident, person);
            }
        }
        Incident after =
                before == null || incident.equals(decision.incident()) || incident.version() != before.version()
                        ? incident
                        : incident.with().version(before.version() + 1).build();
        return new Decision(
                after,
                decision.notices().stream()
                        .map(notice -> assigned(contacts, notice) ? to(notice, chosen.get(notice.to())) : notice)
                        .toList(),
                entries,
                decision.dropDigest());
    }

    private static boolean assigned(Contacts contacts, Notice notice) {
        return notice.to().kind() == Target.Kind.ROLE
                && contacts.byLoad().contains(notice.to().id())
                && notice.level() != Severity.L1
                && notice.manner() != Notice.Manner.EDIT
                && notice.reason() != NoticeReason.PAGE;
    }

    private static List<Incident> open(Tx tx, Incident but) {
        return tx.incidents().list(new Incidents.Query(true, false, OPEN)).stream()
                .filter(one -> !one.id().equals(but.id()))
                .toList();
    }

    private static Incident told(Incident incident, String person) {
        List<String> told = new ArrayList<>(incident.told());
        told.add(Target.person(person).toString());
        return incident.with().told(told).build();
    }

    private static Notice to(Notice notice, @Nullable Target target) {
        return target == null
                ? notice
                : new Notice(
                        notice.id(),
                        notice.incident(),
                        notice.brand(),
                        notice.level(),
                        notice.reason(),
                        notice.why(),
                        target,
                        notice.manner(),
                        notice.by(),
                        notice.at(),
                        notice.late(),
                        notice.clock());
    }

    private static TimelineEntry line(
            Incident incident, Target role, String person, Map<String, Integer> load, Instant now) {
        List<String> figures = new ArrayList<>();
        new TreeMap<>(load).forEach((one, number) -> figures.add(one + "=" + number));
        return new TimelineEntry(
                incident.id(),
                now,
                "assigned",
                "system",
                "service",
                Map.of("role", role.id(), "person", person, "assign", "load", "load", String.join(" ", figures)),
                Map.of());
    }
}
