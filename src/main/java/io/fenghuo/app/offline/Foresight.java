package io.fenghuo.app.offline;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Correlation;
import io.fenghuo.incident.Decider;
import io.fenghuo.incident.Decision;
import io.fenghuo.incident.Event;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.incident.Wishes;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What would follow from one hit if nobody did anything: the incident's own decisions, run forward over its agenda for half an hour, at L3
 * until golden is missed. Pure; the limits on what one person is sent a shift are left aside.
 */
final class Foresight {
    private static final Duration AHEAD = Duration.ofMinutes(30);
    private static final int MOST_STEPS = 1_000;

    private final Policy policy;
    private final Roster roster;
    private final Contacts contacts;
    private final Ids ids = new Ids(new SplittableRandom(1));
    private final Decider decider = new Decider(ids);
    private final List<Told> told = new ArrayList<>();

    Foresight(Policy policy, Roster roster, Contacts contacts) {
        this.policy = policy;
        this.roster = roster;
        this.contacts = contacts;
    }

    /**
     * One message on its way: when it goes out, and where.
     *
     * @param digest how its reader wishes to hear of it
     */
    record Told(Notice notice, Roster.Destination to, Instant at, Contacts.Digest digest) {}

    /**
     * What was foreseen.
     *
     * @param opened the incident as it opens
     * @param told in order of time
     * @param clocks each clock that would run, with its deadline
     */
    record Seen(Incident opened, List<Told> told, Map<String, Instant> clocks) {
        Seen {
            told = List.copyOf(told);
        }
    }

    Seen of(Post post, Hit lead, Grade grade, Instant now) {
        String id = ids.next("i", now);
        String key = Correlation.key(post, lead, policy);
        Decision first = decider.decide(
                null, new Event.Opened(id, post, lead, grade, key, Correlation.crowdKey(post), null), policy, now);
        keep(first, now);
        Incident opened = first.incident();
        Incident incident = opened;
        Instant until = horizon(opened, now);
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<Deadline> due = incident.agenda().stream()
                    .filter(deadline -> !deadline.at().isAfter(until))
                    .min(Comparator.comparing(Deadline::at));
            if (due.isEmpty()) {
                break;
            }
            Instant at = due.get().at().isBefore(now) ? now : due.get().at();
            Decision decision = decider.decide(incident, new Event.Due(due.get()), policy, at);
            keep(decision, at);
            incident = decision.incident();
        }
        told.sort(Comparator.comparing(Told::at));
        return new Seen(opened, told, clocks(incident));
    }

    private static Instant horizon(Incident opened, Instant now) {
        if (opened.level() != Severity.L3) {
            return now.plus(AHEAD);
        }
        return opened.clocks().stream()
                .filter(clock -> clock.clock().equals(Clocks.GOLDEN))
                .map(Clock::due)
                .filter(due -> due.isAfter(now))
                .findFirst()
                .orElse(now);
    }

    private void keep(Decision decision, Instant at) {
        if (decision.dropDigest()) {
            told.removeIf(one ->
                    one.notice().manner() == Notice.Manner.DIGEST && one.at().isAfter(at));
        }
        for (Roster.Route route : roster.route(decision.notices(), false, at)) {
            Notice notice = route.notice();
            if (notice.manner() == Notice.Manner.EDIT) {
                continue;
            }
            route.destinations().forEach(to -> told.add(told(notice, to, at)));
        }
    }

    private Told told(Notice notice, Roster.Destination to, Instant at) {
        Contacts.Person person =
                to.person() == null ? null : contacts.people().get(to.person());
        boolean line = notice.manner() == Notice.Manner.DIGEST && !Wishes.alone(person, notice, policy, at);
        Instant goes = line ? Wishes.digest(person, notice, policy, at) : at;
        Contacts.Digest usual = Contacts.Thrift.USUAL.digest();
        boolean asked = notice.manner() == Notice.Manner.DIGEST && notice.level() == Severity.L3 && person != null;
        return new Told(notice, to, goes, asked ? person.availability().thrift().digest() : usual);
    }

    private static Map<String, Instant> clocks(Incident incident) {
        Map<String, Instant> clocks = new LinkedHashMap<>();
        incident.clocks().stream()
                .filter(clock -> clock.state() != Clock.Phase.STOPPED && clock.state() != Clock.Phase.PROPOSED)
                .sorted(Comparator.comparing(Clock::due))
                .forEach(clock -> clocks.put(clock.clock(), clock.due()));
        return clocks;
    }
}
