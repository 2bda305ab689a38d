package io.fenghuo.verticle.letters;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Quiet;
import io.fenghuo.incident.Roles;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.verticle.outbox.AddressBook;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a message to a group names with an @: those told of the incident, when it opens, is raised or is closed; those told of its growth, when
 * it grows. Whoever is in their quiet hours is named at an L1 only, and an L3, which groups get as a digest line, names nobody.
 */
final class Mentions {
    private static final Set<NoticeReason> CALLED =
            EnumSet.of(NoticeReason.OPENED, NoticeReason.RAISED, NoticeReason.GROWTH, NoticeReason.CLOSED);

    private Mentions() {}

    static List<Contacts.Person> of(Notice notice, Incident incident, AddressBook book, Instant now) {
        boolean rings = notice.manner() == Notice.Manner.RING;
        boolean called = notice.manner() == Notice.Manner.CARD
                && notice.level() != Severity.L3
                && CALLED.contains(notice.reason());
        if (!rings && !called) {
            return List.of();
        }
        return new OnDuty(book.contacts(), now)
                .of(notice.reason() == NoticeReason.GROWTH ? growing(incident) : incident.told()).stream()
                        .filter(person ->
                                !Quiet.after(person, notice, book.zone(), now).isAfter(now))
                        .toList();
    }

    /** The owner; before there is one duty and brand, or the rule's own owner. */
    private static List<String> growing(Incident incident) {
        if (incident.owner() != null) {
            return List.of(incident.owner());
        }
        Set<String> heard = new HashSet<>(Set.of(
                Target.role(Roles.DUTY).toString(), Target.role(Roles.BRAND).toString()));
        if (incident.instructions().owner() != null) {
            heard.add(incident.instructions().owner());
        }
        return incident.told().stream().filter(heard::contains).toList();
    }
}
