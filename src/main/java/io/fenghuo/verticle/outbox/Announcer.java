package io.fenghuo.verticle.outbox;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Noise;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Quiet;
import io.fenghuo.incident.Roster;
import io.fenghuo.incident.Wishes;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Pause;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns notices into rows of the outbox, one for each destination, within the limits on what one person is sent. Runs inside the transaction
 * that decided the notices. Threadsafe as far as its transactions are serial.
 */
public final class Announcer {
    /** Types of channel behind which no person reads. */
    private static final Set<String> PROGRAMS = Set.of("webhook", "verticle", "pagerduty", "alertmanager");
    /** Types whose vendor asks not to send at full and half hours, when it is busy: 11232 of Feishu. */
    private static final Set<String> OFF_THE_HOUR = Set.of("feishu", "feishu-app");
    /** Types of channel whose cards change without a message, so that a group may have it too. */
    private static final Set<String> CARDS = Set.of("wecom-app", "telegram", "slack-app", "feishu-app");

    private final Ids ids;
    private final Supplier<Rulebook> rules;
    private final Pausing pausing;

    public Announcer(Ids ids, Supplier<Rulebook> rules) {
        this.ids = ids;
        this.rules = rules;
        this.pausing = new Pausing(rules);
    }

    public Pausing pausing() {
        return pausing;
    }

    /** As below, where every hit has been filed. */
    public List<TimelineEntry> announce(Tx tx, Incident incident, List<Notice> notices, Policy policy, Instant now) {
        return announce(tx, incident, notices, Set.of(), policy, now);
    }

    /**
     * Keeps notices of one decision; returns timeline lines that say who is told, and why otherwise.
     *
     * @param hit ids of rules whose hits are not filed yet
     */
    public List<TimelineEntry> announce(
            Tx tx, Incident incident, List<Notice> notices, Set<String> hit, Policy policy, Instant now) {
        if (notices.isEmpty()) {
            return List.of();
        }
        List<TimelineEntry> lines = new ArrayList<>();
        boolean demo = incident.has(Flag.DEMO);
        for (Roster.Route route : rules.get().roster().route(withPrograms(notices, now), demo, now)) {
            Pause pause = pausing.of(tx, incident, route.notice(), hit, now).orElse(null);
            Round round = new Round(tx, route.notice(), pause, policy, now);
            if (!demo || route.notice().manner() != Notice.Manner.EDIT) {
                route.destinations().stream()
                        .filter(to -> hears(route.notice(), to))
                        .forEach(round::add);
            }
            round.keep();
            boolean programs = route.notice().manner() == Notice.Manner.EDIT
                    && route.notice().to().equals(Target.GROUPS);
            if (!programs
                    && (!route.destinations().isEmpty() || !route.remarks().isEmpty())) {
                lines.add(line(incident, route, round.pausedUntil(), now));
            }
        }
        return lines;
    }

    /**
     * Changes of earlier cards also go to the programs that hear the grade as a group does, and to the cards groups got; where a change would be a
     * message, people in groups are spared it.
     */
    private List<Notice> withPrograms(List<Notice> notices, Instant now) {
        List<Notice> all = new ArrayList<>(notices);
        notices.stream()
                .filter(notice -> notice.manner() == Notice.Manner.EDIT)
                .findFirst()
                .map(edit -> new Notice(
                        ids.next("n", now),
                        edit.incident(),
                        edit.brand(),
                        edit.level(),
                        edit.reason(),
                        edit.why(),
                        Target.GROUPS,
                        edit.manner(),
                        List.of(),
                        edit.at(),
                        edit.late(),
                        edit.clock()))
                .ifPresent(all::add);
        return all;
    }

    private boolean hears(Notice notice, Roster.Destination to) {
        boolean group = notice.manner() == Notice.Manner.EDIT && notice.to().equals(Target.GROUPS);
        return !group
                || rules.get().configuration().channels().stream()
                        .anyMatch(spec -> spec.id().equals(to.channel()) && changes(spec.type()) && !spec.phone());
    }

    private static boolean changes(String type) {
        return PROGRAMS.contains(type) || CARDS.contains(type);
    }

    /** Three to seven minutes for a vendor who is busy at the hour, always the same for one channel. */
    private Duration spread(String channel) {
        boolean busy = rules.get().configuration().channels().stream()
                .anyMatch(spec -> spec.id().equals(channel) && OFF_THE_HOUR.contains(spec.type()));
        return busy ? Duration.ofMinutes(3 + Math.floorMod(channel.hashCode(), 5)) : Duration.ZERO;
    }

    private static TimelineEntry line(Incident incident, Roster.Route route, @Nullable Instant paused, Instant now) {
        Notice notice = route.notice();
        List<String> ways = route.destinations().stream()
                .map(d -> d.person() == null ? d.channel() : d.person() + "@" + d.channel())
                .toList();
        List<String> remarks = route.remarks().stream().map(Reason::code).toList();
        Map<String, String> facts = new HashMap<>(Map.of(
                "notice", notice.id(),
                "reason", notice.reason().name(),
                "why", notice.why().code(),
                "to", notice.to().toString(),
                "manner", notice.manner().name(),
                "ways", String.join(" ", ways),
                "remarks", String.join(" ", remarks)));
        if (paused != null) {
            facts.put("paused", paused.toString());
        }
        return new TimelineEntry(incident.id(), now, "notice", "system", "service", facts, Map.of());
    }

    /** One notice on its way to its destinations. */
    private final class Round {
        private final Tx tx;
        private final Notice notice;
        private final @Nullable Pause pause;
        private final Policy policy;
        private final Instant now;
        private final List<Delivery> deliveries = new ArrayList<>();
        private final List<Delivery> held = new ArrayList<>();
        private final List<Delivery> single = new ArrayList<>();
        private final String heldNotice;
        private @Nullable Instant pausedUntil;
        private final String singleNotice;

        Round(Tx tx, Notice notice, @Nullable Pause pause, Policy policy, Instant now) {
            this.tx = tx;
            this.notice = notice;
            this.pause = pause;
            this.policy = policy;
            this.now = now;
            this.heldNotice = ids.next("n", now);
            this.singleNotice = heldNotice + "-s";
        }

        /** When what a pause holds back of it will be told; null = nothing of it is. */
        @Nullable
        Instant pausedUntil() {
            return pausedUntil;
        }

        void add(Roster.Destination to) {
            if (pause != null && waits(to, pause)) {
                return;
            }
            if (notice.manner() == Notice.Manner.EDIT) {
                deliveries.add(delivery(notice.id(), to, now));
                return;
            }
            if (notice.manner() == Notice.Manner.DIGEST && !alone(to)) {
                deliveries.add(delivery(notice.id(), to, digest(to)));
                return;
            }
            if (to.person() == null) {
                deliveries.add(delivery(notice.id(), to, now));
                return;
            }
            Instant awake = spared(to, now);
            if (awake.isAfter(now)) {
                held.add(delivery(heldNotice, to, awake));
                return;
            }
            Instant hour = now.minus(Duration.ofHours(1));
            if (Wishes.enough(
                    person(to), notice, tx.outbox().traffic(to.person(), hour).messages())) {
                held.add(delivery(heldNotice, to, digest(to)));
                return;
            }
            if (alone(to)) {
                single.add(delivery(singleNotice, to, now));
                return;
            }
            Noise.Verdict verdict = Noise.admit(notice, traffic(to.person()), policy, now);
            if (verdict.kind() == Noise.Verdict.Kind.DIGEST && verdict.rule() != null) {
                held.add(delivery(heldNotice, to, verdict.notBefore()));
                tellAdmins(to.person(), verdict.rule());
            } else {
                deliveries.add(delivery(notice.id(), to, verdict.notBefore()));
            }
        }

        /**
         * Holds it back until the pause is over, if it would go before. Changes of cards tell nobody anything new; only programs need them.
         */
        private boolean waits(Roster.Destination to, Pause by) {
            if (notice.manner() == Notice.Manner.EDIT) {
                return !notice.to().equals(Target.GROUPS);
            }
            Instant end = pausing.end(by.until(), notice, to.person(), policy);
            Instant usual = notice.manner() == Notice.Manner.DIGEST && !alone(to) ? digest(to) : now;
            if (!usual.isBefore(end)) {
                return false;
            }
            Delivery line = marked(delivery(heldNotice, to, end), by);
            held.add(line);
            pausedUntil = end;
            return true;
        }

        private Delivery marked(Delivery line, Pause by) {
            return Parcel.changed(line, line.state(), line.attempts(), line.notBefore(), null, Pausing.MARK + by.id());
        }

        /** Whether the addressee wants a message of its own instead of a line in a digest, and the limits on messages allow one. */
        private boolean alone(Roster.Destination to) {
            return to.person() != null
                    && Wishes.alone(person(to), notice, policy, now)
                    && Noise.admit(as(singleNotice, Notice.Manner.CARD), traffic(to.person()), policy, now)
                                    .kind()
                            == Noise.Verdict.Kind.SEND;
        }

        private Instant digest(Roster.Destination to) {
            return spared(to, Wishes.digest(person(to), notice, policy, now).plus(spread(to.channel())));
        }

        private Contacts.@Nullable Person person(Roster.Destination to) {
            String id = to.person();
            return id == null
                    ? null
                    : rules.get().configuration().contacts().people().get(id);
        }

        /** When the addressee may hear of it, as far as their own quiet hours go. */
        private Instant spared(Roster.Destination to, Instant at) {
            return Quiet.after(person(to), notice, policy.zone(), at);
        }

        void keep() {
            tx.outbox().add(notice, deliveries);
            if (!held.isEmpty()) {
                tx.outbox().add(as(heldNotice, Notice.Manner.DIGEST), held);
            }
            if (!single.isEmpty()) {
                tx.outbox().add(as(singleNotice, Notice.Manner.CARD), single);
            }
            if (pause != null && pausedUntil != null) {
                held.stream()
                        .filter(line -> Pausing.marks(line.outcome()))
                        .forEach(line -> Pausing.hold(tx, pause, line));
            }
        }

        private Notice as(String id, Notice.Manner manner) {
            return new Notice(
                    id,
                    notice.incident(),
                    notice.brand(),
                    notice.level(),
                    notice.reason(),
                    notice.why(),
                    notice.to(),
                    manner,
                    notice.by(),
                    notice.at(),
                    notice.late(),
                    notice.clock());
        }

        /** Once for each person and rule in a shift: the administrators are not to be flooded by what keeps others from being flooded. */
        private void tellAdmins(String person, String rule) {
            String mark = "limited/" + rule + "/" + person;
            Instant told = tx.journal().setting(mark).map(Instant::parse).orElse(Instant.EPOCH);
            if (!told.isBefore(Noise.shiftSince(policy, now))) {
                return;
            }
            tx.journal().saveSetting(mark, now.toString());
            Notice limited = Noise.limited(notice, person, rule, policy, ids, now);
            Roster.Route route = rules.get().roster().route(limited, false, now);
            List<Delivery> rows = route.destinations().stream()
                    .map(to -> delivery(limited.id(), to, now))
                    .toList();
            tx.outbox().add(limited, rows);
        }

        private Noise.Traffic traffic(String person) {
            Outbox.Traffic shift = tx.outbox().traffic(person, Noise.shiftSince(policy, now));
            Outbox.Traffic night = tx.outbox().traffic(person, Noise.nightSince(policy, now));
            return new Noise.Traffic(shift.messages(), night.messages(), shift.last());
        }

        private Delivery delivery(String ofNotice, Roster.Destination to, Instant notBefore) {
            return new Delivery(
                    ids.next("d", now),
                    ofNotice,
                    notice.incident(),
                    to.channel(),
                    to.person(),
                    Delivery.Status.PENDING,
                    0,
                    notBefore,
                    null,
                    null,
                    null,
                    now);
        }
    }
}
